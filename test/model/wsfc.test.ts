import { describe, expect, it } from 'vitest';
import { Estate } from '../../src/model/estate.ts';
import type { Fact } from '../../src/model/fact.ts';
import { emptySite } from '../../src/model/site.ts';
import { nodeNames, type WsfcUse, wsfcUse } from '../../src/model/wsfc.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import type { Part } from '../build/index.ts';
import { edit, esxcli, exportOf, goodHost, vm } from '../build/index.ts';
import { clusterLun, node, nodes, quorum } from '../rules/wsfc/cluster.ts';

/** What is known of the second LUN on the first host of an export. */
function useIn(...parts: readonly Part[]): Fact<WsfcUse | null> {
  const ingest = new Ingest();
  ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(exportOf(...parts)))));
  const [host] = new Estate(ingest.entries, emptySite).hosts();
  const device = host?.devices.known ? host.devices.value.find((item) => item.name === quorum) : undefined;
  if (device === undefined) throw new Error(`${quorum} is not in the export`);
  return wsfcUse(device);
}

const host = goodHost(1, clusterLun());
const namesOf = (use: Fact<WsfcUse | null>) => (use.known ? use.value && nodeNames(use.value) : `unknown: ${use.fact}`);

describe('the cluster that uses a device', () => {
  it('is that of the VMs that map it on a physically shared bus', () => {
    expect(namesOf(useIn(host, nodes()))).toBe('sql01 and sql02');
    expect(namesOf(useIn(host, nodes(), node('sql03')))).toBe('sql01, sql02 and sql03');
  });

  it('is found by the other UIDs of esxcli, and by the NAA name alone', () => {
    const commands = ['system hostname get', 'storage nmp device list'].map((command) => esxcli(host, command));
    expect(namesOf(useIn(commands, esxcli(host, 'storage core device list'), nodes()))).toBe('sql01 and sql02');
    expect(namesOf(useIn(commands, nodes()))).toBe('sql01 and sql02');
  });

  it('is none when the mappings of all VMs tell of other LUNs', () => {
    const commands = ['system hostname get', 'storage nmp device list'].map((command) => esxcli(host, command));
    const other = node('sql01', { disk: { rdm: { device: 'naa.6000d31000a1b2000000000000000009' } } });
    expect(namesOf(useIn(commands, other))).toBe(null);
    expect(namesOf(useIn(host, vm({ name: 'web01', host: 'esx01.lab' })))).toBe(null);
  });

  it('is not known when a mapping does not tell its LUN by a NAA id and the device has no UUID', () => {
    const commands = ['system hostname get', 'storage nmp device list'].map((command) => esxcli(host, command));
    expect(namesOf(useIn(commands, node('sql01', { disk: { rdm: { lunUuid: '0100000000533359' } } })))).toBe(
      `unknown: device UUID of ${quorum}`,
    );
  });

  it('is not known when a host names a VM that was not exported', () => {
    const named = edit(edit(host, 'vm', [{ type: 'VirtualMachine', value: 'vm-77' }]), 'name', 'esx01.lab');
    expect(namesOf(useIn(named, vm({ name: 'web01', id: 'vm-12', host: 'esx01.lab' })))).toBe(
      'unknown: virtual machines of esx01.lab',
    );
  });

  it('is not known from one VM of it', () => {
    expect(namesOf(useIn(host, node('sql01')))).toBe(`unknown: other nodes of a cluster of ${quorum}`);
    expect(namesOf(useIn(host, node('sql01'), node('sql02', { sharedBus: 'noSharing' })))).toBe(
      `unknown: other nodes of a cluster of ${quorum}`,
    );
  });

  it('is none without VMs when a VMFS volume lies on the device', () => {
    expect(namesOf(useIn(goodHost(1)))).toBe(null);
    expect(namesOf(useIn(host))).toBe('unknown: virtual machines');
  });
});
