import { cluster, type Entry, entriesOf, goodHost, type HostDescription, vm } from '../build/index.ts';

/** Three hosts, each with one fault: a switch at its default MTU, a standby uplink on a bound port, a fixed path policy. */
export const hosts: readonly HostDescription[] = [
  goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } }),
  goodHost(2, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { standby: ['vmnic2'] } } } } }),
  goodHost(3, { luns: { 'naa.6000d31000a1b2000000000000000002': { psp: 'VMW_PSP_FIXED' } } }),
];

const vms: readonly Entry[] = [
  vm({ name: 'web01', host: 'esx01.lab', nics: ['VM Network'] }),
  vm({ name: 'web02', host: 'esx02.lab', nics: ['VM Network'] }),
  vm({ name: 'db01', host: 'esx03.lab', controllers: { scsi0: 'lsisas' }, disks: ['scsi0:0', 'scsi0:1'], nics: ['VM Network'] }),
  vm({
    name: 'größe-測試',
    host: 'esx03.lab',
    controllers: { scsi0: 'lsilogic' },
    disks: ['scsi0:0', 'scsi0:1'],
    nics: ['VM Network'],
  }),
];

export const clusterEntry: Entry = cluster({ name: 'C1', hosts });

export const site: readonly Entry[] = [clusterEntry, ...hosts.flatMap((host) => entriesOf(host)), ...vms];
