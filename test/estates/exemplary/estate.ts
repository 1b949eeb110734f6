import {
  cluster,
  dvpg,
  dvs,
  type Entry,
  entriesOf,
  esxcli,
  exportOf,
  goodHost,
  type HostDescription,
  merge,
  type NativeExport,
  type Patch,
  twoSubnetHost,
  vm,
} from '../../build/index.ts';

/**
 * Five designs that are right although they look odd to a simple check, each in a cluster of its own. Nothing in it may be found fault
 * with, and with facts.yaml beside it nothing but what no export can tell is undecided.
 */
const presetDevices = {
  luns: { 'naa.6000d31000a1b2000000000000000001': undefined, 'naa.6000d31000a1b2000000000000000002': undefined },
  vmfs: { ds1: undefined, ds2: undefined },
} as const;

interface Array {
  readonly vendor: string;
  readonly model: string;
  readonly satp: string;
  readonly iops?: number;
  readonly queueFullSampleSize?: number;
  readonly queueFullThreshold?: number;
}

const ontap: Array = {
  vendor: 'NETAPP',
  model: 'LUN C-Mode',
  satp: 'VMW_SATP_ALUA',
  iops: 1,
  queueFullSampleSize: 32,
  queueFullThreshold: 8,
};
const equalLogic: Array = { vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL', iops: 3 };
const eSeries: Array = { vendor: 'LSI', model: 'INF-01-00', satp: 'VMW_SATP_ALUA' };
const plain: Array = { vendor: 'EXAMPLE', model: 'Array', satp: 'VMW_SATP_ALUA' };

/** A LUN and the datastore on it, instead of the presets'. */
function storage(array: Array, device: string, volume: string): Patch<HostDescription> {
  return {
    options: array.vendor === 'NETAPP' ? { 'Disk.QFullSampleSize': 32, 'Disk.QFullThreshold': 8 } : {},
    luns: { ...presetDevices.luns, [device]: { ...array, psp: 'VMW_PSP_RR' } },
    vmfs: { ...presetDevices.vmfs, [volume]: { extents: [device] } },
  };
}

/** What vCenter tells of the host, and the outputs that hold what it does not. */
function withOutputs(host: HostDescription): Entry[] {
  const commands = ['network nic list', 'network nic pauseParams list', 'storage nmp device list', 'storage core device list'];
  return [...entriesOf(host), ...commands.map((command) => esxcli(host, command))];
}

const sql = ['naa.600a098038303634722b4d59646c5521', 'naa.600a098038303634722b4d59646c5522'] as const;
const reserved = { ...ontap, psp: 'VMW_PSP_RR', size: 512, perenniallyReserved: true } as const;

/** Port binding in one subnet, in front of NetApp ONTAP; here the Windows cluster lives. */
function bindingHost(n: number): HostDescription {
  const base = goodHost(n, {
    name: `bind0${n}.example`,
    cluster: 'Binding',
    ...storage(ontap, 'naa.600a098038303634722b4d59646c5501', 'ontap-01'),
  });
  return merge(base, { luns: { [sql[0]]: reserved, [sql[1]]: reserved } });
}

/** EqualLogic: beside the two bound adapters a third in the same subnet answers the array's heartbeat, over both uplinks. */
function equalLogicHost(n: number): HostDescription {
  return goodHost(10 + n, {
    name: `eql0${n}.example`,
    cluster: 'EqualLogic',
    ...storage(equalLogic, 'naa.68fea8e0a1b2c3d4e5f6000000000001', 'eql-01'),
    vswitches: {
      vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 141 }, 'iSCSI-B': { vlan: 141 }, 'iSCSI-heartbeat': { vlan: 141 } } },
    },
    vmks: {
      vmk1: { ip: `10.4.1.${20 + n}/24` },
      vmk2: { ip: `10.4.1.${30 + n}/24` },
      vmk4: { portGroup: 'iSCSI-heartbeat', ip: `10.4.1.${10 + n}/24`, mtu: 9000 },
    },
    pnics: { vmnic2: { cdp: { vlan: 141 } }, vmnic3: { cdp: { vlan: 141 } } },
    // The group has one address, and redirects logins to the members behind it.
    adapters: { vmhba64: { sendTargets: ['10.4.1.210'], advanced: { DelayedAck: false, LoginTimeout: 60 } } },
  });
}

/** E-Series: a subnet for each fabric, one adapter in each, nothing bound; each fabric holds a port of both controllers. */
function eSeriesHost(n: number): HostDescription {
  return twoSubnetHost(20 + n, {
    name: `es0${n}.example`,
    cluster: 'E-Series',
    ...storage(eSeries, 'naa.60080e500018f3c2000000000000aa01', 'es-01'),
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 111 } } }, vSwitch2: { portGroups: { 'iSCSI-B': { vlan: 112 } } } },
    pnics: { vmnic2: { cdp: { vlan: 111 } }, vmnic3: { cdp: { vlan: 112 } } },
    vmks: { vmk1: { ip: `10.1.1.${10 + n}/24` }, vmk2: { ip: `10.1.2.${10 + n}/24` } },
    adapters: { vmhba64: { sendTargets: ['10.1.1.201', '10.1.1.202', '10.1.2.201', '10.1.2.202'] } },
  });
}

/** The physical switches carry 9216 bytes, the hosts send 1500: correct, and the simplest thing that works. */
function plainFrames(n: number): HostDescription {
  return goodHost(30 + n, {
    name: `std0${n}.example`,
    cluster: 'Standard frames',
    ...storage(plain, 'naa.6000d31000a1b2000000000000000031', 'std-01'),
    vswitches: { vSwitch1: { mtu: 1500, portGroups: { 'iSCSI-A': { vlan: 121 }, 'iSCSI-B': { vlan: 121 } } } },
    pnics: { vmnic2: { cdp: { vlan: 121 } }, vmnic3: { cdp: { vlan: 121 } } },
    vmks: { vmk1: { ip: `10.2.1.${10 + n}/24`, mtu: 1500 }, vmk2: { ip: `10.2.1.${100 + n}/24`, mtu: 1500 } },
    // An NFS datastore goes over the management network; the dependent adapters of the NICs are there and not used.
    nfs: { 'iso-01': { server: '192.168.10.200' } },
    adapters: {
      vmhba64: { sendTargets: ['10.2.1.201', '10.2.1.202'] },
      vmhba33: { kind: 'dependent', pnic: 'vmnic0', mtu: 1500, sendTargets: [], bound: [] },
    },
  });
}

/** Everything over two 25 Gb/s NICs on a distributed switch with Network I/O Control; storage keeps VLANs of its own. */
function convergedHost(n: number): HostDescription {
  const base = twoSubnetHost(40 + n, {
    name: `conv0${n}.example`,
    cluster: 'Converged',
    ...storage(plain, 'naa.6000d31000a1b2000000000000000041', 'conv-01'),
    pnics: {
      vmnic0: undefined,
      vmnic1: undefined,
      vmnic2: {
        speed: 25_000,
        driver: 'nmlx5_core',
        pci: '0000:3b:00.0',
        cdp: { devId: 'core-a', portId: 'Ethernet1/5', mtu: 9216 },
      },
      vmnic3: {
        speed: 25_000,
        driver: 'nmlx5_core',
        pci: '0000:af:00.0',
        cdp: { devId: 'core-b', portId: 'Ethernet1/5', mtu: 9216 },
      },
    },
    vswitches: { vSwitch0: undefined, vSwitch1: undefined, vSwitch2: undefined },
    proxySwitches: { 'DVS-Core': { mtu: 9000, uplinks: { 'Uplink 1': 'vmnic2', 'Uplink 2': 'vmnic3' } } },
    vmks: { vmk0: undefined, vmk1: undefined, vmk2: undefined },
    adapters: { vmhba64: { sendTargets: ['10.3.1.201', '10.3.2.201'] } },
  });
  return merge(base, {
    vmks: {
      vmk0: { dvpg: 'dvportgroup-300', ip: `192.168.10.${50 + n}/24`, tags: ['management'] },
      vmk1: { dvpg: 'dvportgroup-301', ip: `10.3.1.${10 + n}/24`, mtu: 9000 },
      vmk2: { dvpg: 'dvportgroup-302', ip: `10.3.2.${10 + n}/24`, mtu: 9000 },
    },
  });
}

/** Host and array prove themselves to each other. */
const mutualChap = { adapters: { vmhba64: { chap: { type: 'chapRequired', mutual: 'chapRequired' } } } } as const;

const designs: Readonly<Record<string, readonly HostDescription[]>> = {
  Binding: [1, 2].map((n) => merge(bindingHost(n), mutualChap)),
  EqualLogic: [merge(equalLogicHost(1), mutualChap)],
  'E-Series': [merge(eSeriesHost(1), mutualChap)],
  'Standard frames': [merge(plainFrames(1), mutualChap)],
  Converged: [merge(convergedHost(1), mutualChap)],
};

const windows = { guestId: 'windows2019srv_64Guest', guestName: 'Microsoft Windows Server 2019 (64-bit)' } as const;

function sqlNode(name: string, n: number): Entry {
  return vm({
    name,
    host: `bind0${n}.example`,
    datastore: 'ontap-01',
    ...windows,
    memoryReservationLocked: true,
    controllers: { scsi0: 'pvscsi', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' } },
    disks: [
      { at: 'scsi0:0', size: 80 },
      { at: 'scsi1:0', size: 512, rdm: { device: sql[0], mode: 'physicalMode' } },
      { at: 'scsi1:1', size: 512, rdm: { device: sql[1], mode: 'physicalMode' } },
    ],
    nics: ['VM Network'],
  });
}

export const estate: NativeExport = exportOf(
  ...Object.entries(designs).map(([name, hosts]) =>
    cluster({ name, hosts, ...(name === 'Binding' ? { apart: { 'sql nodes apart': ['sql01', 'sql02'] } } : {}) }),
  ),
  dvs({ name: 'DVS-Core', maxMtu: 9000, hosts: designs.Converged ?? [] }),
  dvpg({ key: 'dvportgroup-300', name: 'Management', dvs: 'DVS-Core', vlan: 10 }),
  dvpg({ key: 'dvportgroup-301', name: 'iSCSI-A', dvs: 'DVS-Core', vlan: 131, active: ['Uplink 1'] }),
  dvpg({ key: 'dvportgroup-302', name: 'iSCSI-B', dvs: 'DVS-Core', vlan: 132, active: ['Uplink 2'] }),
  dvpg({ key: 'dvportgroup-303', name: 'Servers', dvs: 'DVS-Core', vlan: 20 }),
  ...Object.values(designs).flatMap((hosts) => hosts.map(withOutputs)),
  sqlNode('sql01', 1),
  sqlNode('sql02', 2),
  vm({ name: 'web01', host: 'eql01.example', datastore: 'eql-01', nics: ['VM Network'] }),
  vm({ name: 'web02', host: 'es01.example', datastore: 'es-01', nics: ['VM Network'] }),
  vm({ name: 'web03', host: 'std01.example', datastore: 'std-01', nics: ['VM Network'] }),
  vm({ name: 'web04', host: 'conv01.example', datastore: 'conv-01', nics: [{ dvpg: 'dvportgroup-303', dvs: 'DVS-Core' }] }),
  // Boots from the controller that its installer proposed and keeps its data on a paravirtual one.
  vm({
    name: 'app01',
    host: 'bind02.example',
    datastore: 'ontap-01',
    controllers: { scsi0: 'lsisas', scsi1: 'pvscsi' },
    disks: ['scsi0:0', 'scsi1:0'],
    nics: ['VM Network'],
  }),
);
