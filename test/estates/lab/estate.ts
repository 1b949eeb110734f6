import {
  cluster,
  dvpg,
  dvs,
  dvsHost,
  type Entry,
  entriesOf,
  exportOf,
  goodHost,
  type HostDescription,
  merge,
  type NativeExport,
  type Patch,
  twoSubnetHost,
  type VmDescription,
  vm,
} from '../../build/index.ts';

/**
 * A small company half-way through an upgrade. Prod-A binds its iSCSI ports in one subnet, Prod-B runs two fabrics without binding; both
 * keep their virtual machines on a NetApp array. Each host has its own, everyday fault, and none has many.
 */
const luns = {
  a: ['naa.600a098038303634722b4d59646c4401', 'naa.600a098038303634722b4d59646c4402'],
  b: ['naa.600a098038303634722b4d59646c4411', 'naa.600a098038303634722b4d59646c4412'],
  /** Quorum and data disk of the SQL Server cluster. */
  sql: ['naa.600a098038303634722b4d59646c4421', 'naa.600a098038303634722b4d59646c4422'],
} as const;

const netapp = { vendor: 'NETAPP', model: 'LUN C-Mode', revision: '9130', satp: 'VMW_SATP_ALUA', psp: 'VMW_PSP_RR' } as const;
const noPresetDevices = {
  luns: { 'naa.6000d31000a1b2000000000000000001': undefined, 'naa.6000d31000a1b2000000000000000002': undefined },
  vmfs: { ds1: undefined, ds2: undefined },
} as const;

function site(n: number): Patch<HostDescription> {
  return {
    name: nameOf(n),
    uuid: `4c4c4544-0039-4a10-8056-b7c04f53323${n}`,
    options: { 'Disk.QFullSampleSize': 32, 'Disk.QFullThreshold': 8 },
  };
}

function nameOf(n: number): string {
  return `esx0${n}.lab.example`;
}

function prodA(n: number, patch: Patch<HostDescription>): Entry[] {
  const own: Patch<HostDescription> = {
    ...site(n),
    cluster: 'Prod-A',
    luns: { ...noPresetDevices.luns, [luns.a[0]]: netapp, [luns.a[1]]: netapp },
    vmfs: { ...noPresetDevices.vmfs, 'prod-a-01': { extents: [luns.a[0]] }, 'prod-a-02': { extents: [luns.a[1]] } },
  };
  return entriesOf(merge(goodHost(n, own), patch));
}

function prodB(n: number, patch: Patch<HostDescription>, base: typeof twoSubnetHost = twoSubnetHost): Entry[] {
  const reserved = { ...netapp, size: 512, perenniallyReserved: true };
  const own: Patch<HostDescription> = {
    ...site(n),
    cluster: 'Prod-B',
    luns: {
      ...noPresetDevices.luns,
      [luns.b[0]]: netapp,
      [luns.b[1]]: netapp,
      [luns.sql[0]]: { ...reserved, size: 1 },
      [luns.sql[1]]: reserved,
    },
    vmfs: { ...noPresetDevices.vmfs, 'prod-b-01': { extents: [luns.b[0]] }, 'prod-b-02': { extents: [luns.b[1]] } },
  };
  return entriesOf(merge(base(n, own), patch));
}

/** Two subnets on a distributed switch: each port group is pinned to one uplink. */
function twoSubnetsOnDvs(n: number, patch: Patch<HostDescription> = {}): HostDescription {
  const fabrics: Patch<HostDescription> = {
    proxySwitches: { dvs1: undefined, 'DVS-Storage-B': { mtu: 9000, uplinks: { 'Uplink 1': 'vmnic2', 'Uplink 2': 'vmnic3' } } },
    vmks: {
      vmk1: { dvpg: 'dvportgroup-2101', ip: `10.0.1.${10 + n}/24`, mtu: 9000 },
      vmk2: { dvpg: 'dvportgroup-2102', ip: `10.0.2.${10 + n}/24`, mtu: 9000 },
    },
    adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.2.201'], bound: [] } },
  };
  return merge(dvsHost(n, fabrics), patch);
}

const hosts: readonly Entry[][] = [
  // Someone ticked vMotion on a storage port to get an evacuation done.
  prodA(1, { vmks: { vmk1: { tags: ['vmotion'] } } }),
  // The second port group was made by hand and keeps the other NIC as a standby.
  prodA(2, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { vlan: 101, active: ['vmnic3'], standby: ['vmnic2'] } } } } }),
  // Reinstalled: the switch was left at its default MTU.
  prodA(3, { version: '7.0.3', build: '21930508', vswitches: { vSwitch1: { mtu: 1500 } } }),
  // Exported by a script that never asks for the port bindings.
  prodA(4, { version: '6.7.0', build: '14320388', adapters: { vmhba64: { bound: undefined } } }),
  // One of the SQL Server disks was added later and never marked as reserved here.
  prodB(5, { luns: { [luns.sql[1]]: { perenniallyReserved: false } } }),
  prodB(6, {}, twoSubnetsOnDvs),
  // A datastore that was presented before the claim rule changed.
  prodB(7, { version: '7.0.3', build: '21930508', luns: { [luns.b[1]]: { psp: 'VMW_PSP_FIXED' } } }),
  // The oldest host hangs on a switch whose ports were never set to jumbo frames.
  prodB(8, {
    version: '6.5.0',
    build: '13932383',
    pnics: {
      vmnic2: { cdp: { devId: 'san-old-a', portId: 'Gi1/0/8', mtu: 1500, vlan: 101, hardwarePlatform: 'WS-C3750G-24TS' } },
      vmnic3: { cdp: { devId: 'san-old-b', portId: 'Gi1/0/8', mtu: 1500, vlan: 102, hardwarePlatform: 'WS-C3750G-24TS' } },
    },
  }),
];

const windows = { guestId: 'windows2019srv_64Guest', guestName: 'Microsoft Windows Server 2019 (64-bit)' } as const;
const vmNetwork = ['VM Network'] as const;

function server(name: string, n: number, description: Partial<VmDescription> = {}): Entry {
  const datastore = n <= 4 ? `prod-a-0${1 + (n % 2)}` : `prod-b-0${1 + (n % 2)}`;
  return vm({ name, host: nameOf(n), datastore, nics: vmNetwork, ...description });
}

/** A node of the SQL Server cluster: boot disk on a controller of its own, quorum and data as physical-mode RDMs on a shared one. */
function sqlNode(name: string, n: number): Entry {
  return server(name, n, {
    ...windows,
    datastore: 'prod-b-01',
    cpus: 8,
    memoryMB: 65_536,
    memoryReservationLocked: true,
    controllers: { scsi0: 'lsisas', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' } },
    disks: [
      { at: 'scsi0:0', size: 80 },
      { at: 'scsi1:0', size: 1, rdm: { device: luns.sql[0], mode: 'physicalMode' } },
      { at: 'scsi1:1', size: 512, rdm: { device: luns.sql[1], mode: 'physicalMode' } },
    ],
  });
}

/** A node of the Oracle cluster: its shared disk is a multi-writer VMDK, no RDM and no shared bus. */
function racNode(name: string, n: number): Entry {
  return server(name, n, {
    guestId: 'oracleLinux8_64Guest',
    guestName: 'Oracle Linux 8 (64-bit)',
    datastore: 'prod-a-01',
    cpus: 8,
    memoryMB: 65_536,
    controllers: { scsi0: 'pvscsi', scsi1: 'pvscsi' },
    disks: [
      { at: 'scsi0:0', size: 60 },
      {
        at: 'scsi1:0',
        size: 500,
        file: '[prod-a-01] ora-rac01/ora-rac01_data.vmdk',
        sharing: 'sharingMultiWriter',
        eager: true,
        mode: 'independent_persistent',
      },
    ],
  });
}

const vms: readonly Entry[] = [
  racNode('ora-rac01', 1),
  racNode('ora-rac02', 2),
  server('web01', 1),
  server('web02', 2),
  server('web03', 3),
  server('web04', 4),
  server('app01', 1, { cpus: 4, memoryMB: 16_384 }),
  server('app02', 2, { cpus: 4, memoryMB: 16_384 }),
  // Grown over the years on the controller that the wizard proposed.
  server('erp-db01', 3, {
    ...windows,
    cpus: 8,
    memoryMB: 49_152,
    controllers: { scsi0: 'lsisas' },
    disks: [
      'scsi0:0',
      { at: 'scsi0:1', size: 200 },
      { at: 'scsi0:2', size: 200 },
      { at: 'scsi0:3', size: 100 },
      { at: 'scsi0:4', size: 400 },
    ],
  }),
  server('dc01', 3, windows),
  server('dc02', 7, windows),
  server('vcsa01', 4, {
    guestId: 'other3xLinux64Guest',
    guestName: 'VMware Photon OS (64-bit)',
    tools: 'guestToolsUnmanaged',
    controllers: { scsi0: 'lsilogic' },
  }),
  sqlNode('sql01', 5),
  sqlNode('sql02', 6),
  server('file01', 5, { ...windows, disks: ['scsi0:0', { at: 'scsi0:1', size: 1024 }] }),
  server('print01', 6, windows),
  server('mon01', 7),
  server('proxy01', 7, { guestId: 'ubuntu64Guest', guestName: 'Ubuntu Linux (64-bit)', tools: 'guestToolsUnmanaged' }),
  // Converted from a physical machine in 2009.
  server('legacy01', 8, {
    guestId: 'winNetEnterprise64Guest',
    guestName: 'Microsoft Windows Server 2003 (64-bit)',
    hw: 'vmx-07',
    firmware: 'bios',
    controllers: { scsi0: 'buslogic' },
    nics: [{ type: 'e1000', portGroup: 'VM Network' }],
  }),
  server('backup01', 8, { disks: ['scsi0:0', { at: 'scsi0:1', size: 2048 }] }),
];

export const estate: NativeExport = exportOf(
  cluster({ name: 'Prod-A', hosts: [1, 2, 3, 4].map(nameOf) }),
  cluster({ name: 'Prod-B', hosts: [5, 6, 7, 8].map(nameOf), apart: { 'sql nodes apart': ['sql01', 'sql02'] } }),
  dvs({ name: 'DVS-Storage-B', maxMtu: 9000, hosts: [nameOf(6)] }),
  dvpg({ key: 'dvportgroup-2101', name: 'iSCSI-A', dvs: 'DVS-Storage-B', vlan: 101, active: ['Uplink 1'] }),
  dvpg({ key: 'dvportgroup-2102', name: 'iSCSI-B', dvs: 'DVS-Storage-B', vlan: 102, active: ['Uplink 2'] }),
  ...hosts,
  ...vms,
);
