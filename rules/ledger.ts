import type { Source } from 'vlint';

/**
 * Where each source of the catalogue is read: an address, or a manual and its page where the text has no address of its own. What
 * exactly it says is written beside the rule that cites it.
 */
const PLACES = {
  S1: 'https://knowledge.broadcom.com/external/article?legacyId=2038869',
  S2: 'https://docs.vmware.com/en/VMware-vSphere/7.0/com.vmware.vsphere.storage.doc/GUID-4C19E34E-764C-4069-9D9F-D0F779F2A96C.html',
  S3: 'https://docs.vmware.com/en/VMware-vSphere/6.7/com.vmware.vsphere.storage.doc/GUID-BC516B24-7EAB-4ADA-819A-10DC496DEE9B.html',
  S4: 'https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-storage/GUID-0D31125F-DC9D-475B-BC3D-A3E131251642.html',
  S5: 'https://docs.vmware.com/en/VMware-vSphere/6.5/com.vmware.vsphere.storage.doc/GUID-66AF5FA0-7A95-4730-BB30-55F98C481BFF.html',
  S6: 'https://pubs.vmware.com/vsphere-51/topic/com.vmware.vsphere.storage.doc/GUID-9C90F3F6-6095-427A-B20C-D46531E39D32.html',
  S7: 'https://blogs.vmware.com/vsphere/2011/12/nic-teaming-iscsi-binding.html',
  S8: 'https://knowledge.broadcom.com/external/article/323116/configuring-iscsi-port-binding-with-mult.html',
  S9: 'https://knowledge.broadcom.com/external/article/429518/ip-storage-traffic-failover-fails-to-occ.html',
  S10: 'https://knowledge.broadcom.com/external/article?articleNumber=318546',
  S11: 'https://knowledge.broadcom.com/external/article/315347/limitations-of-lacp-in-vmware-vsphere.html',
  S12: 'https://docs.vmware.com/jp/VMware-vSphere/6.5/com.vmware.vsphere.networking.doc/GUID-3FDE1E96-9217-4FE6-8B76-6E3A64766828.html',
  S13: 'https://www.codyhosterman.com/2015/03/esxi-iscsi-multipathing/',
  S14: "Karim Elatov, Seeing 'Storage Device Performance Deteriorated' with EqualLogic PS 6000XV (elatov.github.io, October 2012)",
  S15: 'https://github.com/NetAppDocs/e-series/blob/main/config-vmware/iscsi-perform-specific-task.adoc',
  S16: 'https://github.com/NetAppDocs/netapp-solutions-virtualization/blob/main/vmware/vmw-vcf-mgmt-supplemental-iscsi-requirements.adoc',
  S17: 'https://github.com/NetAppDocs/ontap-apps-dbs/blob/main/vmware/vmware-vsphere-network.adoc',
  S17a: 'https://github.com/NetAppDocs/ontap-apps-dbs/blob/main/vmware/vmware-vsphere-settings.adoc',
  S17b: 'https://github.com/NetAppDocs/ontap-sanhost/blob/main/hu_vsphere_8.adoc',
  S17c: 'https://github.com/NetAppDocs/ontap-apps-dbs/blob/main/vmware/vmware-vsphere-datastores-top.adoc',
  S18: 'https://github.com/vmware/dod-compliance-and-automation',
  S19: 'https://github.com/vmware/vcf-security-and-compliance-guidelines',
  S20: 'https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-security/GUID-2A7A942D-9279-47AC-AF40-5C7D684100EF.html',
  S21: 'vSphere Storage 6.5.1 (manual), page 125',
  S22: 'https://docs.vmware.com/en/VMware-vSphere/6.0/com.vmware.vsphere.networking.doc/GUID-E8F17006-45DD-4AE7-9984-BF43952599E5.html',
  S23: 'https://knowledge.broadcom.com/external/article/326539',
  S23a: 'https://blogs.vmware.com/virtualblocks/2019/01/30/whats-the-big-deal-with-jumbo-frames/',
  S23b: 'https://blogs.vmware.com/vsphere/2014/03/pvscsi-large-ios.html',
  S23c: 'Pure Storage, SAN guidelines for VMware (support.purestorage.com)',
  S24: 'vSphere 4 documentation, About Paravirtualized SCSI Adapters, and Performance Best Practices for vSphere 4',
  S25: 'vSphere 6.0 documentation, GUID-7A595885-3EA5-4F18-A6E7-5952BFC341CC',
  S26: 'https://docs.vmware.com/jp/VMware-vSphere/6.7/com.vmware.vsphere.mscs.doc/GUID-738F12C4-C157-4C49-A753-B759A7CC2EB4.html',
  S27: 'https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-vm-administration/GUID-5872D173-A076-42FE-8D0B-9DB0EB0E7362.html',
  S28: 'https://pubs.vmware.com/vsphere-50/topic/com.vmware.vsphere.mscs.doc/GUID-6BD834AE-69BB-4D0E-B0B6-7E176907E0C7.html',
  S29: 'https://vikernel.wordpress.com',
  S30: 'https://docs.vmware.com/en/VMware-vSphere/6.7/com.vmware.vsphere.mscs.doc/GUID-39EE06DB-44A1-499D-AC72-F8FE36350169.html',
  S31: 'Setup for Failover Clustering 6.7 (manual), page 12',
  S32: 'vSphere 6.7 documentation, GUID-6AA6AECB-73D3-4B0F-9CAA-D5F9446D3601',
  S33: 'https://docs.vmware.com/en/VMware-vSphere/6.7/com.vmware.vsphere.mscs.doc/GUID-E794B860-E9AB-43B9-A6D0-F7DE222695A1.html',
  S34: 'https://docs.vmware.com/de/VMware-vSphere/8.0/vsphere-windows-server-failover/GUID-674A9161-9AF9-4746-8D7B-8C7795A1FB49.html',
  S35: 'https://knowledge.broadcom.com/external/article?legacyId=1037959',
  S36: 'https://knowledge.broadcom.com/external/article?legacyId=1016106',
  S37: 'vSphere 8.0 documentation, GUID-F7B60A5A-D077-4E37-8CA7-8CB912173D24',
  S38: 'https://knowledge.broadcom.com/external/article?legacyId=2034799',
  S38a: 'Karim Elatov, MSCS on EqualLogic (elatov.github.io, April 2012)',
  S39: 'https://docs.vmware.com/en/VMware-vSphere/6.7/com.vmware.vsphere.storage.doc/GUID-4D64F3DA-9701-4210-B34A-0A44D3A0100C.html',
  S40: 'https://docs.datacore.com/FAQ/HCG-VMware/Host-Configuration-Guide-VMware/Round-Robin-PSP.htm',
  S40a: 'HP 3PAR VMware ESX Implementation Guide (manual), page 43',
  S40b: 'IBM, Multipathing policy for ESXi hosts (isis_ug_ch10_multipath_policy), which names KB 1017760',
  S40c: 'Dell 3922-BP-VM, Dell EMC PowerVault ME4 Series and VMware vSphere, section 6.2',
  S41: 'https://knowledge.broadcom.com/external/article/313543/',
  S42: 'https://knowledge.broadcom.com/external/article/326437',
  S43: 'https://knowledge.broadcom.com/external/article?legacyId=1033665',
  S44: 'https://cormachogan.com/2018/04/17',
  S45: 'vSphere Storage 6.7 (manual), page 76, and 6.5.1, pages 66 and 115',
  S46: 'vSphere Networking 6.5 (manual), pages 98, 104 and 135',
  S47: 'https://knowledge.broadcom.com/external/article/318877',
  S47a: 'https://knowledge.broadcom.com/external/article/321259',
  S50: 'https://developer.broadcom.com/xapis/vsphere-web-services-api/8.0U3/',
  S51: 'codyhosterman/powercli on GitHub, bestpracticechecker.ps1, commit b2a07e65',
  S52: 'PureStorage-OpenConnect/PureStorage.FlashArray.VMware on GitHub, Set-VmHostPfaiSCSI of the Configuration module',
  S53: 'Karim Elatov, VNX 5300 over iSCSI (elatov.github.io, August 2012), which quotes EMC H8229',
  S54: 'Karim Elatov, VCAP5-DCA objective 6.4 (elatov.github.io, January 2013)',
  S55: 'https://knowledge.broadcom.com/external/article?legacyId=1009287',
  S56: "Karim Elatov, VCAP5-DCD objective 3.3 (elatov.github.io, August 2012), which quotes VMware's port binding paper and NetApp TR-3749",
  S56b: 'NetApp, Oracle on ONTAP (NetAppDocs/ontap-apps-dbs, oracle-virtualization-introduction.adoc)',
  S57: 'Karim Elatov, VCAP5-DCD objective 3.5 (elatov.github.io, September 2012), which quotes the vSphere 5.0 VM administration guide',
  S58: 'NetApp ONTAP tools 9.10, reference of the ESXi host values that it sets',
  S59: 'Setup for Failover Clustering 6.7 (manual), page 14',
  S60: 'Setup for Failover Clustering 6.5.1 (manual), page 12',
  V2147661: 'https://knowledge.broadcom.com/external/article?legacyId=2147661',
  V323117: 'https://knowledge.broadcom.com/external/article/323117',
  V419088: 'https://knowledge.broadcom.com/external/article/419088',
  V435411: 'https://knowledge.broadcom.com/external/article/435411',
  CEPH: 'https://github.com/ceph/ceph/blob/main/doc/rbd/iscsi-initiator-esx.rst',
  HITACHI:
    'https://community.hitachivantara.com/people/pmorrissey/blog/2018/11/30/vmware-native-multipathing-rules-for-hitachi-vsp-now-enabled-by-default-in-vsphere-builds',
  'HPE-MULTIPATH': 'https://scod.hpedev.io/csi_driver/examples/operations/multipath.conf',
  'IBM-ATS': 'IBM support, node 690413',
  MT: 'https://github.com/opensvc/multipath-tools/blob/c2fcdaf138260800d0cec4addf81ed27b5040bd8/libmultipath/hwtable.c',
  NIMBLE: 'Set-VMwarePSP.ps1, Nimble Storage, 2013',
  'NIMBLE-DISCOVERY': 'Nick Dyer, HPE community blog, ba-p/6986725',
  PROMISE: 'Promise knowledge base (kb.promise.com)',
  PURE: 'https://www.codyhosterman.com/2017/07/nmp-multipathing-rules-for-the-flasharray-are-now-default/',
  'PURE-LATENCY': 'https://www.codyhosterman.com/2018/10/latency-round-robin-psp-in-esxi-6-7-update-1/',
  SC: 'Dell EMC SC Series: Best Practices with VMware vSphere, 2060-M-BP-V (manual), pages 32 and 33',
  SOLIDFIRE: 'solidfire/PowerShell on GitHub, VMware/PowerActions/SolidFire-VMware-Best-Practices-PowerAction.ps1',
  TR1074: 'Dell TR1074 (manual), page 8',
  TR1075: 'Dell TR1075 (manual), page 8',
  'WSFC-7':
    'https://docs.vmware.com/jp/VMware-vSphere/7.0/com.vmware.vsphere.wsfc.doc/GUID-6BD834AE-69BB-4D0E-B0B6-7E176907E0C7.html',
  'WSFC-8':
    'https://docs.vmware.com/it/VMware-vSphere/8.0/vsphere-windows-server-failover/GUID-6BD834AE-69BB-4D0E-B0B6-7E176907E0C7.html',
  XTREMIO: 'infohub.delltechnologies.com, multipathing configuration of XtremIO',
} as const;

export type SourceId = keyof typeof PLACES;

/** A source and what it says on the point of the rule that cites it. */
export function says(id: SourceId, claim: string): Source {
  const place = PLACES[id];
  return place.startsWith('https:') ? { id, url: place, claim } : { id, where: place, claim };
}

/** Said aloud where no authority was found. */
export function unsourced(judgement: string): Source {
  return { unsourced: judgement };
}
