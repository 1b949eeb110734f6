import {
  cluster,
  type Entry,
  entriesOf,
  esxcli,
  goodHost,
  type HostDescription,
  type LunDescription,
  merge,
  type Patch,
  presetLuns,
  type VmDescription,
  vm,
} from '../../build/index.ts';

/** Faults of initiators and datastores, and contention; each cluster has devices, a subnet and a VLAN of its own. */
interface Site {
  readonly number: number;
  readonly cluster: string;
  /** The device of the site's datastore. */
  readonly device: string;
  /** A second one, without a datastore. */
  readonly spare: string;
}

let sites = 0;
let hosts = 0;

function site(name: string): Site {
  sites += 1;
  const device = (last: number) => `naa.6000d31000a1b2000000000000009${String(sites).padStart(2, '0')}${last}`;
  return { number: sites, cluster: `Cluster ${name}`, device: device(1), spare: device(2) };
}

function hostOf(
  { number, cluster: name, device, spare }: Site,
  fault: string,
  patch: Patch<HostDescription> = {},
): HostDescription {
  hosts += 1;
  const subnet = `10.90.${number}`;
  const vlan = 900 + number;
  const datastore = `volume-${number}`;
  const [first, second] = presetLuns;
  const base = goodHost((hosts % 80) + 1, {
    name: `${fault}.example`,
    cluster: name,
    pnics: { vmnic2: { cdp: { vlan } }, vmnic3: { cdp: { vlan } } },
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan }, 'iSCSI-B': { vlan } } } },
    vmks: {
      vmk0: { ip: `192.168.90.${10 + hosts}/24` },
      vmk1: { ip: `${subnet}.${10 + hosts}/24` },
      vmk2: { ip: `${subnet}.${110 + hosts}/24` },
    },
    defaultGateway: '192.168.90.1',
    adapters: { vmhba64: { iqn: `iqn.1998-01.com.vmware:${fault}`, sendTargets: [`${subnet}.201`, `${subnet}.202`] } },
    luns: { [first]: undefined, [second]: undefined, [device]: {}, [spare]: {} },
    vmfs: { ds1: undefined, ds2: undefined, [datastore]: { extents: [device] } },
  });
  return merge(base, patch);
}

const both = (at: Site, lun: LunDescription) => ({ [at.device]: lun, [at.spare]: lun });
const named = (at: Site) => `volume-${at.number}`;

const initiators = site('initiators');
const datastores = site('datastores');
const many = site('many-datastores');
const netapp = site('netapp-options');
const locking = site('locking');
const pure = site('pure-volumes');
const crowded = site('crowded');
const networks = site('networks');

const pureLun = { vendor: 'PURE', model: 'FlashArray', iops: 1 } as const;
const pureHost = hostOf(pure, 'pure-volume', {
  luns: both(pure, pureLun),
  vmfs: { [named(pure)]: { locking: 'ATS+SCSI', unmap: 'none' } },
});
const volumesOf = (at: Site) =>
  Object.fromEntries(Array.from({ length: 512 }, (_, index) => [`small-${index + 1}`, { extents: [at.device] }]));

const described: readonly HostDescription[] = [
  hostOf(initiators, 'initiator-a'),
  hostOf(initiators, 'initiator-b'),
  hostOf(initiators, 'initiator-odd', {
    adapters: {
      vmhba64: {
        chap: { type: 'chapRequired' },
        headerDigest: 'digestPreferred',
        advanced: { NoopInterval: 40, LoginTimeout: 30 },
      },
    },
  }),
  hostOf(datastores, 'old-volume', {
    vmfs: { [named(datastores)]: { major: 5, extents: [datastores.device, datastores.spare] } },
  }),
  hostOf(many, 'many-datastores', { version: '6.7.0', build: '14320388', vmfs: volumesOf(many) }),
  hostOf(netapp, 'netapp-options', {
    luns: both(netapp, { vendor: 'NETAPP', model: 'LUN C-Mode', iops: 1 }),
    options: { 'VMFS3.HardwareAcceleratedLocking': 0, 'VMFS3.EnableBlockDelete': 1 },
    vmfs: { [named(netapp)]: { major: 5 } },
  }),
  hostOf(locking, 'locking-a'),
  hostOf(locking, 'locking-b'),
  hostOf(locking, 'locking-odd', {
    options: { 'VMFS3.HardwareAcceleratedLocking': 0, 'VMFS3.UseATSForHBOnVMFS5': 0 },
  }),
  pureHost,
  hostOf(crowded, 'crowded', { cores: 8, memoryGiB: 64 }),
  hostOf(networks, 'network-a'),
  hostOf(networks, 'network-b'),
  hostOf(networks, 'network-odd', {
    vswitches: { vSwitch0: { portGroups: { 'VM Network': { vlan: 30 } } }, vSwitch1: { portGroups: { 'iSCSI-B': undefined } } },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { bound: ['vmk1'] } },
  }),
];

function guest(name: string, host: string, at: Site, patch: Partial<VmDescription> = {}): Entry {
  return vm({ name, host: `${host}.example`, datastore: named(at), firmware: 'bios', nics: ['VM Network'], ...patch });
}

export const entries: readonly Entry[] = [
  ...[...new Set(described.flatMap((host) => host.cluster ?? []))].map((name) =>
    cluster({ name, hosts: described.filter((host) => host.cluster === name) }),
  ),
  ...described.flatMap((host) => entriesOf(host)),
  // The locking mode is in no property of VIM.
  esxcli(pureHost, 'storage vmfs lockmode list'),
  guest('boots-by-efi', 'pure-volume', pure, { firmware: 'efi' }),
  ...Array.from({ length: 31 }, (_, index) => guest(`crowd${index + 1}`, 'crowded', crowded)),
  guest('roams', 'network-a', networks),
];
