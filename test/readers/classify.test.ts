import { describe, expect, it } from 'vitest';
import type { KeptEntry } from '../../src/readers/entry.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import {
  besidesProperties,
  esxcli,
  exportOf,
  goodHost,
  govcCollect,
  govcInfo,
  native,
  ndjson,
  powerCli,
  presetDvs,
  pyVmomi,
  viJson,
  vm,
} from '../build/index.ts';

const hosts = [goodHost(1), goodHost(2)];
const site = [...hosts, vm({ name: 'web01', host: 'esx01.lab' })];

function read(text: string, name = 'export.json'): Ingest {
  const ingest = new Ingest();
  ingest.addInput(name, memoryInput(new TextEncoder().encode(text)));
  return ingest;
}

/** "HostSystem", "QueryBoundVnics(vmhba64)", "esxcli network nic list". */
function kindOf(entry: KeptEntry): string {
  if (entry.kind === 'object') return entry.type;
  if (entry.kind === 'device') return entry.role;
  return entry.kind === 'method' ? `${entry.method}(${entry.argument ?? ''})` : `esxcli ${entry.command}`;
}

function kinds(text: string, name?: string): string[] {
  const { entries, problems } = read(text, name);
  expect(problems.map((problem) => problem.message)).toEqual([]);
  return entries.map(kindOf);
}

const objects = ['HostSystem', 'HostSystem', 'VirtualMachine'];

describe('every producer is recognised by content alone', () => {
  const answers = ['QueryBoundVnics(vmhba64)', 'QueryNetworkHint()'];
  it.each([
    ['native', native(site), ['HostSystem', ...answers, 'HostSystem', ...answers, 'VirtualMachine']],
    [
      'native on one line',
      native(site, { oneLine: true }),
      ['HostSystem', ...answers, 'HostSystem', ...answers, 'VirtualMachine'],
    ],
    ['NDJSON', ndjson(site), ['HostSystem', ...answers, 'HostSystem', ...answers, 'VirtualMachine']],
    ['govc collect', govcCollect(site), objects],
    ['govc collect up to 0.30', govcCollect(site, { pascal: true }), objects],
    ['govc collect on one line an object', govcCollect(site, { oneLine: true }), objects],
    ['govc host.info', govcInfo(site, 'HostSystem'), ['HostSystem', 'HostSystem']],
    ['govc host.info up to 0.30', govcInfo(site, 'HostSystem', { pascal: true }), ['HostSystem', 'HostSystem']],
    ['govc vm.info', govcInfo(site, 'VirtualMachine'), ['VirtualMachine']],
    ['VI JSON', viJson(site), objects],
    ['pyVmomi', pyVmomi(site), objects],
    ['PowerCLI', powerCli(site), objects],
    [
      'one object of PowerCLI, which prints no list then',
      JSON.stringify((JSON.parse(powerCli(goodHost(1))) as unknown[])[0]),
      ['HostSystem'],
    ],
    [
      'distributed switches',
      govcCollect(presetDvs()),
      ['VmwareDistributedVirtualSwitch', 'DistributedVirtualPortgroup', 'DistributedVirtualPortgroup'],
    ],
    ['bound adapters alone', JSON.stringify(answer('QueryBoundVnics')), ['QueryBoundVnics()']],
    ['network hints alone', JSON.stringify(answer('QueryNetworkHint')), ['QueryNetworkHint()']],
  ])('%s', (_, text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it('objects keep their references', () => {
    const ids = (text: string) => read(text).entries.map((entry) => (entry.kind === 'object' ? entry.id : ''));
    const expected = exportOf(site).entries.flatMap((entry) => ('properties' in entry ? [entry.object.value] : []));
    for (const text of [govcCollect(site), govcCollect(site, { pascal: true }), viJson(site), pyVmomi(site), powerCli(site)])
      expect(ids(text)).toEqual(expected);
  });

  it('objects without a reference get one each', () => {
    const text = JSON.stringify([
      { name: 'a', config: { network: {} } },
      { name: 'b', config: { network: {} } },
    ]);
    const ids = read(text).entries.map((entry) => (entry.kind === 'object' ? entry.id : ''));
    expect(new Set(ids).size).toBe(2);
    expect(kinds(text)).toEqual(['HostSystem', 'HostSystem']);
  });
});

describe('esxcli outputs are told by their names', () => {
  const [host] = hosts;
  const rows = host === undefined ? [] : esxcli(host, 'network nic list').output;

  it.each([
    ['esx01.lab_network_nic_list.json', JSON.stringify(rows)],
    ['esx01.lab_network_nic_list.json', JSON.stringify(rows, null, 2)],
    ['esx01.lab/network-nic-list.json', JSON.stringify(rows)],
  ])('%s holds rows', (name, text) => {
    const { entries } = read(text, name);
    expect(entries.map(kindOf)).toEqual(['esxcli network nic list']);
    expect(entries[0]).toMatchObject({ host: 'esx01.lab' });
    // The rows are kept whole, whatever their columns are called.
    expect(entries[0]?.open().value).toEqual(rows);
  });

  it('one structure', () => {
    const { entries } = read('{"Version":"8.0.3","Build":"Releasebuild-24022510"}', 'esx01_system_version_get.json');
    expect(entries.map(kindOf)).toEqual(['esxcli system version get']);
    expect(entries[0]?.open().value).toEqual({ Version: '8.0.3', Build: 'Releasebuild-24022510' });
  });

  it('one value', () => {
    expect(kinds('true', 'esx01_iscsi_software_get.json')).toEqual(['esxcli iscsi software get']);
  });

  it("govc's envelope", () => {
    const { entries } = read('{"info":{"hints":{}},"values":[{"Name":["vmnic0"]}],"string":""}', 'esx01_network_nic_list.json');
    expect(entries.map(kindOf)).toEqual(['esxcli network nic list']);
    expect(entries[0]?.open().value).toEqual([{ Name: ['vmnic0'] }]);
  });

  it('columns that are called like properties of vCenter stay columns', () => {
    const strange = [{ Name: 'vmnic0', config: { network: { vnic: [] } }, entries: [1], MTU: 1500 }];
    expect(read(JSON.stringify(strange), 'esx01_network_nic_list.json').entries[0]?.open().value).toEqual(strange);
  });

  it('but a native export under such a name is an export', () => {
    expect(kinds(native(goodHost(1)), 'esx01_network_nic_list.json')[0]).toBe('HostSystem');
  });

  it('rows under a name that says nothing cannot be told', () => {
    const { entries, problems } = read(JSON.stringify(rows), 'nics.json');
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([{ ruleId: 'input-format', place: { line: 1, column: 1 } }]);
  });
});

function answer(method: string): unknown {
  const entry = besidesProperties(site).find((item) => 'method' in item && item.method === method);
  return entry !== undefined && 'result' in entry ? entry.result : undefined;
}
