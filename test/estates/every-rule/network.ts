import {
  cluster,
  type Entry,
  entriesOf,
  goodHost,
  type HostDescription,
  merge,
  type Patch,
  presetLuns,
} from '../../build/index.ts';

/** Faults of the network and of port binding at the levels that the hosts of hosts.ts do not show; each host has a subnet and a VLAN of its own. */
const [first, second] = presetLuns;
let number = 0;

function faulty(fault: string, patchOf: (subnet: string, vlan: number) => Patch<HostDescription>): HostDescription {
  number += 1;
  const subnet = `10.60.${number}`;
  const vlan = 600 + number;
  const base = goodHost(60 + number, {
    name: `${fault}.example`,
    cluster: `Cluster ${fault}`,
    pnics: { vmnic2: { cdp: { vlan } }, vmnic3: { cdp: { vlan } } },
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan }, 'iSCSI-B': { vlan } } } },
    vmks: { vmk1: { ip: `${subnet}.11/24` }, vmk2: { ip: `${subnet}.12/24` } },
    adapters: { vmhba64: { sendTargets: [`${subnet}.201`, `${subnet}.202`] } },
  });
  return merge(base, patchOf(subnet, vlan));
}

/** One unbound adapter, over one NIC that another stands by for. */
const standingBy = {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { standby: ['vmnic3'] }, 'iSCSI-B': undefined } } },
  vmks: { vmk2: undefined },
} as const;

/** An address that a host of another cluster has as well, in the same VLAN. */
function shared(other: string): Patch<HostDescription> {
  return {
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 699 }, 'iSCSI-B': { vlan: 699 } } } },
    vmks: { vmk1: { ip: '10.60.99.66/24' }, vmk2: { ip: other } },
    adapters: { vmhba64: { sendTargets: ['10.60.99.201'] } },
  };
}

const described: readonly HostDescription[] = [
  faulty('own-gateway', (subnet) => ({ vmks: { vmk1: { gateway: `${subnet}.1` } } })),
  faulty('nfs-unbound', (subnet) => ({
    ...standingBy,
    nfs: { 'nfs-02': { server: `${subnet}.50` } },
    adapters: { vmhba64: { bound: [] } },
  })),
  faulty('duplicate-far', () => shared('10.60.99.67/24')),
  faulty('duplicate-away', () => shared('10.60.99.68/24')),
  faulty('beacons-bound', () => ({ vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { beacon: true } } } } })),
  faulty('stacked-switch', () => ({
    pnics: {
      vmnic2: { cdp: { devId: 'san-stack', portId: 'TenGigabitEthernet1/0/7' } },
      vmnic3: { cdp: { devId: 'san-stack', portId: 'TenGigabitEthernet2/0/7' } },
    },
  })),
  faulty('spare-card', () => ({
    pnics: { vmnic2: { pci: '0000:0b:00.0' }, vmnic3: { pci: '0000:0b:00.1' }, vmnic4: { pci: '0000:5e:00.0' } },
  })),
  faulty('independent-bound', (subnet) => ({
    adapters: {
      vmhba64: undefined,
      vmhba40: { kind: 'independent', ip: `${subnet}.31/24`, mtu: 9000, sendTargets: [`${subnet}.201`], bound: ['vmk1'] },
    },
    luns: { [first]: undefined, [second]: undefined },
    vmfs: { ds1: undefined, ds2: undefined },
  })),
  faulty('two-software', () => ({ adapters: { vmhba65: { kind: 'software', sendTargets: [], bound: [] } } })),
  faulty('half-tagged', () => ({ vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { vlan: 0 } } } } })),
  faulty('slower', () => ({ pnics: { vmnic3: { speed: 1000, possible: [1000] } } })),
  faulty('no-link-left', () => ({ pnics: { vmnic2: { speed: null }, vmnic3: { speed: null } } })),
];

export const entries: readonly Entry[] = [
  ...described.map((host) => cluster({ name: host.cluster ?? '', hosts: [host] })),
  ...described.flatMap((host) => entriesOf(host)),
];
