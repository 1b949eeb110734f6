/**
 * The public door: what a rule, ours or a stranger's, may import. What is not named here may change without notice.
 */

export { reservedCause } from './engine/reserved-cause.ts';
export type {
  Cause,
  Check,
  CheckContext,
  Exception,
  Family,
  Judged,
  LevelCase,
  LevelChoice,
  NotApplicable,
  Problem,
  ProblemDetails,
  Profile,
  Rule,
  Weighed,
} from './engine/rule.ts';
export { causeOf, defineRule, notApplicable, problem, weighed } from './engine/rule.ts';
export { crowd, listed, psWord, shellWord } from './engine/wording.ts';
export type { Level, Remedy, Source, Subject, SubjectKind } from './findings/report.ts';
export type { ClusterDisk, ClusterDisks } from './model/cluster-node.ts';
export { clusterDisks, clusterNode, nodesOf } from './model/cluster-node.ts';
export type { ApartRule, ClusterNote } from './model/cluster-note.ts';
export type { Answer, Ballot, Comparison, Standing, Tally, Untold } from './model/comparison.ts';
export { standing } from './model/comparison.ts';
export { iscsiDevices, seesVendor, transportsOf } from './model/devices.ts';
export { unknown } from './model/entity.ts';
export type {
  DiskUse,
  EstateView,
  IscsiPeer,
  RdmUse,
  RdmUses,
  SharedFileUse,
  SharedFileUses,
} from './model/estate-view.ts';
export type { Fact, Known, Origin, Unknown } from './model/fact.ts';
export { derive, mapFact } from './model/fact.ts';
export { Gap, orGap } from './model/gap.ts';
export { isEqualLogicHeartbeat } from './model/heartbeat.ts';
export type { Host } from './model/host.ts';
export type { HostNote } from './model/host-note.ts';
export type { Inventory } from './model/inventory.ts';
export { formatNetwork, parseIpv4 } from './model/ipv4.ts';
export { boundPorts, DEFAULT_STACK, IscsiPort, inUse, iscsiPorts, portsOf, sameStack, sameSubnet } from './model/iscsi-ports.ts';
export { lunKeysOf } from './model/lun-key.ts';
export type { MtuHop, NarrowUplinks } from './model/mtu-path.ts';
export { mtuPath, narrowUplinks, PING_HEADERS, targetsOf } from './model/mtu-path.ts';
export { PhysicalNic, PortGroup, VirtualSwitch, VmkernelAdapter } from './model/network.ts';
export type { Vote } from './model/outlier.ts';
export { standsOut } from './model/outlier.ts';
export type { PingProof } from './model/ping-proof.ts';
export { isProved, pingProof } from './model/ping-proof.ts';
export { portGroupVlans } from './model/port-group-vlans.ts';
export type { SiteFacts, StorageArray, Vmkping } from './model/site.ts';
export type {
  AdapterKind,
  BoundSource,
  ClaimRuleSource,
  PathSource,
  PathSwitchSetting,
  PortalSource,
  TargetSource,
  Transport,
  Vlan,
  VlanRange,
} from './model/source.ts';
export { Device, IscsiAdapter, NfsMount, VmfsVolume } from './model/storage.ts';
export { activeLag, activeNics, describeNics, nicsOf, portGroupOf, standbyNics, switchOf } from './model/teaming.ts';
export { usedAdapters } from './model/used-adapters.ts';
export type { ArrayClaim, PathSwitch, PathSwitchChoice, PolicyOpinion, VendorArray, VendorTable } from './model/vendor.ts';
export { isPolicyOf } from './model/vendor.ts';
export type { VendorTopic } from './model/vendor-data.ts';
export { vendorSources } from './model/vendor-data.ts';
export type { Release } from './model/version.ts';
export { atLeast, before } from './model/version.ts';
export { vlanWords } from './model/vlan-words.ts';
export type { BusSharing, ControllerKind, DiskSource, RawDeviceMapping, VmNicSource } from './model/vm.ts';
export { Vm, VmController } from './model/vm.ts';
export { VmDisk } from './model/vm-disk.ts';
export type { VmLoad, VmLoads } from './model/vm-load.ts';
export type { VmPort, VmPorts } from './model/vm-networks.ts';
export { distributedVmNetworks, standardVmNetworks, VmNetwork } from './model/vm-networks.ts';
export { VmNic } from './model/vm-nic.ts';
export { devicesUnder, isOnIscsi } from './model/volume-devices.ts';
export type { WsfcUse } from './model/wsfc.ts';
export { nodeNames, runsWindows2003, wsfcUse } from './model/wsfc.ts';
