import type { JsonObject } from '../json.ts';

/** WSDL types of the objects that the builder leaves untyped, by the member that holds them. */
const byMember = new Map<string, string>(
  Object.entries({
    network: 'HostNetworkInfo',
    vswitch: 'HostVirtualSwitch',
    proxySwitch: 'HostProxySwitch',
    portgroup: 'HostPortGroup',
    pnic: 'PhysicalNic',
    vnic: 'HostVirtualNic',
    candidateVnic: 'HostVirtualNic',
    dnsConfig: 'HostDnsConfig',
    ipRouteConfig: 'HostIpRouteConfig',
    netStackInstance: 'HostNetStackInstance',
    routeTableConfig: 'HostIpRouteTableConfig',
    ipRoute: 'HostIpRouteOp',
    route: 'HostIpRouteEntry',
    beacon: 'HostVirtualSwitchBeaconConfig',
    linkDiscoveryProtocolConfig: 'LinkDiscoveryProtocolConfig',
    computedPolicy: 'HostNetworkPolicy',
    security: 'HostNetworkSecurityPolicy',
    nicTeaming: 'HostNicTeamingPolicy',
    nicOrder: 'HostNicOrderPolicy',
    offloadPolicy: 'HostNetOffloadCapabilities',
    shapingPolicy: 'HostNetworkTrafficShapingPolicy',
    linkSpeed: 'PhysicalNicLinkInfo',
    validLinkSpecification: 'PhysicalNicLinkInfo',
    ip: 'HostIpConfig',
    distributedVirtualPort: 'DistributedVirtualSwitchPortConnection',
    opaqueNetwork: 'HostVirtualNicOpaqueNetworkSpec',
    ipRouteSpec: 'HostVirtualNicIpRouteSpec',
    uplinkPort: 'KeyValue',
    pnicSpec: 'DistributedVirtualSwitchHostMemberPnicSpec',
    hostLag: 'HostProxySwitchHostLagConfig',
    storageDevice: 'HostStorageDeviceInfo',
    scsiTopology: 'HostScsiTopology',
    multipathInfo: 'HostMultipathInfo',
    multipathState: 'HostMultipathStateInfo',
    storageArrayTypePolicy: 'HostMultipathInfoLogicalUnitStorageArrayTypePolicy',
    discoveryCapabilities: 'HostInternetScsiHbaDiscoveryCapabilities',
    discoveryProperties: 'HostInternetScsiHbaDiscoveryProperties',
    authenticationProperties: 'HostInternetScsiHbaAuthenticationProperties',
    digestProperties: 'HostInternetScsiHbaDigestProperties',
    ipProperties: 'HostInternetScsiHbaIPProperties',
    configuredSendTarget: 'HostInternetScsiHbaSendTarget',
    configuredStaticTarget: 'HostInternetScsiHbaStaticTarget',
    descriptor: 'ScsiLunDescriptor',
    capabilities: 'ScsiLunCapabilities',
    fileSystemVolume: 'HostFileSystemVolumeInfo',
    extent: 'HostScsiDiskPartition',
    virtualNicManagerInfo: 'HostVirtualNicManagerInfo',
    netConfig: 'VirtualNicManagerNetConfig',
    option: 'OptionValue',
    product: 'AboutInfo',
    systemInfo: 'HostSystemInfo',
    cpuInfo: 'HostCpuInfo',
    configManager: 'HostConfigManager',
    deviceInfo: 'Description',
    connectable: 'VirtualDeviceConnectInfo',
    guest: 'GuestInfo',
    files: 'VirtualMachineFileInfo',
    snapshot: 'VirtualMachineSnapshotInfo',
    rootSnapshotList: 'VirtualMachineSnapshotTree',
    summary: 'DatastoreSummary',
    capability: 'DatastoreCapability',
    productInfo: 'DistributedVirtualSwitchProductSpec',
    lacpGroupConfig: 'VMwareDvsLacpGroupConfig',
    uplinkPortOrder: 'VMwareUplinkPortOrderPolicy',
    securityPolicy: 'DVSSecurityPolicy',
    lacpPolicy: 'VMwareUplinkLacpPolicy',
    vlanId: 'NumericRange',
    dasConfig: 'ClusterDasConfigInfo',
    drsConfig: 'ClusterDrsConfigInfo',
    vsanConfigInfo: 'VsanClusterConfigInfo',
    parameter: 'KeyAnyValue',
    ftInfo: 'FaultToleranceConfigInfo',
  }),
);

/** Members that hold different types in different objects: "type of the object around.member". */
const byPlace = new Map<string, string>(
  Object.entries({
    'HostVirtualSwitch.spec': 'HostVirtualSwitchSpec',
    'HostPortGroup.spec': 'HostPortGroupSpec',
    'PhysicalNic.spec': 'PhysicalNicSpec',
    'HostVirtualNic.spec': 'HostVirtualNicSpec',
    'HostProxySwitch.spec': 'HostProxySwitchSpec',
    'HostVirtualSwitchSpec.policy': 'HostNetworkPolicy',
    'HostPortGroupSpec.policy': 'HostNetworkPolicy',
    'HostPortGroup.port': 'HostPortGroupPort',
    'HostNicTeamingPolicy.failureCriteria': 'HostNicFailureCriteria',
    'VmwareUplinkPortTeamingPolicy.failureCriteria': 'DVSFailureCriteria',
    'VmwareUplinkPortTeamingPolicy.policy': 'StringPolicy',
    'VMwareUplinkLacpPolicy.mode': 'StringPolicy',
    'VirtualEthernetCardDistributedVirtualPortBackingInfo.port': 'DistributedVirtualSwitchPortConnection',
    'HostScsiTopology.adapter': 'HostScsiTopologyInterface',
    'HostScsiTopologyInterface.target': 'HostScsiTopologyTarget',
    'HostScsiTopologyTarget.lun': 'HostScsiTopologyLun',
    'HostMultipathInfo.lun': 'HostMultipathInfoLogicalUnit',
    'HostMultipathInfoLogicalUnit.path': 'HostMultipathInfoPath',
    'HostMultipathStateInfo.path': 'HostMultipathStateInfoPath',
    'HostScsiDisk.capacity': 'HostDiskDimensionsLba',
    'HostFileSystemVolumeInfo.mountInfo': 'HostFileSystemMountInfo',
    'HostFileSystemMountInfo.mountInfo': 'HostMountInfo',
    'DatastoreHostMount.mountInfo': 'HostMountInfo',
    'VMwareDVSConfigInfo.host': 'DistributedVirtualSwitchHostMember',
    'DistributedVirtualSwitchHostMember.config': 'DistributedVirtualSwitchHostMemberConfigInfo',
    'ClusterConfigInfoEx.drsConfig': 'ClusterDrsConfigInfo',
    'ClusterConfigInfoEx.drsVmConfig': 'ClusterDrsVmConfigInfo',
    'ClusterConfigInfoEx.rule': 'ClusterAntiAffinityRuleSpec',
  }),
);

/** The WSDL type of an object that carries none. @throws RangeError for a place that the table lacks. */
export function wsdlType(member: string, value: JsonObject, parent: string): string {
  if (parent === '') return topType(member, value);
  const found = byPlace.get(`${parent}.${member}`) ?? byMember.get(member);
  if (found !== undefined) return found;
  // What is left of the distributed switch's settings are the Policy wrappers.
  if ('inherited' in value && 'value' in value) return 'BoolPolicy';
  if (member === 'hardware') return 'VirtualHardware';
  throw new RangeError(`no WSDL type is known for ${parent}.${member}`);
}

/** Properties whose name several kinds of object share are told apart by a member. */
function topType(property: string, value: JsonObject): string {
  switch (property) {
    case 'config':
      return 'hardware' in value ? 'VirtualMachineConfigInfo' : 'key' in value ? 'DVPortgroupConfigInfo' : 'HostConfigInfo';
    case 'hardware':
      return 'HostHardwareInfo';
    case 'runtime':
      return 'faultToleranceState' in value ? 'VirtualMachineRuntimeInfo' : 'HostRuntimeInfo';
    case 'host':
      return 'DatastoreHostMount';
    case 'layoutEx':
      return 'VirtualMachineFileLayoutEx';
    case 'configurationEx':
      return 'ClusterConfigInfoEx';
    case 'snapshot':
      return 'VirtualMachineSnapshotInfo';
    default: {
      const found = byMember.get(property);
      if (found === undefined) throw new RangeError(`no WSDL type is known for the property ${property}`);
      return found;
    }
  }
}
