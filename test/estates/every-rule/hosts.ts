import {
  cluster,
  dvpg,
  dvs,
  dvsHost,
  type Entry,
  entriesOf,
  esxcli,
  goodHost,
  type HostDescription,
  type Patch,
  presetLuns,
  twoSubnetHost,
} from '../../build/index.ts';

const [first, second] = presetLuns;
/** Shared disks of the Windows clusters in vms.ts. */
export const clusterLuns = {
  old: 'naa.6000d31000a1b2000000000000000051',
  mixed: 'naa.6000d31000a1b2000000000000000061',
  hpp: 'naa.6000d31000a1b2000000000000000071',
} as const;

let number = 0;

/** A host named after its fault, with a cluster of its own unless the patch names one. */
function faulty(
  fault: string,
  patch: Patch<HostDescription>,
  base: (n: number, patch: Patch<HostDescription>) => HostDescription = goodHost,
): HostDescription {
  number += 1;
  return base(number, { name: `${fault}.example`, cluster: `Cluster ${fault}`, ...patch });
}

const dedicatedNetwork: readonly HostDescription[] = [
  faulty('tagged', { vmks: { vmk1: { tags: ['vmotion'] } } }),
  faulty('other-vmk-in-subnet', {
    vswitches: { vSwitch0: { portGroups: { vMotion: { vlan: 30 } } } },
    vmks: { vmk3: { portGroup: 'vMotion', ip: '10.0.1.70/24', tags: ['vmotion'] } },
  }),
  faulty('unbound', { adapters: { vmhba64: { bound: [] } } }),
  faulty('shared-with-vms', {
    pnics: { vmnic2: { speed: 1000 }, vmnic3: { speed: 1000 } },
    vswitches: { vSwitch1: { portGroups: { Servers: { vlan: 101 } } } },
  }),
  faulty('shared-vlan', { vswitches: { vSwitch0: { portGroups: { 'Management Network': { vlan: 101 } } } } }),
  faulty('gateway', { defaultGateway: '10.0.1.1' }),
  faulty('routed', { adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.2.201', '10.9.9.201'] } } }, twoSubnetHost),
  faulty('nfs', { nfs: { 'nfs-01': { server: '10.0.1.50' } } }),
  faulty('duplicate-a', {
    cluster: 'Cluster duplicate',
    vmks: { vmk1: { ip: '10.0.1.66/24' } },
    adapters: { vmhba64: { iqn: 'iqn.1998-01.com.vmware:copy' } },
  }),
  faulty('duplicate-b', {
    cluster: 'Cluster duplicate',
    vmks: { vmk1: { ip: '10.0.1.66/24' } },
    adapters: { vmhba64: { iqn: 'iqn.1998-01.com.vmware:copy' } },
  }),
  faulty('dhcp', { vmks: { vmk1: { dhcp: true } } }),
];

const lagSwitch = { mtu: 9000, uplinks: {}, lags: { lag1: ['vmnic2', 'vmnic3'] } } as const;
const onLag = { dvpg: 'dvportgroup-31' } as const;

const uplinks: readonly HostDescription[] = [
  faulty('single-uplink', {
    vswitches: { vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-B': undefined } } },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { bound: ['vmk1'] } },
  }),
  // One adapter over two NICs, unbound: the team fails over, the storage stack does not know.
  faulty('teamed', {
    vswitches: {
      vSwitch1: {
        portGroups: {
          'iSCSI-A': { active: ['vmnic2', 'vmnic3'], rolling: true, notify: false, beacon: true },
          'iSCSI-B': undefined,
        },
      },
    },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: [] } },
  }),
  faulty('two-active', { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'] } } } } }),
  faulty('standby', { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { standby: ['vmnic3'] } } } } }),
  faulty('none-active', { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: [] } } } } }),
  faulty('one-nic-for-both', { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] } } } } }),
  faulty('bound-in-two-subnets', { version: '6.0.0', adapters: { vmhba64: { bound: ['vmk1', 'vmk2'] } } }, twoSubnetHost),
  faulty('bound-over-two-switches', {
    vswitches: {
      vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-B': undefined } },
      vSwitch2: { mtu: 9000, uplinks: ['vmnic3'], portGroups: { 'iSCSI-B': { vlan: 101 } } },
    },
  }),
  faulty('lag', { proxySwitches: { dvs1: undefined, 'DVS-Lag': lagSwitch }, vmks: { vmk1: onLag, vmk2: onLag } }, dvsHost),
  faulty(
    'lag-unbound',
    {
      proxySwitches: { dvs1: undefined, 'DVS-Lag': lagSwitch },
      vmks: { vmk1: onLag, vmk2: undefined },
      adapters: { vmhba64: { bound: [] } },
    },
    dvsHost,
  ),
  faulty('ip-hash', { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { policy: 'loadbalance_ip', beacon: true } } } } }),
  faulty('one-switch', {
    pnics: {
      vmnic2: { pci: '0000:0b:00.0', cdp: { devId: 'san-a', portId: 'Ethernet1/1' } },
      vmnic3: { pci: '0000:0b:00.1', cdp: { devId: 'san-a', portId: 'Ethernet1/2' } },
    },
  }),
  faulty('dependent-unbound', {
    adapters: {
      vmhba64: undefined,
      vmhba33: { kind: 'dependent', pnic: 'vmnic2', mtu: 1500, sendTargets: ['10.0.1.201'], bound: [] },
    },
  }),
  faulty('dependent-small-frames', {
    adapters: {
      vmhba64: undefined,
      vmhba33: { kind: 'dependent', pnic: 'vmnic2', mtu: 1500, sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
    },
  }),
  faulty('mixed-initiators', {
    adapters: { vmhba40: { kind: 'independent', ip: '10.0.1.90/24', mtu: 9000, sendTargets: ['10.0.1.201'] } },
    luns: {
      [first]: {
        paths: [
          { adapter: 'vmhba64', target: '10.0.1.201', via: 'vmk1' },
          { adapter: 'vmhba64', target: '10.0.1.202', via: 'vmk2' },
          { adapter: 'vmhba40', target: '10.0.1.201' },
        ],
      },
    },
  }),
  faulty('vlan-mismatch', { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { vlan: 102 } } } } }),
  faulty('speeds', { pnics: { vmnic2: { speed: 1000, duplex: false, forced: 1000, possible: [1000, 10_000] } } }),
  faulty('link-down', { pnics: { vmnic3: { speed: null } } }),
];

const frames: readonly HostDescription[] = [
  faulty('small-switch', { vswitches: { vSwitch1: { mtu: 1500 } } }),
  faulty('mixed-mtu', { vmks: { vmk2: { mtu: 1500 } } }),
  faulty('small-ports', { pnics: { vmnic2: { cdp: { mtu: 1500 } }, vmnic3: { cdp: { mtu: 1500 } } } }),
  faulty('small-nics', { pnics: { vmnic2: { mtu: 1500 }, vmnic3: { mtu: 1500 } } }),
  faulty('odd-mtu', { vmks: { vmk1: { mtu: 4000 }, vmk2: { mtu: 4000 } } }),
  faulty('unused-jumbo', { vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } }),
  faulty('cluster-mtu-a', { cluster: 'Cluster mtu', hints: false }),
  faulty('cluster-mtu-b', {
    cluster: 'Cluster mtu',
    vswitches: { vSwitch1: { mtu: 1500 } },
    vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } },
  }),
];

const paths: readonly HostDescription[] = [
  faulty('fixed', { version: '5.0.0', luns: { [second]: { psp: 'VMW_PSP_FIXED', prefer: null } } }),
  faulty('reserved-volume', { luns: { [first]: { perenniallyReserved: true } } }),
  faulty('slow-switching', { luns: { [first]: { vendor: 'PURE', model: 'FlashArray', iops: 1000 } } }),
];

const shared = { size: 512, perenniallyReserved: false } as const;
const windowsClusters: readonly HostDescription[] = [
  faulty('wsfc-old-a', { cluster: 'Cluster old', version: '5.1.0', luns: { [clusterLuns.old]: { size: 512 } } }),
  faulty('wsfc-old-b', { cluster: 'Cluster old', version: '5.0.0', luns: { [clusterLuns.old]: { size: 512 } } }),
  faulty('wsfc-a', { cluster: 'Cluster wsfc', version: '6.7.0', build: '14320388', luns: { [clusterLuns.mixed]: shared } }),
  faulty('wsfc-b', {
    cluster: 'Cluster wsfc',
    version: '6.5.0',
    adapters: { vmhba2: { kind: 'fc' } },
    luns: { [clusterLuns.mixed]: { size: 512, paths: [{ adapter: 'vmhba2' }] } },
  }),
  faulty('wsfc-hpp', {
    cluster: 'Cluster hpp',
    luns: {
      [clusterLuns.hpp]: { size: 512, plugin: 'HPP', perenniallyReserved: true },
      [first]: { clusteredVmdkSupported: true },
    },
  }),
];

const described: readonly HostDescription[] = [...dedicatedNetwork, ...uplinks, ...frames, ...paths, ...windowsClusters];

/** What vCenter does not tell: the MTU of the NICs and how Round Robin is tuned. */
const outputs: readonly Entry[] = described.flatMap((host) => {
  if (host.name === 'small-nics.example') return [esxcli(host, 'network nic list')];
  return host.name === 'slow-switching.example' ? [esxcli(host, 'storage nmp device list')] : [];
});

export const hosts: readonly Entry[] = [
  ...[...new Set(described.flatMap((host) => host.cluster ?? []))].map((name) =>
    cluster({ name, hosts: described.filter((host) => host.cluster === name) }),
  ),
  dvs({ name: 'DVS-Lag', maxMtu: 9000, lags: { lag1: {} } }),
  dvpg({ key: 'dvportgroup-31', name: 'iSCSI-Lag', dvs: 'DVS-Lag', vlan: 101, active: ['lag1'] }),
  ...described.flatMap((host) => entriesOf(host)),
  ...outputs,
];
