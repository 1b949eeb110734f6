import { type Device, type Fact, mapFact, type Source } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import type { ClaimRule } from './claim-rule.ts';
import { FIXED } from './set-policy.ts';

/** A storage array as its SCSI INQUIRY strings name it, and how its LUNs are claimed. */
export interface StorageArray {
  readonly name: string;
  /** INQUIRY vendor strings in capitals. */
  readonly vendors: readonly string[];
  /** INQUIRY product string; every product of these vendors where it is absent. */
  readonly model?: RegExp;
  /** How the array is claimed for Round Robin. */
  readonly claim?: ClaimRule;
  /** What is said of the array where that is more than a claim rule. Sentences. */
  readonly advice?: string;
  /** Policies other than Round Robin with which the array is at home. */
  readonly atHomeWith?: readonly string[];
  readonly source: Source;
}

/** The first entry that matches speaks; strings are compared without case. */
export const ARRAYS: readonly StorageArray[] = [
  {
    name: 'NetApp E-Series',
    vendors: ['NETAPP', 'LSI', 'ENGENIO'],
    model: /^INF-01-00/i,
    claim: {
      satp: 'VMW_SATP_ALUA',
      vendor: 'LSI',
      model: 'INF-01-00',
      claimOption: 'tpgs_on',
      satpOption: 'reset_on_attempted_reserve',
    },
    source: says('S17b', 'The system claim rule of E-Series arrays with ALUA support prescribes VMW_PSP_MRU.'),
  },
  {
    name: 'NetApp ONTAP',
    vendors: ['NETAPP'],
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'NETAPP', claimOption: 'tpgs_on', satpOption: 'reset_on_attempted_reserve' },
    source: says('S58', 'Set Round Robin for all iSCSI paths.'),
  },
  {
    name: 'Pure FlashArray',
    vendors: ['PURE'],
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'PURE', model: 'FlashArray', pspOption: 'iops=1' },
    source: says(
      'PURE',
      'ESXi 6.0 Express Patch 5 and 6.5 Update 1 claim every FlashArray with VMW_SATP_ALUA, VMW_PSP_RR and iops=1.',
    ),
  },
  {
    name: 'Dell EqualLogic',
    vendors: ['EQLOGIC'],
    claim: { satp: 'VMW_SATP_EQL', vendor: 'EQLOGIC', model: '100E-00', pspOption: 'iops=3' },
    advice: "Dell's multipathing module (DELL_PSP_EQL_ROUTED) is the other choice.",
    source: says('S14', "Dell's advice on EqualLogic: Round Robin with iops=3, or the multipathing extension module."),
  },
  {
    name: 'EMC CLARiiON, VNX and Unity',
    vendors: ['DGC'],
    claim: { satp: 'VMW_SATP_ALUA_CX', vendor: 'DGC' },
    atHomeWith: [FIXED],
    source: says('S53', 'EMC H8229 names Fixed as the preferred policy for VNX.'),
  },
  {
    name: 'Dell PowerVault ME',
    vendors: ['DELLEMC'],
    model: /^ME/i,
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'DellEMC', pspOption: 'iops=3', claimOption: 'tpgs_on' },
    source: says(
      'S40c',
      'Round Robin with 3 instead of 1000 I/O operations for SAN-attached ME4 volumes; no benefit with one path to each controller.',
    ),
  },
  {
    name: 'Dell PowerStore',
    vendors: ['DELLEMC'],
    model: /^PowerStore/i,
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'DellEMC', model: 'PowerStore', claimOption: 'tpgs_on' },
    source: unsourced("The claim rule for PowerStore is field practice; Dell's own text was not found."),
  },
  {
    name: 'Dell SC Series (Compellent)',
    vendors: ['COMPELNT'],
    advice:
      'Dell uses Round Robin over paths of the same kind, or Fixed with a preferred path for each datastore; MRU is not recommended or tested.',
    atHomeWith: [FIXED],
    source: says(
      'SC',
      'MRU is not recommended or tested for SC Series; Round Robin over equal paths or Fixed with a preferred path for each datastore.',
    ),
  },
  {
    name: 'HPE 3PAR, Primera and Alletra 9000',
    vendors: ['3PARDATA'],
    claim: { satp: 'VMW_SATP_ALUA', vendor: '3PARdata', model: 'VV', pspOption: 'iops=1', claimOption: 'tpgs_on' },
    source: says(
      'S40a',
      'Round Robin is preferred; Fixed is not valid in an ALUA rule; iops=1 is the recommended initial value (persona 11).',
    ),
  },
  {
    name: 'HPE Nimble and Alletra 5000/6000',
    vendors: ['NIMBLE'],
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'Nimble', model: 'Server' },
    source: says('NIMBLE', 'Without the Connection Manager: VMW_SATP_ALUA with VMW_PSP_RR for the vendor Nimble.'),
  },
  {
    name: 'Hitachi VSP',
    vendors: ['HITACHI'],
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'HITACHI', claimOption: 'tpgs_on' },
    advice: 'Hitachi keeps the default of 1000 I/O operations for each path.',
    source: says(
      'HITACHI',
      'System rules since ESXi 6.7 Update 1 claim VSP with VMW_SATP_ALUA and VMW_PSP_RR; the limit of 1000 I/O operations stays.',
    ),
  },
  {
    name: 'IBM SVC, Storwize and FlashSystem',
    vendors: ['IBM'],
    model: /^2145/,
    claim: { satp: 'VMW_SATP_SVC', vendor: 'IBM', model: '2145' },
    atHomeWith: [FIXED],
    source: says('S40b', 'Round Robin is recommended and the default from ESXi 5.5 on; before, Fixed was the default.'),
  },
  {
    name: 'Huawei OceanStor',
    vendors: ['HUAWEI'],
    model: /^XSG1/i,
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'HUAWEI', model: 'XSG1', claimOption: 'tpgs_on' },
    source: unsourced("The claim rule for OceanStor is field practice; Huawei's own text was not found."),
  },
  {
    name: 'NetApp SolidFire',
    vendors: ['SOLIDFIR'],
    claim: { satp: 'VMW_SATP_DEFAULT_AA', vendor: 'SolidFir', model: 'SSD SAN', pspOption: 'iops=10' },
    source: says('SOLIDFIRE', 'Sets VMW_SATP_DEFAULT_AA with VMW_PSP_RR and iops=10.'),
  },
  {
    name: 'DataCore SANsymphony',
    vendors: ['DATACORE'],
    claim: {
      satp: 'VMW_SATP_ALUA',
      vendor: 'DataCore',
      model: 'Virtual Disk',
      pspOption: 'iops=10',
      claimOption: 'tpgs_on',
      satpOption: 'disable_action_OnRetryErrors',
    },
    atHomeWith: [FIXED],
    source: says('S40', 'Round Robin with iops=10 and disable_action_OnRetryErrors; the guide has a Fixed option as well.'),
  },
  {
    name: 'IntelliFlash',
    vendors: ['TEGILE'],
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'TEGILE', model: 'INTELLIFLASH', pspOption: 'iops=1', claimOption: 'tpgs_on' },
    source: unsourced("The claim rule for IntelliFlash is that of the vendor's script, which has no public address."),
  },
  {
    name: 'Silk',
    vendors: ['KMNRIO'],
    claim: { satp: 'VMW_SATP_DEFAULT_AA', vendor: 'KMNRIO', model: 'K2', pspOption: 'iops=2', claimOption: 'tpgs_off' },
    source: unsourced("The claim rule for Silk is field practice; the vendor's own text was not found."),
  },
  {
    name: 'TrueNAS and FreeNAS',
    vendors: ['TRUENAS', 'FREENAS'],
    claim: { satp: 'VMW_SATP_ALUA', vendor: 'TrueNAS', model: 'iSCSI Disk' },
    source: unsourced("The claim rule for TrueNAS is field practice; iXsystems' own text was not found."),
  },
  {
    name: 'a Linux target (LIO)',
    vendors: ['LIO-ORG'],
    advice: 'A Ceph iSCSI gateway has the same vendor string and must stay on VMW_SATP_ALUA with VMW_PSP_MRU.',
    source: says('CEPH', 'VMW_SATP_ALUA with VMW_PSP_MRU is required; other plug-ins and policies must not be used.'),
  },
];

/** The array that a device comes from; `undefined` when no entry speaks of it. Asks for the model only where it tells arrays apart. */
export function arrayOf(device: Device): Fact<StorageArray | undefined> {
  const { vendor, model } = device;
  if (!vendor.known) return vendor;
  const byVendor = ARRAYS.filter((array) => array.vendors.includes(vendor.value.toUpperCase()));
  if (byVendor.length === 0 || byVendor[0]?.model === undefined) return mapFact(vendor, () => byVendor[0]);
  return mapFact(model, (text) => byVendor.find((array) => array.model?.test(text) ?? true));
}

export function isCalled(
  array: StorageArray | undefined,
  name: 'NetApp E-Series' | 'Dell PowerVault ME' | 'a Linux target (LIO)',
): boolean {
  return array?.name === name;
}
