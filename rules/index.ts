import iscsiTargetRouted from './network/iscsi-target-routed.ts';
import iscsiUplinkShared from './network/iscsi-uplink-shared.ts';
import iscsiVlanNotDedicated from './network/iscsi-vlan-not-dedicated.ts';
import iscsiVlanSharedWithVmPortgroup from './network/iscsi-vlan-shared-with-vm-portgroup.ts';
import iscsiVmkDefaultGateway from './network/iscsi-vmk-default-gateway.ts';
import iscsiVmkDhcp from './network/iscsi-vmk-dhcp.ts';
import iscsiVmkDuplicateIp from './network/iscsi-vmk-duplicate-ip.ts';
import iscsiVmkMultihomedUnbound from './network/iscsi-vmk-multihomed-unbound.ts';
import iscsiVmkServiceTagged from './network/iscsi-vmk-service-tagged.ts';
import iscsiVmkSharesSubnetWithOtherVmk from './network/iscsi-vmk-shares-subnet-with-other-vmk.ts';
import iscsiVswitchSharedWithVms from './network/iscsi-vswitch-shared-with-vms.ts';
import nfsAndIscsiSameSubnet from './network/nfs-and-iscsi-same-subnet.ts';
import iscsiBeaconProbing from './port-binding/iscsi-beacon-probing.ts';
import iscsiBindingUnsupportedHba from './port-binding/iscsi-binding-unsupported-hba.ts';
import iscsiBoundVmkVlanMismatch from './port-binding/iscsi-bound-vmk-vlan-mismatch.ts';
import iscsiFailbackNotify from './port-binding/iscsi-failback-notify.ts';
import iscsiMixedInitiators from './port-binding/iscsi-mixed-initiators.ts';
import iscsiNicSpeedDuplex from './port-binding/iscsi-nic-speed-duplex.ts';
import iscsiNoPathMultipathing from './port-binding/iscsi-no-path-multipathing.ts';
import iscsiOverLag from './port-binding/iscsi-over-lag.ts';
import iscsiSingleUplink from './port-binding/iscsi-single-uplink.ts';
import iscsiTeamingIpHash from './port-binding/iscsi-teaming-ip-hash.ts';
import iscsiUplinkLinkDown from './port-binding/iscsi-uplink-link-down.ts';
import iscsiUplinksSamePciCard from './port-binding/iscsi-uplinks-same-pci-card.ts';
import iscsiUplinksSamePhysicalSwitch from './port-binding/iscsi-uplinks-same-physical-switch.ts';
import portbindMultiSubnet from './port-binding/portbind-multi-subnet.ts';
import portbindMultiVswitch from './port-binding/portbind-multi-vswitch.ts';
import portbindNoActiveUplink from './port-binding/portbind-no-active-uplink.ts';
import portbindNoncompliant from './port-binding/portbind-noncompliant.ts';
import portbindOneActiveUplink from './port-binding/portbind-one-active-uplink.ts';
import portbindSharedUplink from './port-binding/portbind-shared-uplink.ts';
import portbindStandbyUplink from './port-binding/portbind-standby-uplink.ts';
import portbindTargetUnreachable from './port-binding/portbind-target-unreachable.ts';
import portbindWithLag from './port-binding/portbind-with-lag.ts';
import jumboUnvalidated from './mtu/jumbo-unvalidated.ts';
import jumboWithoutBenefit from './mtu/jumbo-without-benefit.ts';
import mtuHba from './mtu/mtu-hba.ts';
import mtuInconsistentAcrossHosts from './mtu/mtu-inconsistent-across-hosts.ts';
import mtuJumboSwitchOnly from './mtu/mtu-jumbo-switch-only.ts';
import mtuMixedOnIscsiVmks from './mtu/mtu-mixed-on-iscsi-vmks.ts';
import mtuNonstandard from './mtu/mtu-nonstandard.ts';
import mtuPhysicalSwitchTooSmall from './mtu/mtu-physical-switch-too-small.ts';
import mtuPnicBelowVmk from './mtu/mtu-pnic-below-vmk.ts';
import mtuVmkExceedsVswitch from './mtu/mtu-vmk-exceeds-vswitch.ts';
import controllerAllDisksOneAdapter from './controllers/controller-all-disks-one-adapter.ts';
import controllerBuslogic from './controllers/controller-buslogic.ts';
import pvscsiPreferred from './controllers/pvscsi-preferred.ts';
import configMaximums from './multipathing/config-maximums.ts';
import deviceDegraded from './multipathing/device-degraded.ts';
import hppNotNmpIscsi from './multipathing/hpp-not-nmp-iscsi.ts';
import lunQueueMismatch from './multipathing/lun-queue-mismatch.ts';
import lunVisibilityMismatch from './multipathing/lun-visibility-mismatch.ts';
import pathCountMax from './multipathing/path-count-max.ts';
import pathCountVsBinding from './multipathing/path-count-vs-binding.ts';
import pathDead from './multipathing/path-dead.ts';
import pathDisabled from './multipathing/path-disabled.ts';
import pathSingle from './multipathing/path-single.ts';
import pathUnbalanced from './multipathing/path-unbalanced.ts';
import pspFixedOnAlua from './multipathing/psp-fixed-on-alua.ts';
import pspInconsistentAcrossHosts from './multipathing/psp-inconsistent-across-hosts.ts';
import pspNotRoundRobin from './multipathing/psp-not-round-robin.ts';
import qfullThrottling from './multipathing/qfull-throttling.ts';
import rrPathSwitchTuning from './multipathing/rr-path-switch-tuning.ts';
import satpInconsistentAcrossHosts from './multipathing/satp-inconsistent-across-hosts.ts';
import wsfcBusSharingMode from './wsfc/wsfc-bus-sharing-mode.ts';
import wsfcClusteredVmdkOnIscsi from './wsfc/wsfc-clustered-vmdk-on-iscsi.ts';
import wsfcControllerIdMismatch from './wsfc/wsfc-controller-id-mismatch.ts';
import wsfcHppClaimed from './wsfc/wsfc-hpp-claimed.ts';
import wsfcMixedTransport from './wsfc/wsfc-mixed-transport.ts';
import wsfcMultipleHwVersion from './wsfc/wsfc-multiple-hw-version.ts';
import wsfcNicType from './wsfc/wsfc-nic-type.ts';
import wsfcNodeLimit from './wsfc/wsfc-node-limit.ts';
import wsfcNodeMemoryOvercommit from './wsfc/wsfc-node-memory-overcommit.ts';
import wsfcNodeVersionSkew from './wsfc/wsfc-node-version-skew.ts';
import wsfcPspRrUnsupported from './wsfc/wsfc-psp-rr-unsupported.ts';
import wsfcRdmNotPerenniallyReserved from './wsfc/wsfc-rdm-not-perennially-reserved.ts';
import wsfcSharedAndBootOnOneAdapter from './wsfc/wsfc-shared-and-boot-on-one-adapter.ts';
import wsfcSnapshotOrFt from './wsfc/wsfc-snapshot-or-ft.ts';
import wsfcStorageSpaces from './wsfc/wsfc-storage-spaces.ts';
import wsfcThinSharedDisk from './wsfc/wsfc-thin-shared-disk.ts';
import wsfcTransportUnsupported from './wsfc/wsfc-transport-unsupported.ts';
import wsfcVmPerLun from './wsfc/wsfc-vm-per-lun.ts';
import wsfcVmotion from './wsfc/wsfc-vmotion.ts';
import iscsiChapConfigMismatch from './initiator/iscsi-chap-config-mismatch.ts';
import iscsiChapNone from './initiator/iscsi-chap-none.ts';
import iscsiChapOnewayOnly from './initiator/iscsi-chap-oneway-only.ts';
import iscsiDelayedAck from './initiator/iscsi-delayed-ack.ts';
import iscsiDigestEnabled from './initiator/iscsi-digest-enabled.ts';
import iscsiDiscoveryMixed from './initiator/iscsi-discovery-mixed.ts';
import iscsiDuplicateIqn from './initiator/iscsi-duplicate-iqn.ts';
import iscsiIbftBoot from './initiator/iscsi-ibft-boot.ts';
import iscsiIqnInvalid from './initiator/iscsi-iqn-invalid.ts';
import iscsiLoginTimeout from './initiator/iscsi-login-timeout.ts';
import iscsiNoTargets from './initiator/iscsi-no-targets.ts';
import iscsiNoopRecoveryChanged from './initiator/iscsi-noop-recovery-changed.ts';
import iscsiParamMixedAcrossHosts from './initiator/iscsi-param-mixed-across-hosts.ts';
import iscsiStorageAdapterUnused from './initiator/iscsi-storage-adapter-unused.ts';
import atsHeartbeatDisabled from './vmfs/ats-heartbeat-disabled.ts';
import atsOnlyLockmode from './vmfs/ats-only-lockmode.ts';
import datastoreCountHigh from './vmfs/datastore-count-high.ts';
import diskMaxIoSize from './vmfs/disk-max-io-size.ts';
import unmapOffVmfs6 from './vmfs/unmap-off-vmfs6.ts';
import vaaiDisabled from './vmfs/vaai-disabled.ts';
import vmfsDevicePerenniallyReserved from './vmfs/vmfs-device-perennially-reserved.ts';
import vmfsEnableBlockDelete from './vmfs/vmfs-enable-block-delete.ts';
import vmfsMultiExtent from './vmfs/vmfs-multi-extent.ts';
import vmfsVersionOld from './vmfs/vmfs-version-old.ts';
import vmfs3HwlockingMixed from './vmfs/vmfs3-hwlocking-mixed.ts';
import scsiGuestTimeout from './vm/scsi-guest-timeout.ts';
import vmE1000 from './vm/vm-e1000.ts';
import vmMultiwriterVmdk from './vm/vm-multiwriter-vmdk.ts';
import vmNicDisconnected from './vm/vm-nic-disconnected.ts';
import vmNicNoUplink from './vm/vm-nic-no-uplink.ts';
import vmSriovJumbo from './vm/vm-sriov-jumbo.ts';
import vmToolsMissing from './vm/vm-tools-missing.ts';
import vmToolsOld from './vm/vm-tools-old.ts';
import flowControlMixed from './vswitch/flow-control-mixed.ts';
import nicTeamingMixedPolicy from './vswitch/nic-teaming-mixed-policy.ts';
import portgroupMissingOnHost from './vswitch/portgroup-missing-on-host.ts';
import tsoLroDisabled from './vswitch/tso-lro-disabled.ts';
import uplinkDriverDuplicateTeam from './vswitch/uplink-driver-duplicate-team.ts';
import vlanInconsistentAcrossHosts from './vswitch/vlan-inconsistent-across-hosts.ts';
import vswitchForgedTransmits from './vswitch/vswitch-forged-transmits.ts';
import vswitchNoUplinkWithVmk from './vswitch/vswitch-no-uplink-with-vmk.ts';
import vswitchPromiscuous from './vswitch/vswitch-promiscuous.ts';
import vswitchSingleUplink from './vswitch/vswitch-single-uplink.ts';
import datastoreVmDensity from './contention/datastore-vm-density.ts';
import hostMemoryOvercommitted from './contention/host-memory-overcommitted.ts';
import hostVcpuOvercommitted from './contention/host-vcpu-overcommitted.ts';
import vmPortgroupDiffersAcrossHosts from './contention/vm-portgroup-differs-across-hosts.ts';

/** Every rule, by family and name. */
export const rules = [
  iscsiTargetRouted,
  iscsiUplinkShared,
  iscsiVlanNotDedicated,
  iscsiVlanSharedWithVmPortgroup,
  iscsiVmkDefaultGateway,
  iscsiVmkDhcp,
  iscsiVmkDuplicateIp,
  iscsiVmkMultihomedUnbound,
  iscsiVmkServiceTagged,
  iscsiVmkSharesSubnetWithOtherVmk,
  iscsiVswitchSharedWithVms,
  nfsAndIscsiSameSubnet,
  iscsiBeaconProbing,
  iscsiBindingUnsupportedHba,
  iscsiBoundVmkVlanMismatch,
  iscsiFailbackNotify,
  iscsiMixedInitiators,
  iscsiNicSpeedDuplex,
  iscsiNoPathMultipathing,
  iscsiOverLag,
  iscsiSingleUplink,
  iscsiTeamingIpHash,
  iscsiUplinkLinkDown,
  iscsiUplinksSamePciCard,
  iscsiUplinksSamePhysicalSwitch,
  portbindMultiSubnet,
  portbindMultiVswitch,
  portbindNoActiveUplink,
  portbindNoncompliant,
  portbindOneActiveUplink,
  portbindSharedUplink,
  portbindStandbyUplink,
  portbindTargetUnreachable,
  portbindWithLag,
  jumboUnvalidated,
  jumboWithoutBenefit,
  mtuHba,
  mtuInconsistentAcrossHosts,
  mtuJumboSwitchOnly,
  mtuMixedOnIscsiVmks,
  mtuNonstandard,
  mtuPhysicalSwitchTooSmall,
  mtuPnicBelowVmk,
  mtuVmkExceedsVswitch,
  controllerAllDisksOneAdapter,
  controllerBuslogic,
  pvscsiPreferred,
  configMaximums,
  deviceDegraded,
  hppNotNmpIscsi,
  lunQueueMismatch,
  lunVisibilityMismatch,
  pathCountMax,
  pathCountVsBinding,
  pathDead,
  pathDisabled,
  pathSingle,
  pathUnbalanced,
  pspFixedOnAlua,
  pspInconsistentAcrossHosts,
  pspNotRoundRobin,
  qfullThrottling,
  rrPathSwitchTuning,
  satpInconsistentAcrossHosts,
  wsfcBusSharingMode,
  wsfcClusteredVmdkOnIscsi,
  wsfcControllerIdMismatch,
  wsfcHppClaimed,
  wsfcMixedTransport,
  wsfcMultipleHwVersion,
  wsfcNicType,
  wsfcNodeLimit,
  wsfcNodeMemoryOvercommit,
  wsfcNodeVersionSkew,
  wsfcPspRrUnsupported,
  wsfcRdmNotPerenniallyReserved,
  wsfcSharedAndBootOnOneAdapter,
  wsfcSnapshotOrFt,
  wsfcStorageSpaces,
  wsfcThinSharedDisk,
  wsfcTransportUnsupported,
  wsfcVmPerLun,
  wsfcVmotion,
  iscsiChapConfigMismatch,
  iscsiChapNone,
  iscsiChapOnewayOnly,
  iscsiDelayedAck,
  iscsiDigestEnabled,
  iscsiDiscoveryMixed,
  iscsiDuplicateIqn,
  iscsiIbftBoot,
  iscsiIqnInvalid,
  iscsiLoginTimeout,
  iscsiNoTargets,
  iscsiNoopRecoveryChanged,
  iscsiParamMixedAcrossHosts,
  iscsiStorageAdapterUnused,
  atsHeartbeatDisabled,
  atsOnlyLockmode,
  datastoreCountHigh,
  diskMaxIoSize,
  unmapOffVmfs6,
  vaaiDisabled,
  vmfsDevicePerenniallyReserved,
  vmfsEnableBlockDelete,
  vmfsMultiExtent,
  vmfsVersionOld,
  vmfs3HwlockingMixed,
  scsiGuestTimeout,
  vmE1000,
  vmMultiwriterVmdk,
  vmNicDisconnected,
  vmNicNoUplink,
  vmSriovJumbo,
  vmToolsMissing,
  vmToolsOld,
  flowControlMixed,
  nicTeamingMixedPolicy,
  portgroupMissingOnHost,
  tsoLroDisabled,
  uplinkDriverDuplicateTeam,
  vlanInconsistentAcrossHosts,
  vswitchForgedTransmits,
  vswitchNoUplinkWithVmk,
  vswitchPromiscuous,
  vswitchSingleUplink,
  datastoreVmDensity,
  hostMemoryOvercommitted,
  hostVcpuOvercommitted,
  vmPortgroupDiffersAcrossHosts,
] as const;
