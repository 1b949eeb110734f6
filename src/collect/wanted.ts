/** A kind of managed object and the properties that rules read of it. */
export interface Kind {
  readonly type: string;
  /** For messages: "host", "hosts". */
  readonly singular: string;
  readonly plural: string;
  readonly paths: readonly string[];
  /** Without these objects there is nothing to judge: a fault about them ends the collection. */
  readonly needed?: true;
  /** Objects a page: a host is a thousand times as large as a datastore. */
  readonly page: number;
}

/**
 * What is asked for. Where the API declares a property with a general class and the members wanted are those of a special one (a
 * distributed switch's `config`), the whole property is asked for: a path into it would not be valid. So it is where nothing but lists
 * are wanted (`config.fileSystemVolume`): of a list that is not answered nobody could tell whether it is empty or there is none.
 */
export const KINDS: readonly Kind[] = [
  {
    type: 'ClusterComputeResource',
    singular: 'cluster',
    plural: 'clusters',
    paths: ['name', 'host', 'configurationEx'],
    page: 50,
  },
  {
    type: 'HostSystem',
    singular: 'host',
    plural: 'hosts',
    needed: true,
    paths: [
      'name',
      'parent',
      'vm',
      'runtime.connectionState',
      'runtime.inMaintenanceMode',
      'runtime.powerState',
      'summary.config.product',
      'summary.hardware.uuid',
      'hardware.systemInfo',
      'hardware.memorySize',
      'hardware.cpuInfo',
      'config.product',
      'config.network',
      'config.storageDevice.softwareInternetScsiEnabled',
      'config.storageDevice.hostBusAdapter',
      'config.storageDevice.scsiLun',
      'config.storageDevice.multipathInfo',
      'config.virtualNicManagerInfo',
      'config.fileSystemVolume',
      'config.option',
    ],
    page: 10,
  },
  {
    type: 'VirtualMachine',
    singular: 'virtual machine',
    plural: 'virtual machines',
    paths: [
      'name',
      'runtime.host',
      'runtime.connectionState',
      'runtime.powerState',
      'runtime.faultToleranceState',
      'config.name',
      'config.version',
      'config.guestId',
      'config.guestFullName',
      'config.uuid',
      'config.instanceUuid',
      'config.template',
      'config.firmware',
      'config.memoryReservationLockedToMax',
      'config.bootOptions',
      'config.hardware.numCPU',
      'config.hardware.memoryMB',
      'config.hardware.device',
      'snapshot.currentSnapshot',
      'layoutEx.timestamp',
      'guest.toolsVersionStatus2',
      'guest.toolsRunningStatus',
    ],
    page: 100,
  },
  {
    type: 'DistributedVirtualSwitch',
    singular: 'distributed switch',
    plural: 'distributed switches',
    paths: ['name', 'uuid', 'config'],
    page: 20,
  },
  {
    type: 'DistributedVirtualPortgroup',
    singular: 'distributed port group',
    plural: 'distributed port groups',
    paths: ['name', 'key', 'config'],
    page: 100,
  },
  {
    type: 'Datastore',
    singular: 'datastore',
    plural: 'datastores',
    paths: ['name', 'capability.clusteredVmdkSupported'],
    page: 200,
  },
];

/** The managers of a host that answer QueryBoundVnics and QueryNetworkHint. */
export const MANAGERS: Kind = {
  type: 'HostSystem',
  singular: "host's managers",
  plural: "hosts' managers",
  needed: true,
  paths: ['configManager.iscsiManager', 'configManager.networkSystem'],
  page: 100,
};
