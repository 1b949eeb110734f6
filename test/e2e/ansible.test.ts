import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { ansibleInfo, registered } from '../build/ansible.ts';
import { type EsxcliEntry, entriesOf, esxcliSet, goodHost, native, without } from '../build/index.ts';
import { type Files, fails, judgeFiles, own } from './run.ts';

const silent = { cdp: undefined, lldp: undefined };
const hosts = [
  goodHost(1, {
    vmks: { vmk1: { mtu: 9000 } },
    vswitches: { vSwitch1: { mtu: 1500, portGroups: { 'iSCSI-B': { promiscuous: true } } } },
    pnics: { vmnic2: silent, vmnic3: { ...silent, speed: null } },
  }),
  goodHost(2, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } } } }),
];
const info = ansibleInfo(entriesOf(hosts));
const json = (value: unknown, indent = 2) => JSON.stringify(value, null, indent);

/** The outputs of esxcli that tell what the modules tell. */
const TOLD =
  /^network (nic list|vswitch standard (list|portgroup (list|policy (failover|security) get.*))|ip interface (list|ipv4 get))$/;
const reference = native((hosts.flatMap((host) => esxcliSet(host)) as EsxcliEntry[]).filter(({ command }) => TOLD.test(command)));

const results = Object.entries(info).map(([key, value]) => registered(key, value));
const shapes: Readonly<Record<string, Files>> = {
  'registered variables, a file each': Object.fromEntries(results.map((result, index) => [`${index}.json`, json(result)])),
  'the json callback': {
    'run.json': json({
      plays: [
        { play: { name: 'facts' }, tasks: results.map((result) => ({ task: { name: 'x' }, hosts: { localhost: result } })) },
      ],
      stats: {},
    }),
  },
  'single commands': { 'out.txt': results.map((result) => `localhost | SUCCESS => ${json(result, 4)}\n`).join('') },
  'single commands, a line each': {
    'out.txt': results.map((result) => `localhost | SUCCESS => ${JSON.stringify(result)}\n`).join(''),
  },
  'debug in a playbook': {
    'out.log': `\nPLAY [all] ****\n\nTASK [debug] ****\n${results.map((result) => `ok: [localhost] => ${json({ result }, 4)}\n`).join('')}\nPLAY RECAP ****\n`,
  },
};

const essence = (verdicts: readonly Verdict[]) =>
  fails(verdicts)
    .map(({ ruleId, subject, message }) => `${ruleId} ${subject.host} ${subject.name}: ${message}`)
    .sort();

function token({ location }: Verdict, texts: Files): string {
  const { file = '', line = 1, column = 1, endColumn = 1 } = location ?? {};
  return (
    String(texts[file])
      .split('\n')
      [line - 1]?.slice(column - 1, endColumn - 1) ?? ''
  );
}

describe('results of community.vmware', () => {
  it.each(Object.entries(shapes))('%s: the findings of the same outputs of esxcli', async (_, files) => {
    // A port group has its switch's policies only where one file holds both.
    const whole = Object.keys(files).length === 1 && !Object.keys(files)[0]?.startsWith('out');
    const expected = essence((await judgeFiles({ 'export.json': reference })).report.verdicts);
    expect(expected.length).toBeGreaterThan(1);
    const { verdicts } = (await judgeFiles(files)).report;
    expect(own(verdicts).map(({ message }) => message)).toEqual([]);
    const found = essence(verdicts);
    expect(found.filter((line) => !expected.includes(line))).toEqual([]);
    if (whole) expect(found).toEqual(expected);
    const mtu = fails(verdicts).find(({ ruleId }) => ruleId === 'mtu-vmk-exceeds-vswitch');
    expect(mtu && token(mtu, files)).toBe('9000');
  });

  it('completes an export of storage: port bindings and networks', async () => {
    const reference = (await judgeFiles({ 'export.json': native(hosts) })).report.verdicts;
    const properties = entriesOf(hosts).filter((entry) => entry.source === 'vim' && !('method' in entry));
    const storage = without(properties, 'config.network');
    const bindings = hosts.map(({ name }) => ({
      changed: false,
      invocation: { module_args: { esxi_hostname: name, password: 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER' } },
      iscsi_properties: { iscsi_enabled: true, vmhba_name: 'vmhba64', port_bind: ['vmk1', 'vmk2'] },
    }));
    const files = {
      'storage.json': native(storage),
      'run.json': json({
        plays: [{ tasks: [...results, { results: bindings }].map((result) => ({ hosts: { localhost: result } })) }],
      }),
    };
    const { verdicts } = (await judgeFiles(files)).report;
    expect(own(verdicts).map(({ message }) => message)).toEqual([]);
    const [expected, found] = [essence(reference), essence(verdicts)];
    expect(found.filter((line) => !expected.includes(line))).toEqual([]);
    // The module tells which adapters are bound, not what the host thinks of it.
    expect(expected.filter((line) => !found.includes(line)).map((line) => line.split(' ')[0])).toEqual(['portbind-noncompliant']);
    expect(found.map((line) => line.split(' ')[0])).toContain('portbind-standby-uplink');
  });
});
