import { clusterId, datastoreId, datastoreName, hex, hostId, lunUuid, mac, naa, reference, uuid, vmId } from './ids.mjs';

export const hostsPerCluster = 16;

/** Hosts of a cluster, by number. */
function members(cluster, hosts) {
  const first = cluster * hostsPerCluster;
  return Array.from({ length: Math.min(hostsPerCluster, hosts - first) }, (_, index) => first + index);
}

export function clusterEntry(cluster, hosts) {
  return {
    source: 'vim',
    object: reference('ClusterComputeResource', clusterId(cluster)),
    properties: {
      name: `Cluster ${cluster}`,
      host: members(cluster, hosts).map((host) => reference('HostSystem', hostId(host))),
      configurationEx: { _typeName: 'ClusterConfigInfoEx', dasConfig: { enabled: true }, drsConfig: { enabled: true } },
    },
  };
}

export function datastoreEntry(cluster, hosts) {
  const id = datastoreId(cluster);
  const name = datastoreName(cluster);
  const url = `ds:///vmfs/volumes/${uuid(cluster, 3)}/`;
  return {
    source: 'vim',
    object: reference('Datastore', id),
    properties: {
      name,
      info: {
        _typeName: 'VmfsDatastoreInfo',
        name,
        url,
        vmfs: {
          _typeName: 'HostVmfsVolume',
          type: 'VMFS',
          name,
          capacity: 2_199_023_255_552,
          majorVersion: 6,
          version: '6.82',
          uuid: uuid(cluster, 3),
          extent: [{ diskName: naa(cluster, 1), partition: 1 }],
          local: false,
        },
      },
      summary: { datastore: reference('Datastore', id), name, url, capacity: 2_199_023_255_552, accessible: true, type: 'VMFS' },
      host: members(cluster, hosts).map((host) => ({
        key: reference('HostSystem', hostId(host)),
        mountInfo: { path: url.slice(5), accessMode: 'readWrite', mounted: true, accessible: true },
      })),
    },
  };
}

const guests = [
  ['rhel8_64Guest', 'Red Hat Enterprise Linux 8 (64-bit)'],
  ['windows2019srv_64Guest', 'Microsoft Windows Server 2019 (64-bit)'],
  ['ubuntu64Guest', 'Ubuntu Linux (64-bit)'],
];

/** A VM as vm.info dumps it: capability, hardware, layout, extra configuration, storage use, summary. */
export function vmEntry(vm, hosts) {
  const host = vm % hosts;
  const cluster = Math.floor(host / hostsPerCluster);
  const name = `app-${String(vm).padStart(5, '0')}`;
  const [guestId, guestFullName] = guests[vm % guests.length];
  const store = datastoreName(cluster);
  const home = `[${store}] ${name}/`;
  const runtime = {
    host: reference('HostSystem', hostId(host)),
    connectionState: 'connected',
    powerState: vm % 12 === 5 ? 'poweredOff' : 'poweredOn',
    faultToleranceState: 'notConfigured',
    toolsInstallerMounted: false,
    bootTime: '2026-10-02T08:11:45.963784Z',
    numMksConnections: 0,
    recordReplayState: 'inactive',
    onlineStandby: false,
    consolidationNeeded: false,
    maxCpuUsage: 5188,
    maxMemoryUsage: 8192,
  };
  return {
    source: 'vim',
    object: reference('VirtualMachine', vmId(vm)),
    properties: {
      name,
      parent: reference('Folder', 'group-v3'),
      overallStatus: 'green',
      capability: Object.fromEntries(vmCapabilities.map((key, index) => [`${key}Supported`, index % 3 !== 0])),
      config: {
        changeVersion: `2026-11-${String(1 + (vm % 21)).padStart(2, '0')}T10:21:07.118273Z`,
        modified: '1970-01-01T00:00:00Z',
        name,
        guestFullName,
        version: 'vmx-19',
        uuid: uuid(vm, 1),
        instanceUuid: uuid(vm, 2),
        template: false,
        guestId,
        alternateGuestName: '',
        annotation: `Owner: team ${vm % 40}. Ordered with request ${100_000 + vm}.`,
        files: { vmPathName: `${home}${name}.vmx`, snapshotDirectory: home, suspendDirectory: home, logDirectory: home },
        tools: {
          toolsVersion: 12_384,
          afterPowerOn: true,
          afterResume: true,
          beforeGuestStandby: true,
          beforeGuestShutdown: true,
          syncTimeWithHost: false,
        },
        hardware: { numCPU: 2 + (vm % 3) * 2, numCoresPerSocket: 2, memoryMB: 8192, device: devices(vm, cluster, home, name) },
        cpuAllocation: allocation(2000),
        memoryAllocation: allocation(81_920),
        latencySensitivity: { level: 'normal' },
        extraConfig: extraOptions.map((key, index) => ({ key, value: index % 4 === 0 ? 'TRUE' : String(vm * 3 + index) })),
        firmware: 'efi',
        memoryReservationLockedToMax: false,
      },
      layoutEx: {
        file: ['vmx', 'nvram', 'flat.vmdk', 'vmdk'].map((suffix, key) => ({
          key,
          name: `${home}${name}.${suffix}`,
          type: suffix,
          size: 8192 * (key + 1),
          uniqueSize: 8192,
          accessible: true,
        })),
        disk: [{ key: 2000, chain: [{ fileKey: [2, 3] }] }],
        timestamp: '2026-11-22T04:39:00.949759Z',
      },
      storage: {
        perDatastoreUsage: [
          {
            datastore: reference('Datastore', datastoreId(cluster)),
            committed: 42_949_672_960,
            uncommitted: 0,
            unshared: 42_949_672_960,
          },
        ],
        timestamp: '2026-11-22T04:39:00.949759Z',
      },
      runtime,
      guest: {
        toolsStatus: 'toolsOk',
        toolsVersionStatus2: vm % 9 === 4 ? 'guestToolsUnmanaged' : 'guestToolsCurrent',
        toolsRunningStatus: 'guestToolsRunning',
        toolsVersion: '12384',
        guestId,
        guestFamily: guestId.startsWith('win') ? 'windowsGuest' : 'linuxGuest',
        guestFullName,
        hostName: name,
        ipAddress: `172.16.${(vm >> 8) & 255}.${vm & 255}`,
        net: [{ network: 'VM Network', macAddress: mac(vm, 4), connected: true, deviceConfigId: 4000 }],
        disk: [{ diskPath: '/', capacity: 41_943_040_000, freeSpace: 20_971_520_000 }],
        guestState: 'running',
      },
      summary: {
        vm: reference('VirtualMachine', vmId(vm)),
        runtime,
        config: {
          name,
          template: false,
          vmPathName: `${home}${name}.vmx`,
          memorySizeMB: 8192,
          numCpu: 2,
          numEthernetCards: 1,
          guestId,
        },
        quickStats: Object.fromEntries(quickStats.map((key, index) => [key, (vm * 7 + index * 131) % 9000])),
        overallStatus: 'green',
      },
      datastore: [reference('Datastore', datastoreId(cluster))],
      network: [reference('Network', `network-${cluster}`)],
    },
  };
}

const vmCapabilities = [
  'snapshotOperations',
  'multipleSnapshots',
  'memorySnapshots',
  'quiescedSnapshots',
  'lockSnapshots',
  'cpuFeatureMask',
  'toolsAutoUpdate',
  'npivWwnOnNonRdmVm',
  'swapPlacement',
  'diskShares',
  'bootOptions',
  'changeTracking',
  'hostBasedReplication',
  'nestedHV',
];
const quickStats = [
  'overallCpuUsage',
  'overallCpuDemand',
  'guestMemoryUsage',
  'hostMemoryUsage',
  'sharedMemory',
  'balloonedMemory',
  'uptimeSeconds',
];
const extraOptions = [
  'nvram',
  'svga.present',
  'pciBridge0.present',
  'hpet0.present',
  'ctkEnabled',
  'migrate.hostLog',
  'vmware.tools.internalversion',
  'viv.moid',
  'numa.autosize.cookie',
];

function allocation(shares) {
  return { reservation: 0, expandableReservation: false, limit: -1, shares: { shares, level: 'normal' } };
}

function devices(vm, cluster, home, name) {
  const info = (label, summary = label) => ({ label, summary });
  const clustered = vm % 200 < 2;
  const data = !clustered && vm % 3 === 0;
  const disk = (file, controllerKey, key, number) => ({
    _typeName: 'VirtualDisk',
    key,
    deviceInfo: info(`Hard disk ${number}`, '41,943,040 KB'),
    backing: {
      _typeName: 'VirtualDiskFlatVer2BackingInfo',
      fileName: `${home}${file}`,
      datastore: reference('Datastore', datastoreId(cluster)),
      backingObjectId: '',
      diskMode: 'persistent',
      split: false,
      writeThrough: false,
      thinProvisioned: true,
      uuid: uuid(vm, key, 8),
      contentId: hex(32, vm, key),
      digestEnabled: false,
      sharing: 'sharingNone',
    },
    controllerKey,
    unitNumber: 0,
    capacityInKB: 41_943_040,
    capacityInBytes: 42_949_672_960,
    storageIOAllocation: { limit: -1, shares: { shares: 1000, level: 'normal' }, reservation: 0 },
  });
  const mapped = {
    _typeName: 'VirtualDisk',
    key: 2017,
    deviceInfo: info('Hard disk 2', '104,857,600 KB'),
    backing: {
      _typeName: 'VirtualDiskRawDiskMappingVer1BackingInfo',
      fileName: `${home}${name}_2.vmdk`,
      lunUuid: lunUuid(cluster, 5),
      deviceName: `vml.${lunUuid(cluster, 5)}`,
      compatibilityMode: 'physicalMode',
      diskMode: 'independent_persistent',
      sharing: 'sharingNone',
    },
    controllerKey: 1001,
    unitNumber: 1,
    capacityInKB: 104_857_600,
  };
  const lsi = vm % 5 === 3;
  const controller = (bus, type, summary, device, sharedBus = 'noSharing') => ({
    _typeName: type,
    key: 1000 + bus,
    deviceInfo: info(`SCSI controller ${bus}`, summary),
    controllerKey: 100,
    unitNumber: 3 + bus,
    busNumber: bus,
    device,
    hotAddRemove: true,
    sharedBus,
    scsiCtlrUnitNumber: 7,
  });
  return [
    { _typeName: 'VirtualIDEController', key: 200, deviceInfo: info('IDE 0'), busNumber: 0 },
    { _typeName: 'VirtualIDEController', key: 201, deviceInfo: info('IDE 1'), busNumber: 1 },
    { _typeName: 'VirtualPS2Controller', key: 300, deviceInfo: info('PS2 controller 0'), busNumber: 0, device: [600, 700] },
    {
      _typeName: 'VirtualPCIController',
      key: 100,
      deviceInfo: info('PCI controller 0'),
      busNumber: 0,
      device: [500, 12_000, 1000, 4000],
    },
    { _typeName: 'VirtualSIOController', key: 400, deviceInfo: info('SIO controller 0'), busNumber: 0 },
    { _typeName: 'VirtualKeyboard', key: 600, deviceInfo: info('Keyboard'), controllerKey: 300, unitNumber: 0 },
    {
      _typeName: 'VirtualPointingDevice',
      key: 700,
      deviceInfo: info('Pointing device', 'Pointing device; Device'),
      controllerKey: 300,
      unitNumber: 1,
    },
    {
      _typeName: 'VirtualMachineVideoCard',
      key: 500,
      deviceInfo: info('Video card'),
      controllerKey: 100,
      unitNumber: 0,
      videoRamSizeInKB: 4096,
      numDisplays: 1,
      useAutoDetect: false,
      enable3DSupport: false,
      use3dRenderer: 'automatic',
      graphicsMemorySizeInKB: 262_144,
    },
    {
      _typeName: 'VirtualMachineVMCIDevice',
      key: 12_000,
      deviceInfo: info('VMCI device', 'Device on the virtual machine PCI bus'),
      controllerKey: 100,
      unitNumber: 17,
      id: -1_238_471_104 + vm,
      allowUnrestrictedCommunication: false,
      filterEnable: true,
    },
    lsi
      ? controller(0, 'VirtualLsiLogicSASController', 'LSI Logic SAS', [2000])
      : controller(0, 'ParaVirtualSCSIController', 'VMware paravirtual SCSI', [2000]),
    disk(`${name}.vmdk`, 1000, 2000, 1),
    ...(clustered ? [controller(1, 'VirtualLsiLogicSASController', 'LSI Logic SAS', [2017], 'physicalSharing'), mapped] : []),
    ...(data
      ? [controller(1, 'ParaVirtualSCSIController', 'VMware paravirtual SCSI', [2016]), disk(`${name}_1.vmdk`, 1001, 2016, 2)]
      : []),
    {
      _typeName: vm % 25 === 9 ? 'VirtualE1000' : 'VirtualVmxnet3',
      key: 4000,
      deviceInfo: info('Network adapter 1', 'VM Network'),
      backing: {
        _typeName: 'VirtualEthernetCardNetworkBackingInfo',
        deviceName: 'VM Network',
        network: reference('Network', `network-${cluster}`),
      },
      connectable: { startConnected: true, allowGuestControl: true, connected: true, status: 'ok' },
      controllerKey: 100,
      unitNumber: 7,
      addressType: 'assigned',
      macAddress: mac(vm, 4),
      wakeOnLanEnabled: true,
    },
  ];
}
