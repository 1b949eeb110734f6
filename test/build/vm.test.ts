import { describe, expect, it } from 'vitest';
import { cluster, datastore, goodHost, idOf, vm } from './index.ts';

// biome-ignore lint/suspicious/noExplicitAny: a path through JSON of any depth
type Loose = any;

const devices = (...description: Parameters<typeof vm>): Loose[] =>
  (vm(...description).properties as Loose).config.hardware.device;

describe('a virtual machine', () => {
  const clustered = devices({
    name: 'sql01',
    controllers: { scsi0: 'lsisas', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' }, sata0: 'ahci', nvme0: 'nvme' },
    disks: ['scsi0:0', { at: 'scsi1:3', sharing: 'sharingMultiWriter', thin: true }, 'sata0:1', 'nvme0:2'],
    cdroms: ['sata0:0', 'ide0:0'],
    nics: ['VM Network', { type: 'e1000', dvpg: 'dvportgroup-21', dvs: 'dvs1', connected: false }],
  });
  const byKey = new Map<number, Loose>(clustered.map((device) => [device.key, device]));

  it('has devices with distinct keys, each on its controller, which lists it', () => {
    expect(byKey.size).toBe(clustered.length);
    for (const device of clustered) {
      if (device.controllerKey === undefined || device.controllerKey === 100) continue;
      expect(byKey.get(device.controllerKey)?.device).toContain(device.key);
    }
    for (const device of clustered) for (const child of device.device ?? []) expect(byKey.has(child)).toBe(true);
  });

  it('numbers keys as vCenter does', () => {
    expect(
      [1000, 1001, 2000, 2019, 15_000, 16_000, 16_001, 31_000, 32_002, 3000, 4000, 4001].filter((key) => !byKey.has(key)),
    ).toEqual([]);
  });

  it('tells controllers by type and by summary', () => {
    expect(
      [1000, 1001].map((key) => [byKey.get(key)._typeName, byKey.get(key).deviceInfo.summary, byKey.get(key).sharedBus]),
    ).toEqual([
      ['VirtualLsiLogicSASController', 'LSI Logic SAS', 'noSharing'],
      ['ParaVirtualSCSIController', 'VMware paravirtual SCSI', 'physicalSharing'],
    ]);
  });

  it('connects NICs to a network or a distributed port', () => {
    expect([4000, 4001].map((key) => byKey.get(key).backing)).toMatchObject([
      { deviceName: 'VM Network' },
      { port: { portgroupKey: 'dvportgroup-21' } },
    ]);
    expect(byKey.get(4001)).toMatchObject({ _typeName: 'VirtualE1000', connectable: { connected: false } });
  });
});

describe('references by name', () => {
  it('meet: VM and host, host and cluster, VM and datastore', () => {
    const node: Loose = vm({ name: 'web01', host: goodHost(1) }).properties;
    const byName: Loose = vm({ name: 'web01', host: 'esx01.lab' }).properties;
    const group: Loose = cluster({ name: 'C1', hosts: [goodHost(1), 'esx02.lab'] });
    const store: Loose = datastore({ name: 'ds1', hosts: [goodHost(1)], vms: ['web01'] });
    expect(node.runtime.host).toEqual(byName.runtime.host);
    expect(group.properties.host[0]).toEqual(node.runtime.host);
    expect(group.object.value).toBe(idOf('domain', 'C1'));
    expect(node.datastore).toEqual([{ type: 'Datastore', value: store.object.value }]);
    expect(store.properties.vm).toEqual([{ type: 'VirtualMachine', value: idOf('vm', 'web01') }]);
    expect(store.properties.host[0].key).toEqual(node.runtime.host);
  });
});
