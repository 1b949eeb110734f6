import iscsiUplinkShared from './network/iscsi-uplink-shared.ts';
import iscsiVlanNotDedicated from './network/iscsi-vlan-not-dedicated.ts';
import iscsiVlanSharedWithVmPortgroup from './network/iscsi-vlan-shared-with-vm-portgroup.ts';
import iscsiVmkMultihomedUnbound from './network/iscsi-vmk-multihomed-unbound.ts';
import iscsiVmkServiceTagged from './network/iscsi-vmk-service-tagged.ts';
import iscsiVmkSharesSubnetWithOtherVmk from './network/iscsi-vmk-shares-subnet-with-other-vmk.ts';
import iscsiVswitchSharedWithVms from './network/iscsi-vswitch-shared-with-vms.ts';
import iscsiNoPathMultipathing from './port-binding/iscsi-no-path-multipathing.ts';
import iscsiOverLag from './port-binding/iscsi-over-lag.ts';
import iscsiSingleUplink from './port-binding/iscsi-single-uplink.ts';
import iscsiTeamingIpHash from './port-binding/iscsi-teaming-ip-hash.ts';
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
import pvscsiPreferred from './controllers/pvscsi-preferred.ts';
import pspInconsistentAcrossHosts from './multipathing/psp-inconsistent-across-hosts.ts';
import pspNotRoundRobin from './multipathing/psp-not-round-robin.ts';
import wsfcPspRrUnsupported from './wsfc/wsfc-psp-rr-unsupported.ts';
import wsfcRdmNotPerenniallyReserved from './wsfc/wsfc-rdm-not-perennially-reserved.ts';
import wsfcTransportUnsupported from './wsfc/wsfc-transport-unsupported.ts';

/** Every rule, by family and name. */
export const rules = [
  iscsiUplinkShared,
  iscsiVlanNotDedicated,
  iscsiVlanSharedWithVmPortgroup,
  iscsiVmkMultihomedUnbound,
  iscsiVmkServiceTagged,
  iscsiVmkSharesSubnetWithOtherVmk,
  iscsiVswitchSharedWithVms,
  iscsiNoPathMultipathing,
  iscsiOverLag,
  iscsiSingleUplink,
  iscsiTeamingIpHash,
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
  pvscsiPreferred,
  pspInconsistentAcrossHosts,
  pspNotRoundRobin,
  wsfcPspRrUnsupported,
  wsfcRdmNotPerenniallyReserved,
  wsfcTransportUnsupported,
] as const;
