import { describe, expect, it } from 'vitest';
import { Estate } from '../../src/model/estate.ts';
import type { Host } from '../../src/model/host.ts';
import type { PhysicalNic } from '../../src/model/network.ts';
import { emptySite } from '../../src/model/site.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import { edit, esxcliOutput, esxcliSet, exportOf, goodHost, type Part, without } from '../build/index.ts';

function hostOf(...parts: readonly Part[]): Host {
  const ingest = new Ingest();
  ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(exportOf(...parts)))));
  const [host] = [...new Estate(ingest.entries, emptySite).hosts()];
  if (host === undefined) throw new RangeError('no host');
  return host;
}

function nicOf(name: string, ...parts: readonly Part[]): PhysicalNic {
  const nic = hostOf(...parts).pnic(name);
  if (!nic.known) throw new RangeError(nic.fact);
  return nic.value;
}

const told = (fact: { known: boolean; value?: unknown }) => (fact.known ? fact.value : 'unknown');

describe('a physical NIC', () => {
  it('negotiates where nothing is configured, and is forced otherwise', () => {
    const host = goodHost(1, { pnics: { vmnic2: { speed: 1000, forced: 1000, possible: [1000, 10_000] } } });
    expect(told(nicOf('vmnic2', host).forced)).toBe(1000);
    expect(told(nicOf('vmnic2', host).possible)).toEqual([1000, 10_000]);
    expect(told(nicOf('vmnic3', host).forced)).toBeNull();
    expect(told(nicOf('vmnic3', without(host, 'config.network.pnic.3.spec')).forced)).toBe('unknown');
  });

  it('does not tell its speeds when one of them is no number', () => {
    const list = 'config.network.pnic.2.validLinkSpecification.0.speedMb';
    expect(told(nicOf('vmnic2', without(goodHost(1), list)).possible)).toBe('unknown');
  });

  it('knows the switch by its protocol', () => {
    const host = goodHost(1, {
      pnics: {
        vmnic2: { cdp: { devId: 'san-a', hardwarePlatform: 'N9K', fullDuplex: false } },
        vmnic3: { cdp: undefined, lldp: { chassisId: '00:de:fb:00:00:07' } },
      },
    });
    const [two, three] = [nicOf('vmnic2', host), nicOf('vmnic3', host)];
    expect([two.cdpName, two.chassis, two.switchPlatform, two.switchFullDuplex].map(told)).toEqual([
      'san-a',
      'unknown',
      'N9K',
      false,
    ]);
    expect([three.cdpName, three.chassis].map(told)).toEqual(['unknown', '00:de:fb:00:00:07']);
  });

  it('has no link at speed 0 in esxcli, whatever the column of the link says', () => {
    const nics = [{ Name: 'vmnic2', Speed: 0, Duplex: 'Half' }];
    expect(told(nicOf('vmnic2', esxcliOutput('esx01.lab', 'network nic list', nics)).speed)).toBeNull();
  });
});

describe('the default gateway of a host', () => {
  it('is none where the routes have none, and unknown without them', () => {
    const none = goodHost(1, { defaultGateway: undefined });
    expect(told(hostOf(none).defaultGateway)).toBeNull();
    expect(told(hostOf(without(none, 'config.network.ipRouteConfig')).defaultGateway)).toBe('unknown');
    const routes = (network: object) =>
      hostOf(
        ...esxcliSet(goodHost(1)),
        esxcliOutput('esx01.lab', 'network ip route ipv4 list', [{ Gateway: '10.0.1.1', ...network }]),
      );
    expect(told(routes({ Network: 'default' }).defaultGateway)).toBe('10.0.1.1');
    expect(told(routes({ Network: '10.9.0.0' }).defaultGateway)).toBeNull();
    expect(told(routes({}).defaultGateway)).toBe('unknown');
  });
});

describe('what else the network rules read', () => {
  it('is the subnet of an independent hardware adapter', () => {
    const card = goodHost(1, {
      luns: undefined,
      vmfs: undefined,
      adapters: { vmhba64: undefined, vmhba40: { kind: 'independent', ip: '10.7.1.31/24', sendTargets: ['10.7.1.201'] } },
    });
    const { iscsiAdapters } = hostOf(card);
    const [adapter] = iscsiAdapters.known ? iscsiAdapters.value : [];
    expect(adapter && [adapter.reaches('10.7.1.201'), adapter.reaches('10.7.2.201')].map(told)).toEqual([true, false]);
    const torn = hostOf(edit(card, 'config.storageDevice.hostBusAdapter.0.ipProperties.subnetMask', '255.0.255.0')).iscsiAdapters;
    expect(torn.known && torn.value[0] && told(torn.value[0].subnet)).toBe('unknown');
  });

  it('are the NFS mounts, all of which have names or none are told', () => {
    const host = goodHost(1, { nfs: { 'nfs-01': { server: '10.5.1.50' } } });
    const { nfsMounts } = hostOf(host);
    expect(nfsMounts.known && nfsMounts.value.map(({ name }) => name)).toEqual(['nfs-01']);
    expect(hostOf(without(host, 'config.fileSystemVolume.mountInfo.2.volume.name')).nfsMounts.known).toBe(false);
  });
});
