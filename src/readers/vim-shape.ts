import { changes, type Having, keep, list, properties, type ShapeSpec, shape } from './json/shape.ts';

/**
 * The members of VIM objects that rules read; all else in a dump is checked for its grammar and left behind. Spelled as the API spells
 * them; producers differ in case only.
 */
const ref = { type: keep, value: keep };
const ip = { ipAddress: keep, subnetMask: keep, dhcp: keep };

const teamingPolicy = {
  policy: keep,
  notifySwitches: keep,
  rollingOrder: keep,
  failureCriteria: { checkBeacon: keep },
  nicOrder: { activeNic: [keep], standbyNic: [keep] },
} satisfies ShapeSpec;
const securityPolicy = { allowPromiscuous: keep, macChanges: keep, forgedTransmits: keep } satisfies ShapeSpec;

const network = {
  vswitch: [
    {
      name: keep,
      key: keep,
      mtu: keep,
      pnic: [keep],
      spec: { mtu: keep, bridge: { nicDevice: [keep] } },
    },
  ],
  proxySwitch: [
    {
      dvsUuid: keep,
      dvsName: keep,
      mtu: keep,
      pnic: [keep],
      uplinkPort: [{ key: keep, value: keep }],
      spec: { backing: { pnicSpec: [{ pnicDevice: keep, uplinkPortKey: keep }] } },
      hostLag: [{ lagKey: keep, lagName: keep, uplinkPort: [{ key: keep, value: keep }] }],
    },
  ],
  portgroup: [
    {
      key: keep,
      spec: { name: keep, vlanId: keep, vswitchName: keep, policy: { nicTeaming: teamingPolicy } },
      computedPolicy: { nicTeaming: teamingPolicy, security: securityPolicy },
    },
  ],
  pnic: [
    {
      device: keep,
      key: keep,
      pci: keep,
      driver: keep,
      mac: keep,
      linkSpeed: { speedMb: keep, duplex: keep },
      spec: { linkSpeed: { speedMb: keep, duplex: keep } },
      validLinkSpecification: [{ speedMb: keep, duplex: keep }],
    },
  ],
  vnic: [
    {
      device: keep,
      key: keep,
      portgroup: keep,
      spec: {
        mtu: keep,
        portgroup: keep,
        netStackInstanceKey: keep,
        tsoEnabled: keep,
        ip,
        distributedVirtualPort: { switchUuid: keep, portgroupKey: keep, portKey: keep },
        opaqueNetwork: { opaqueNetworkId: keep },
        ipRouteSpec: { ipRouteConfig: { defaultGateway: keep } },
      },
    },
  ],
  ipRouteConfig: { defaultGateway: keep },
  netStackInstance: [{ key: keep, ipRouteConfig: { defaultGateway: keep } }],
} satisfies ShapeSpec;

const target = {
  address: keep,
  port: keep,
  iScsiName: keep,
  discoveryMethod: keep,
  parent: keep,
  advancedOptions: [{ key: keep, value: keep, isInherited: keep }],
  // Only whether CHAP is used: names and secrets are left behind.
  authenticationProperties: {
    chapAuthEnabled: keep,
    chapAuthenticationType: keep,
    chapInherited: keep,
    mutualChapAuthenticationType: keep,
    mutualChapInherited: keep,
  },
} satisfies ShapeSpec;

const storageDevice = {
  softwareInternetScsiEnabled: keep,
  hostBusAdapter: [
    {
      _typeName: keep,
      device: keep,
      key: keep,
      model: keep,
      driver: keep,
      pci: keep,
      status: keep,
      isSoftwareBased: keep,
      networkBindingSupport: keep,
      iScsiName: keep,
      configuredSendTarget: [target],
      configuredStaticTarget: [target],
      authenticationProperties: target.authenticationProperties,
      digestProperties: { headerDigestType: keep, dataDigestType: keep },
      advancedOptions: [{ key: keep, value: keep, isInherited: keep }],
      ipProperties: { address: keep, subnetMask: keep, defaultGateway: keep, mtu: keep, jumboFramesEnabled: keep },
    },
  ],
  scsiLun: [
    {
      key: keep,
      uuid: keep,
      canonicalName: keep,
      lunType: keep,
      vendor: keep,
      model: keep,
      queueDepth: keep,
      operationalState: [keep],
      vStorageSupport: keep,
      perenniallyReserved: keep,
      clusteredVmdkSupported: keep,
      localDisk: keep,
      ssd: keep,
    },
  ],
  multipathInfo: {
    lun: [
      {
        id: keep,
        lun: keep,
        policy: { _typeName: keep, policy: keep, prefer: keep, iops: keep, bytes: keep },
        storageArrayTypePolicy: { policy: keep },
        path: [
          {
            name: keep,
            state: keep,
            isWorkingPath: keep,
            adapter: keep,
            transport: { _typeName: keep, iScsiName: keep, address: [keep], portWorldWideName: keep },
          },
        ],
      },
    ],
  },
} satisfies ShapeSpec;

const dvPortSetting = {
  vlan: { vlanId: keep, pvlanId: keep },
  uplinkTeamingPolicy: {
    inherited: keep,
    policy: { value: keep },
    notifySwitches: { value: keep },
    rollingOrder: { value: keep },
    failureCriteria: { checkBeacon: { value: keep } },
    uplinkPortOrder: { activeUplinkPort: [keep], standbyUplinkPort: [keep] },
  },
  securityPolicy: { allowPromiscuous: { value: keep }, macChanges: { value: keep }, forgedTransmits: { value: keep } },
} satisfies ShapeSpec;

const virtualDevice = {
  _typeName: keep,
  _vimtype: keep,
  type: keep,
  key: keep,
  controllerKey: keep,
  unitNumber: keep,
  busNumber: keep,
  sharedBus: keep,
  scsiCtlrUnitNumber: keep,
  capacityInKB: keep,
  macAddress: keep,
  deviceInfo: { label: keep, summary: keep },
  connectable: { connected: keep, startConnected: keep },
  backing: {
    fileName: keep,
    datastore: { value: keep },
    diskMode: keep,
    thinProvisioned: keep,
    eagerlyScrub: keep,
    sharing: keep,
    compatibilityMode: keep,
    lunUuid: keep,
    deviceName: keep,
    opaqueNetworkId: keep,
    port: { switchUuid: keep, portgroupKey: keep },
  },
} satisfies ShapeSpec;

/** Devices that no rule looks at: every VM has a dozen of them. */
const UNWANTED = [
  'VirtualKeyboard',
  'VirtualPointingDevice',
  'VirtualMachineVideoCard',
  'VirtualMachineVMCIDevice',
  'VirtualPS2Controller',
  'VirtualPCIController',
  'VirtualSIOController',
  'VirtualCdrom',
  'VirtualFloppy',
  'VirtualSoundCard',
  'VirtualUSBController',
  'VirtualUSBXHCIController',
  'VirtualHdAudioCard',
  'VirtualSerialPort',
  'VirtualParallelPort',
  'VirtualTPM',
  'VirtualWDT',
];

/** Told by a member that only disks, controllers and NICs have, or by a backing or a class that is not one of the others'. */
const wantedDevices: Having = {
  having: ['_typeName', '_vimtype', 'type', 'busNumber', 'sharedBus', 'capacityInKB', 'macAddress', 'backing'],
  except: {
    members: ['_typeName', '_vimtype', 'type'],
    values: new Set(UNWANTED.flatMap((name) => [name, `vim.vm.device.${name}`])),
  },
};

/** Advanced options that a rule reads; a host has more than a thousand. */
export const OPTIONS: ReadonlySet<string> = new Set([
  'DataMover.HardwareAcceleratedInit',
  'DataMover.HardwareAcceleratedMove',
  'Disk.DiskMaxIOSize',
  'Disk.QFullSampleSize',
  'Disk.QFullThreshold',
  'Misc.EnablePSPLatencyPolicy',
  'Net.TcpipDefLROEnabled',
  'Net.UseHwTSO',
  'VMFS3.EnableBlockDelete',
  'VMFS3.HardwareAcceleratedLocking',
  'VMFS3.UseATSForHBOnVMFS5',
]);

/** All wanted properties of all kinds of objects: their names do not collide, so that one shape serves before the kind is known. */
const wanted = {
  name: keep,
  parent: ref,
  runtime: {
    inMaintenanceMode: keep,
    connectionState: keep,
    powerState: keep,
    host: ref,
    faultToleranceState: keep,
  },
  summary: {
    config: { product: { version: keep, build: keep } },
    hardware: { uuid: keep },
  },
  hardware: { systemInfo: { uuid: keep }, memorySize: keep, cpuInfo: { numCpuCores: keep } },
  vm: [ref],
  host: [keep],
  capability: { clusteredVmdkSupported: keep },
  configurationEx: {
    drsConfig: { enabled: keep },
    drsVmConfig: [{ key: ref, enabled: keep }],
    rule: [{ _typeName: keep, _vimtype: keep, name: keep, enabled: keep, vm: [ref] }],
  },
  snapshot: { currentSnapshot: ref },
  layoutEx: { timestamp: keep },
  guest: { toolsVersionStatus2: keep, toolsRunningStatus: keep },
  key: keep,
  uuid: keep,
  config: {
    product: { version: keep, build: keep, productLineId: keep },
    network,
    storageDevice,
    virtualNicManagerInfo: { netConfig: [{ nicType: keep, selectedVnic: [keep] }] },
    fileSystemVolume: {
      mountInfo: [
        {
          volume: {
            type: keep,
            name: keep,
            majorVersion: keep,
            version: keep,
            local: keep,
            unmapPriority: keep,
            extent: [{ diskName: keep }],
            remoteHost: keep,
            remoteHostNames: [keep],
            remotePath: keep,
          },
        },
      ],
    },
    option: list({ key: keep, value: keep }, { member: 'key', values: OPTIONS }),
    // VirtualMachine
    name: keep,
    version: keep,
    guestId: keep,
    guestFullName: keep,
    uuid: keep,
    instanceUuid: keep,
    template: keep,
    memoryReservationLockedToMax: keep,
    firmware: keep,
    bootOptions: { bootOrder: [{ deviceKey: keep }] },
    hardware: {
      numCPU: keep,
      memoryMB: keep,
      device: list(virtualDevice, wantedDevices),
    },
    // Distributed switches and port groups
    key: keep,
    maxMtu: keep,
    networkResourceManagementEnabled: keep,
    lacpGroupConfig: [{ name: keep, key: keep }],
    distributedVirtualSwitch: ref,
    defaultPortConfig: dvPortSetting,
  },
} satisfies ShapeSpec;

/** Properties by whole or dotted names. */
export const vimProperties = properties(wanted);

/** Answers of QueryBoundVnics (IscsiPortInfo) and QueryNetworkHint (PhysicalNicHintInfo). */
export const methodAnswer = shape([
  {
    // IscsiPortInfo
    vnicDevice: keep,
    vnic: { device: keep },
    pnicDevice: keep,
    pnic: { device: keep },
    complianceStatus: { compliantStatus: keep, compliant: keep, reason: [keep] },
    pathStatus: keep,
    // PhysicalNicHintInfo
    device: keep,
    connectedSwitchPort: {
      devId: keep,
      portId: keep,
      systemName: keep,
      mtu: keep,
      vlan: keep,
      fullDuplex: keep,
      hardwarePlatform: keep,
    },
    lldpInfo: { chassisId: keep, portId: keep, parameter: [{ key: keep, value: keep }] },
  },
]);

/** An entry in any of the shapes in which VIM objects and vlint's own export come; the members of a managed object lie at its root. */
export const entryShape = shape({
  ...wanted,
  // vlint's own export
  source: keep,
  object: { ...ref, name: keep },
  properties: vimProperties,
  method: keep,
  argument: keep,
  result: methodAnswer,
  command: keep,
  output: keep,
  // host: a name in vlint's export, references in a cluster: kept as it is (see `wanted`)
  host: keep,
  // property collector: govc, VI JSON
  kind: keep,
  obj: ref,
  changeSet: changes(vimProperties),
  propSet: changes(vimProperties),
  missingSet: keep,
  // managed objects: govc info commands, PowerCLI, pyVmomi
  self: ref,
  moRef: ref,
  _typeName: keep,
  _vimtype: keep,
  _vimid: keep,
  // govc host.esxcli
  info: keep,
  values: keep,
  string: keep,
});

/** A list of property changes without the object (`govc collect PATH`) or an answer of a method, kept whole. */
export const changeList = changes(vimProperties);
