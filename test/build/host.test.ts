import { describe, expect, it } from 'vitest';
import type { HostDescription, Json, JsonObject } from './index.ts';
import {
  dvsHost,
  edit,
  esxcliSet,
  exportOf,
  goodHost,
  host,
  lunUuidOf,
  presetDvs,
  presetLuns,
  twoSubnetHost,
  vm,
  without,
} from './index.ts';

/** Reads loosely: the tests look into JSON as a stranger would. */
// biome-ignore lint/suspicious/noExplicitAny: a path through JSON of any depth
type Loose = any;

function propertiesOf(description: HostDescription): Loose {
  const [first] = host(description);
  return first && 'properties' in first ? first.properties : undefined;
}

function allStrings(value: Json, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (Array.isArray(value)) for (const item of value as readonly Json[]) allStrings(item, found);
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value as JsonObject)) allStrings(item, found);
  return found;
}

const presets: readonly [string, HostDescription][] = [
  ['goodHost', goodHost(1)],
  ['twoSubnetHost', twoSubnetHost(2)],
  ['dvsHost', dvsHost(3)],
];

describe.each(presets)('%s', (_, description) => {
  const { config } = propertiesOf(description);

  it('refers only to keys that exist', () => {
    const { network, storageDevice } = config;
    const keys = new Set<string>();
    const collect = (items: readonly Loose[] | undefined) => {
      for (const item of items ?? []) keys.add(item.key);
    };
    for (const list of ['vswitch', 'portgroup', 'pnic', 'vnic', 'proxySwitch']) collect(network[list]);
    for (const list of ['hostBusAdapter', 'scsiLun']) collect(storageDevice[list]);
    collect(storageDevice.multipathInfo.lun);
    const references = [
      ...network.vswitch.flatMap((vswitch: Loose) => [...vswitch.portgroup, ...vswitch.pnic]),
      ...network.portgroup.map((group: Loose) => group.vswitch),
      ...(network.proxySwitch ?? []).flatMap((proxy: Loose) => proxy.pnic),
      ...storageDevice.multipathInfo.lun.flatMap((unit: Loose) => [
        unit.lun,
        ...unit.path.flatMap((path: Loose) => [path.adapter, path.lun]),
      ]),
      ...storageDevice.scsiTopology.adapter.flatMap((adapter: Loose) => [
        adapter.adapter,
        ...(adapter.target ?? []).flatMap((target: Loose) => target.lun.map((lun: Loose) => lun.scsiLun)),
      ]),
    ];
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((reference: string) => !keys.has(reference))).toEqual([]);
  });

  it('lists a path under one name in the multipath state, its unit and its key', () => {
    const units = config.storageDevice.multipathInfo.lun;
    const names = units.flatMap((unit: Loose) => unit.path.map((path: Loose) => path.name));
    expect(names).toEqual(config.multipathState.path.map((path: Loose) => path.name));
    expect(new Set(names).size).toBe(names.length);
    for (const unit of units) for (const path of unit.path) expect(path.key).toBe(`key-vim.host.MultipathInfo.Path-${path.name}`);
  });

  it('has every device id of its volumes among the devices', () => {
    const devices = new Set(config.storageDevice.scsiLun.map((lun: Loose) => lun.canonicalName));
    const disks = config.fileSystemVolume.mountInfo.flatMap((mount: Loose) =>
      mount.volume.extent.map((extent: Loose) => extent.diskName),
    );
    expect(disks.length).toBe(2);
    expect(disks.every((disk: string) => devices.has(disk))).toBe(true);
  });

  it('is free of undefined members, so that JSON keeps it whole', () => {
    expect(JSON.parse(JSON.stringify(exportOf(description)))).toStrictEqual(exportOf(description));
  });
});

describe('teaming', () => {
  const groups = (description: HostDescription) =>
    new Map<string, Loose>(propertiesOf(description).config.network.portgroup.map((group: Loose) => [group.spec.name, group]));

  it('computes what a port group overrides and keeps the rest of the switch', () => {
    const found = groups({
      name: 'a.lab',
      vswitches: {
        vSwitch1: {
          uplinks: ['vmnic2', 'vmnic3'],
          teaming: { policy: 'loadbalance_ip', active: ['vmnic3'], standby: ['vmnic2'], beacon: true },
          portGroups: {
            inherits: {},
            pinned: { active: ['vmnic2'] },
            policy: { policy: 'failover_explicit', beacon: false },
            none: { active: [] },
          },
        },
      },
    });
    const order = (name: string) => found.get(name).computedPolicy.nicTeaming.nicOrder;
    expect(found.get('inherits').spec.policy.nicTeaming).toEqual({ failureCriteria: {} });
    expect(order('inherits')).toEqual({ activeNic: ['vmnic3'], standbyNic: ['vmnic2'] });
    expect(found.get('inherits').computedPolicy.nicTeaming).toMatchObject({
      policy: 'loadbalance_ip',
      failureCriteria: { checkBeacon: true },
    });
    expect(found.get('pinned').spec.policy.nicTeaming.nicOrder).toEqual({ activeNic: ['vmnic2'] });
    expect(order('pinned')).toEqual({ activeNic: ['vmnic2'] });
    expect(found.get('policy').spec.policy.nicTeaming).toEqual({
      policy: 'failover_explicit',
      failureCriteria: { checkBeacon: false },
    });
    expect(order('policy')).toEqual({ activeNic: ['vmnic3'], standbyNic: ['vmnic2'] });
    expect(order('none')).toEqual({});
  });
});

describe('bindings', () => {
  const bound = (description: HostDescription): Loose[] =>
    host(description).flatMap((entry) => ('method' in entry && entry.method === 'QueryBoundVnics' ? [entry] : []));

  it('are absent, empty or listed as described', () => {
    expect(bound(goodHost(1, { adapters: { vmhba64: { bound: undefined } } }))).toEqual([]);
    expect(bound(goodHost(1, { adapters: { vmhba64: { bound: [] } } }))).toMatchObject([{ argument: 'vmhba64', result: [] }]);
    expect(bound(goodHost(1))[0].result).toMatchObject([
      { vnicDevice: 'vmk1', pnicDevice: 'vmnic2', switchName: 'vSwitch1', portgroupName: 'iSCSI-A', pathStatus: 'active' },
      { vnicDevice: 'vmk2', pnicDevice: 'vmnic3', switchName: 'vSwitch1', portgroupName: 'iSCSI-B', pathStatus: 'active' },
    ]);
  });

  it('are compliant exactly when one uplink is active and none stands by', () => {
    const reasons = (group: { active?: string[]; standby?: string[] }) => {
      const described = goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': group } } } });
      return bound(described)[0].result[0].complianceStatus.reason?.map((reason: Loose) => reason.fault._typeName);
    };
    expect(reasons({})).toBeUndefined();
    expect(reasons({ active: ['vmnic2', 'vmnic3'] })).toEqual(['IscsiFaultVnicHasMultipleUplinks']);
    expect(reasons({ standby: ['vmnic3'] })).toEqual(['IscsiFaultVnicHasMultipleUplinks']);
    expect(reasons({ active: [] })).toEqual(['IscsiFaultVnicHasNoUplinks']);
  });

  it('carry the same adapter as the host', () => {
    const { config } = propertiesOf(dvsHost(1));
    const [first] = bound(dvsHost(1))[0].result;
    expect(first.vnic).toEqual(config.network.vnic[1]);
    expect(first.pnic).toEqual(config.network.pnic[2]);
    expect(first).toMatchObject({ switchUuid: config.network.proxySwitch[0].dvsUuid, portgroupKey: 'dvportgroup-21' });
    expect(first.vnic.portgroup).toBe('');
  });
});

describe('paths', () => {
  const units = (description: HostDescription): Loose[] => propertiesOf(description).config.storageDevice.multipathInfo.lun;
  const names = (description: HostDescription) => units(description)[0].path.map((path: Loose) => path.name);

  it('run from every bound adapter to every portal in its subnet', () => {
    expect(names(goodHost(1))).toEqual(['vmhba64:C0:T0:L1', 'vmhba64:C1:T0:L1', 'vmhba64:C0:T1:L1', 'vmhba64:C1:T1:L1']);
    expect(names(twoSubnetHost(1))).toEqual(['vmhba64:C0:T0:L1', 'vmhba64:C0:T1:L1']);
  });

  it('work as the policy has them work', () => {
    const working = (lun: NonNullable<HostDescription['luns']>[string]) =>
      units(goodHost(1, { luns: { [presetLuns[0]]: lun } }))[0].path.map((path: Loose) => path.isWorkingPath);
    expect(working({})).toEqual([true, true, true, true]);
    expect(working({ psp: 'VMW_PSP_MRU' })).toEqual([true, false, false, false]);
    expect(working({ psp: 'VMW_PSP_FIXED', prefer: 'vmhba64:C1:T1:L1' })).toEqual([false, false, false, true]);
    expect(
      working({
        paths: ['10.0.1.201', { target: '10.0.1.201', state: 'dead' }, { target: '10.0.1.202', state: 'nonOptimized' }],
      }),
    ).toEqual([true, false, false]);
  });

  it('of explicit rows get distinct names, also for portals that no adapter knows', () => {
    const explicit = goodHost(1, { luns: { [presetLuns[0]]: { paths: ['10.0.1.201', '10.0.1.201', '10.0.9.9', '10.0.9.8'] } } });
    expect(names(explicit)).toEqual(['vmhba64:C0:T0:L1', 'vmhba64:C1:T0:L1', 'vmhba64:C0:T2:L1', 'vmhba64:C0:T3:L1']);
  });

  it('of a PowerPath device are not told', () => {
    const { config } = propertiesOf(goodHost(1, { luns: { [presetLuns[0]]: { plugin: 'PowerPath' } } }));
    expect(config.storageDevice.scsiLun).toHaveLength(2);
    expect(config.storageDevice.multipathInfo.lun).toHaveLength(1);
  });
});

describe('devices', () => {
  it('have one uuid in the LUN, its key, its unit and an RDM', () => {
    const [unit] = propertiesOf(goodHost(1)).config.storageDevice.multipathInfo.lun;
    const [disk] = propertiesOf(goodHost(2)).config.storageDevice.scsiLun;
    const node: Loose = vm({ name: 'sql01', disks: ['scsi0:0', { at: 'scsi0:1', rdm: { device: presetLuns[0] } }] }).properties;
    const rdm = node.config.hardware.device.find((device: Loose) => device.backing?.compatibilityMode === 'physicalMode');
    expect(disk.uuid).toBe(lunUuidOf(presetLuns[0]));
    expect([unit.id, rdm.backing.lunUuid]).toEqual([disk.uuid, disk.uuid]);
    expect([disk.key, unit.lun]).toEqual([`key-vim.host.ScsiDisk-${disk.uuid}`, disk.key]);
    expect(rdm.backing.deviceName).toBe(`vml.${disk.uuid}`);
  });

  it('tell reservations from 6.7 Update 2', () => {
    const told = (version: string, build?: string) => {
      const description = merge1(goodHost(1, { version }), build);
      return propertiesOf(description).config.storageDevice.scsiLun[0].perenniallyReserved;
    };
    const merge1 = (description: HostDescription, build: string | undefined): HostDescription => {
      const { build: _, ...rest } = description;
      return build === undefined ? rest : { ...rest, build };
    };
    expect([told('6.7.0'), told('6.7.0', '13006603'), told('8.0.3')]).toEqual([undefined, false, false]);
  });
});

describe('services', () => {
  it('select by keys of adapters that exist, and only those tagged', () => {
    const { config } = propertiesOf(goodHost(1, { vmks: { vmk1: { tags: ['vmotion'] } } }));
    const selected = config.virtualNicManagerInfo.netConfig
      .filter((item: Loose) => item.selectedVnic)
      .map((item: Loose) => [item.nicType, item.selectedVnic]);
    expect(selected).toEqual([
      ['management', ['management.key-vim.host.VirtualNic-vmk0']],
      ['vmotion', ['vmotion.key-vim.host.VirtualNic-vmk1']],
    ]);
    for (const item of config.virtualNicManagerInfo.netConfig) {
      const candidates = item.candidateVnic.map((vnic: Loose) => vnic.key);
      for (const key of item.selectedVnic ?? []) expect(candidates).toContain(key);
    }
  });
});

describe('distributed switch', () => {
  it('joins hosts, port groups and the switch by uuid, uplink port and key', () => {
    const { config } = propertiesOf(dvsHost(1));
    const [proxy] = config.network.proxySwitch;
    const [dvsEntry, ...groups] = presetDvs() as Loose[];
    expect(proxy.dvsUuid).toBe(dvsEntry.properties.uuid);
    const ports = new Map(proxy.uplinkPort.map((port: Loose) => [port.value, port.key]));
    const pnics = new Map(proxy.spec.backing.pnicSpec.map((spec: Loose) => [spec.uplinkPortKey, spec.pnicDevice]));
    const active = groups.map(
      (group: Loose) => group.properties.config.defaultPortConfig.uplinkTeamingPolicy.uplinkPortOrder.activeUplinkPort,
    );
    expect(active.flat().map((name: string) => pnics.get(ports.get(name)))).toEqual(['vmnic2', 'vmnic3']);
    expect(config.network.vnic.slice(1).map((vnic: Loose) => vnic.spec.distributedVirtualPort.portgroupKey)).toEqual(
      groups.map((group: Loose) => group.properties.key),
    );
  });

  it('lists the members of a LAG', () => {
    const { config } = propertiesOf(
      dvsHost(1, { proxySwitches: { dvs1: { uplinks: undefined, lags: { lag1: ['vmnic2', 'vmnic3'] } } } }),
    );
    const [proxy] = config.network.proxySwitch;
    expect(proxy.hostLag).toMatchObject([{ lagName: 'lag1', uplinkPort: [{ value: 'lag1-0' }, { value: 'lag1-1' }] }]);
    expect(proxy.spec.backing.pnicSpec.map((spec: Loose) => spec.uplinkPortKey)).toEqual(
      proxy.hostLag[0].uplinkPort.map((port: Loose) => port.key),
    );
  });
});

describe('esxcli', () => {
  const outputs = (description: HostDescription) =>
    new Map<string, Loose>(esxcliSet(description).map((entry) => [entry.command, entry.output]));

  it.each(presets)('of %s tells the same story as the properties', (_, description) => {
    const { config } = propertiesOf(description);
    const told = outputs(description);
    expect(told.get('network nic list').map((nic: Loose) => [nic.Name, nic.Speed, nic.PCIDevice, nic.MACAddress])).toEqual(
      config.network.pnic.map((nic: Loose) => [nic.device, nic.linkSpeed.speedMb, nic.pci, nic.mac]),
    );
    expect(told.get('network ip interface list').map((vmk: Loose) => [vmk.Name, vmk.MTU, vmk.NetstackInstance])).toEqual(
      config.network.vnic.map((vnic: Loose) => [vnic.device, vnic.spec.mtu, vnic.spec.netStackInstanceKey]),
    );
    expect(told.get('network ip interface ipv4 get').map((vmk: Loose) => [vmk.IPv4Address, vmk.IPv4Netmask])).toEqual(
      config.network.vnic.map((vnic: Loose) => [vnic.spec.ip.ipAddress, vnic.spec.ip.subnetMask]),
    );
    expect(told.get('network vswitch standard list').map((vswitch: Loose) => [vswitch.Name, vswitch.MTU])).toEqual(
      config.network.vswitch.map((vswitch: Loose) => [vswitch.name, vswitch.mtu]),
    );
    expect(
      told
        .get('storage nmp device list')
        .map((device: Loose) => [device.Device, device.PathSelectionPolicy, device.StorageArrayType]),
    ).toEqual(
      config.storageDevice.multipathInfo.lun.map((unit: Loose, index: number) => [
        config.storageDevice.scsiLun[index].canonicalName,
        unit.policy.policy,
        unit.storageArrayTypePolicy.policy,
      ]),
    );
    expect(told.get('storage core path list').map((path: Loose) => path.RuntimeName)).toEqual(
      config.multipathState.path.map((path: Loose) => path.name),
    );
    for (const group of config.network.portgroup) {
      const failover = told.get(
        `network vswitch standard portgroup policy failover get -p ${/\s/.test(group.spec.name) ? `"${group.spec.name}"` : group.spec.name}`,
      );
      expect(failover.ActiveAdapters).toEqual(group.computedPolicy.nicTeaming.nicOrder.activeNic);
    }
  });

  it('prints keys in alphabetical order, as the JSON formatter does', () => {
    for (const { command, output } of esxcliSet(dvsHost(1))) {
      const rows = Array.isArray(output) ? output : [output];
      for (const row of rows) {
        const keys = typeof row === 'object' && row !== null ? Object.keys(row) : [];
        expect(keys, command).toEqual([...keys].sort());
      }
    }
  });

  it('of bindings agrees with QueryBoundVnics', () => {
    const portals = outputs(goodHost(1)).get('iscsi networkportal list');
    expect(portals).toMatchObject([
      { Vmknic: 'vmk1', CompliantStatus: 'compliant', VlanID: 101, CurrentSpeed: 10_000, PathStatus: 'active' },
      { Vmknic: 'vmk2', CompliantStatus: 'compliant', VlanID: 101, CurrentSpeed: 10_000, PathStatus: 'active' },
    ]);
  });
});

describe('slips in a description', () => {
  it.each<[string, () => unknown, string]>([
    [
      'an unknown port group',
      () => host(goodHost(1, { vmks: { vmk1: { portGroup: 'iSCSI-X' } } })),
      'esx01.lab: vmk1 is on "iSCSI-X", which no vswitch has',
    ],
    [
      'an unknown bound vmk',
      () => host(goodHost(1, { adapters: { vmhba64: { bound: ['vmk9'] } } })),
      'esx01.lab: vmk9 is bound to vmhba64 but not described',
    ],
    [
      'an address without length',
      () => host(goodHost(1, { vmks: { vmk1: { ip: '10.0.1.11' } } })),
      '"10.0.1.11" is not an IPv4 address with a prefix length',
    ],
    [
      'a path to edit that is not there',
      () => edit(goodHost(1), 'config.netwrk.vnic.0.device', 'x'),
      'no entry has a value at config.netwrk.vnic.0.device',
    ],
    [
      'a disk on no controller',
      () => vm({ name: 'a', disks: ['scsi1:0'] }),
      'a: scsi1:0 is on a controller that is not described',
    ],
  ])('%s is refused', (_, act, message) => {
    expect(act).toThrow(message);
  });

  it('edit and without change that one value and leave their input alone', () => {
    const entries = host(goodHost(1));
    const before = JSON.stringify(entries);
    const edited: Loose = edit(entries, 'config.network.vnic.1.spec.mtu', 0);
    const reduced: Loose = without(entries, 'config.network.pnic');
    expect(edited[0].properties.config.network.vnic[1].spec.mtu).toBe(0);
    expect(Object.keys(reduced[0].properties.config.network)).not.toContain('pnic');
    expect(JSON.stringify(entries)).toBe(before);
  });
});

it('gives the same export in every run, and different identities to different hosts', () => {
  expect(JSON.stringify(exportOf(goodHost(1)))).toBe(JSON.stringify(exportOf(goodHost(1))));
  const strings = [1, 2].map((n) => allStrings(propertiesOf(goodHost(n))));
  const macs = strings.map((set) => [...set].filter((text) => /^..:..:..:..:..:..$/.test(text)));
  expect(macs[0]?.filter((mac) => macs[1]?.includes(mac))).toEqual([]);
});
