import {
  cluster,
  type Entry,
  entriesOf,
  esxcli,
  goodHost,
  type HostDescription,
  merge,
  type Patch,
  type VmDescription,
  vm,
} from '../../build/index.ts';

/** Faults of VMs and of virtual switches; each host has a subnet and a VLAN of its own. */
let number = 0;

function faulty(fault: string, patch: Patch<HostDescription> = {}): HostDescription {
  number += 1;
  const subnet = `10.80.${number}`;
  const vlan = 800 + number;
  const base = goodHost(number, {
    name: `${fault}.example`,
    cluster: `Cluster ${fault}`,
    pnics: { vmnic2: { cdp: { vlan } }, vmnic3: { cdp: { vlan } } },
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan }, 'iSCSI-B': { vlan } } } },
    vmks: {
      vmk0: { ip: `192.168.80.${10 + number}/24` },
      vmk1: { ip: `${subnet}.11/24` },
      vmk2: { ip: `${subnet}.12/24` },
    },
    defaultGateway: '192.168.80.1',
    adapters: { vmhba64: { iqn: `iqn.1998-01.com.vmware:${fault}`, sendTargets: [`${subnet}.201`, `${subnet}.202`] } },
  });
  return merge(base, patch);
}

const lax = { promiscuous: true, macChanges: true, forgedTransmits: true } as const;
const mixedPause = faulty('mixed-pause', { pnics: { vmnic2: { pause: { receives: true, sends: true } } } });

const described: readonly HostDescription[] = [
  faulty('one-uplink', { vswitches: { vSwitch0: { uplinks: ['vmnic0'] } } }),
  faulty('stranded', {
    vswitches: { vSwitch9: { portGroups: { Inside: {} } } },
    vmks: { vmk8: { portGroup: 'Inside', ip: '10.80.99.1/24' } },
  }),
  faulty('uneven-team', { pnics: { vmnic1: { speed: 10_000 } } }),
  faulty('lax-port-group', { vswitches: { vSwitch0: { portGroups: { 'VM Network': lax } } } }),
  // One adapter over two NICs, unbound.
  faulty('quiet-team', {
    vswitches: {
      vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'], notify: false }, 'iSCSI-B': undefined } },
    },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { bound: [] } },
  }),
  faulty('no-offload', { options: { 'Net.UseHwTSO': 0, 'Net.TcpipDefLROEnabled': 0 }, vmks: { vmk1: { tso: false } } }),
  mixedPause,
  faulty('odd-vms'),
];

const odd = (name: string, patch: Partial<VmDescription>): Entry =>
  vm({ name, host: 'odd-vms.example', nics: ['VM Network'], ...patch });
const bare = { nics: [] } as const;

const vms: readonly Entry[] = [
  vm({ name: 'inside01', host: 'stranded.example', nics: ['Inside'] }),
  odd('emulated01', { nics: [{ type: 'e1000', portGroup: 'VM Network' }] }),
  odd('unplugged01', { nics: [{ portGroup: 'VM Network', connected: false }] }),
  odd('unplugged02', { nics: [{ portGroup: 'VM Network', startConnected: false }] }),
  odd('direct01', { nics: [{ type: 'sriov', portGroup: 'VM Network' }] }),
  odd('toolless01', { ...bare, tools: 'guestToolsNotInstalled' }),
  odd('oldtools01', { ...bare, tools: 'guestToolsSupportedOld' }),
  odd('oldtools02', { ...bare, tools: 'guestToolsTooOld' }),
  odd('oldtools03', { ...bare, tools: 'guestToolsBlacklisted' }),
  odd('writers01', { ...bare, disks: ['scsi0:0', { at: 'scsi0:1', sharing: 'sharingMultiWriter' }] }),
  odd('buslogic01', { ...bare, controllers: { scsi0: 'buslogic' } }),
  odd('crowded01', { ...bare, disks: ['scsi0:0', 'scsi0:1', 'scsi0:2', 'scsi0:3'] }),
];

/** Faults of virtual machines and of virtual switches. */
export const entries: readonly Entry[] = [
  ...described.map((host) => cluster({ name: host.cluster ?? '', hosts: [host] })),
  ...described.flatMap((host) => entriesOf(host)),
  esxcli(mixedPause, 'network nic pauseParams list'),
  ...vms,
];
