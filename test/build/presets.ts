import { dvpg, dvs } from './dvs.ts';
import type { Entry } from './entry.ts';
import type { HostDescription } from './host-description.ts';
import type { Patch } from './merge.ts';
import { merge } from './merge.ts';

/** The array that all presets use: two LUNs behind two controllers. */
export const presetLuns = ['naa.6000d31000a1b2000000000000000001', 'naa.6000d31000a1b2000000000000000002'] as const;

/**
 * The canonical design: two VMkernel adapters in one subnet, each on its own NIC, both bound; jumbo frames; VLAN 101; Round
 * Robin over two controllers' portals; management on NICs of its own. Nothing in it should be found fault with.
 * `n` gives name, addresses and initiator name; the patch changes any part.
 */
export function goodHost(n: number, patch: Patch<HostDescription> = {}): HostDescription {
  const base: HostDescription = {
    ...managed(n),
    pnics: { ...managementNics, ...storageNics },
    vswitches: {
      ...managementSwitch,
      vSwitch1: {
        mtu: 9000,
        uplinks: ['vmnic2', 'vmnic3'],
        portGroups: { 'iSCSI-A': { vlan: 101, active: ['vmnic2'] }, 'iSCSI-B': { vlan: 101, active: ['vmnic3'] } },
      },
    },
    vmks: {
      ...managementVmk(n),
      vmk1: { portGroup: 'iSCSI-A', ip: `10.0.1.${10 + n}/24`, mtu: 9000 },
      vmk2: { portGroup: 'iSCSI-B', ip: `10.0.1.${100 + n}/24`, mtu: 9000 },
    },
    adapters: { vmhba64: { ...initiator(n), sendTargets: ['10.0.1.201', '10.0.1.202'], bound: ['vmk1', 'vmk2'] } },
  };
  return merge(base, patch);
}

/** Two fabrics: a subnet, a VLAN, a vSwitch and a NIC each, a portal in each, nothing bound (and known to be so). */
export function twoSubnetHost(n: number, patch: Patch<HostDescription> = {}): HostDescription {
  const base: HostDescription = {
    ...managed(n),
    pnics: { ...managementNics, ...storageNics },
    vswitches: {
      ...managementSwitch,
      vSwitch1: { mtu: 9000, uplinks: ['vmnic2'], portGroups: { 'iSCSI-A': { vlan: 101 } } },
      vSwitch2: { mtu: 9000, uplinks: ['vmnic3'], portGroups: { 'iSCSI-B': { vlan: 102 } } },
    },
    vmks: {
      ...managementVmk(n),
      vmk1: { portGroup: 'iSCSI-A', ip: `10.0.1.${10 + n}/24`, mtu: 9000 },
      vmk2: { portGroup: 'iSCSI-B', ip: `10.0.2.${10 + n}/24`, mtu: 9000 },
    },
    adapters: { vmhba64: { ...initiator(n), sendTargets: ['10.0.1.201', '10.0.2.201'], bound: [] } },
  };
  return merge(base, patch);
}

/**
 * The canonical design on a distributed switch "dvs1" with port groups dvportgroup-21 (active Uplink 1) and dvportgroup-22
 * (active Uplink 2); presetDvs() gives those.
 */
export function dvsHost(n: number, patch: Patch<HostDescription> = {}): HostDescription {
  const base: HostDescription = {
    ...managed(n),
    pnics: { ...managementNics, ...storageNics },
    vswitches: managementSwitch,
    proxySwitches: { dvs1: { mtu: 9000, uplinks: { 'Uplink 1': 'vmnic2', 'Uplink 2': 'vmnic3' } } },
    vmks: {
      ...managementVmk(n),
      vmk1: { dvpg: 'dvportgroup-21', ip: `10.0.1.${10 + n}/24`, mtu: 9000, pnic: 'vmnic2' },
      vmk2: { dvpg: 'dvportgroup-22', ip: `10.0.1.${100 + n}/24`, mtu: 9000, pnic: 'vmnic3' },
    },
    adapters: { vmhba64: { ...initiator(n), sendTargets: ['10.0.1.201', '10.0.1.202'], bound: ['vmk1', 'vmk2'] } },
  };
  return merge(base, patch);
}

/** The distributed switch of dvsHost and its two port groups. */
export function presetDvs(): Entry[] {
  return [
    dvs({ name: 'dvs1', maxMtu: 9000 }),
    dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', vlan: 101, active: ['Uplink 1'] }),
    dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', vlan: 101, active: ['Uplink 2'] }),
  ];
}

const managementNics = {
  vmnic0: { speed: 1000, driver: 'igbn', cdp: { devId: 'lan-a', portId: 'Ethernet1/1' } },
  vmnic1: { speed: 1000, driver: 'igbn', cdp: { devId: 'lan-b', portId: 'Ethernet1/1' } },
} as const;

const storageNics = {
  vmnic2: { cdp: { devId: 'san-a', portId: 'Ethernet1/2', mtu: 9216, vlan: 101 } },
  vmnic3: { cdp: { devId: 'san-b', portId: 'Ethernet1/2', mtu: 9216, vlan: 101 } },
} as const;

const managementSwitch = {
  vSwitch0: { uplinks: ['vmnic0', 'vmnic1'], portGroups: { 'Management Network': { vlan: 10 }, 'VM Network': { vlan: 20 } } },
} as const;

function managementVmk(n: number): NonNullable<HostDescription['vmks']> {
  return { vmk0: { portGroup: 'Management Network', ip: `192.168.10.${10 + n}/24`, tags: ['management'] } };
}

function initiator(n: number): { readonly kind: 'software'; readonly iqn: string } {
  return { kind: 'software', iqn: `iqn.1998-01.com.vmware:${label(n)}-4f1c2a${String(n).padStart(2, '0')}` };
}

function label(n: number): string {
  return `esx${String(n).padStart(2, '0')}`;
}

function managed(n: number): HostDescription {
  const [first, second] = presetLuns;
  return {
    name: `${label(n)}.lab`,
    cluster: 'C1',
    version: '8.0.3',
    build: '24022510',
    defaultGateway: '192.168.10.1',
    luns: { [first]: {}, [second]: {} },
    vmfs: { ds1: { extents: [first] }, ds2: { extents: [second] } },
  };
}
