import {
  cluster,
  type Entry,
  entriesOf,
  goodHost,
  type HostDescription,
  type LunDescription,
  merge,
  type Patch,
  presetLuns,
} from '../../build/index.ts';

const [first, second] = presetLuns;
const A = '10.40.1.201';
const B = '10.40.1.202';
let number = 0;

/** A LUN of this file's own: hosts are compared by device over the whole estate. */
function lun(index: number): string {
  return `naa.6000d31000a1b20000000000004000${index.toString(16).padStart(2, '0')}`;
}

/** A host named after its fault, on a network of its own, with one device. */
function faulty(
  fault: string,
  device: Patch<LunDescription>,
  patch: Patch<HostDescription> = {},
  name?: string,
): HostDescription {
  number += 1;
  const base = goodHost(60 + number, {
    name: `${fault}.example`,
    cluster: `Cluster ${fault}`,
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 401 }, 'iSCSI-B': { vlan: 401 } } } },
    vmks: { vmk1: { ip: `10.40.1.${10 + number}/24` }, vmk2: { ip: `10.40.1.${100 + number}/24` } },
    adapters: { vmhba64: { sendTargets: [A, B] } },
    luns: { [first]: undefined, [second]: undefined, [name ?? lun(number)]: device },
    vmfs: { ds1: undefined, ds2: undefined, [`ds-${fault}`]: { extents: [name ?? lun(number)] } },
  });
  return merge(base, patch);
}

const shared = lun(240);
const sharedPair = (fault: string, device: Patch<LunDescription>) =>
  faulty(
    fault,
    device,
    { cluster: 'Cluster claims', vmfs: { [`ds-${fault}`]: undefined, 'ds-claims': { extents: [shared] } } },
    shared,
  );

const described: readonly HostDescription[] = [
  faulty('one-path', { paths: [A] }),
  faulty('dead-path', { paths: [A, A, B, { target: B, state: 'dead' }] }),
  faulty('disabled-path', { paths: [A, A, B, { target: B, state: 'disabled' }] }),
  faulty('uneven-paths', { paths: [A, A, B] }),
  faulty('degraded-device', { operationalState: ['degraded'] }),
  faulty('hpp-device', { plugin: 'HPP', psp: 'LB-RR' }, { version: '7.0.3', build: '19193900' }),
  sharedPair('claims-a', {}),
  sharedPair('claims-b', {}),
  sharedPair('claims-c', { satp: 'VMW_SATP_DEFAULT_AA', queueDepth: 64 }),
  faulty('unseen', {}, { cluster: 'Cluster claims' }),
  faulty('no-targets', { paths: [] }, { adapters: { vmhba64: { sendTargets: [], bound: [] } } }),
  faulty('odd-name', {}, { adapters: { vmhba64: { iqn: 'iqn.1998-01.com.vmware:Odd_Name' } } }),
  faulty('two-lists', {}, { adapters: { vmhba64: { staticTargets: [A] } } }),
  faulty(
    'san-boot',
    {},
    {
      vswitches: { iScsiBootvSwitch: { uplinks: ['vmnic4'], portGroups: { iScsiBootPG: {} } } },
      vmks: { vmk3: { portGroup: 'iScsiBootPG', ip: '10.41.1.11/24' } },
    },
  ),
  // More paths than ESXi 6.0 can hold, to a device that nobody needs to be told more of.
  faulty(
    'thousand-paths',
    { paths: Array.from({ length: 1026 }, (_, index) => (index % 2 === 0 ? A : B)) },
    { version: '6.0.0', build: '2494585' },
  ),
];

/** Faults of paths, devices and initiators. */
export const entries: readonly Entry[] = [
  ...[...new Set(described.flatMap((host) => host.cluster ?? []))].map((name) =>
    cluster({ name, hosts: described.filter((host) => host.cluster === name) }),
  ),
  ...described.flatMap((host) => entriesOf(host)),
];
