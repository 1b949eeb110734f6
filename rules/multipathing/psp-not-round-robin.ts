import {
  defineRule,
  isPolicyOf,
  notApplicable,
  problem,
  type VendorArray,
  type VendorTable,
  vendorSources,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { clusterKeeps } from './cluster-keeps.ts';
import { pathPolicies } from './device-comparison.ts';
import { policyCause } from './policy-cause.ts';
import { adviceFor, cautions, claimFor } from './round-robin-advice.ts';
import { FIXED, MRU, ROUND_ROBIN, setPolicy } from './set-policy.ts';
import { oneOwnerPath, usablePaths } from './usable-paths.ts';

/** VMware's plug-ins for arrays on which several paths at once are of use; active/passive ones are left alone. */
const ACTIVE_ACTIVE = new Set([
  'VMW_SATP_ALUA',
  'VMW_SATP_ALUA_CX',
  'VMW_SATP_EQL',
  'VMW_SATP_DEFAULT_AA',
  'VMW_SATP_SVC',
  'VMW_SATP_SYMM',
]);

export default defineRule({
  id: 'psp-not-round-robin',
  family: 'multipathing',
  title: 'An iSCSI device with two or more usable paths should use Round Robin',
  rationale:
    'With the Fixed and Most Recently Used policies all I/O of a device goes over one path at a time, and the other paths wait for it to ' +
    'fail. Round Robin sends I/O over all active paths in turn, so that their bandwidth adds up and a failed path costs less.',
  severity: 'warning',
  cases: {
    'e-series-mru': { level: 'note', when: 'NetApp E-Series with MRU: its system claim rule prescribes that.' },
  },
  sources: [
    says(
      'S39',
      'The policy comes from claim rules; the defaults are Fixed for active/active arrays and MRU for ALUA; certain ALUA arrays need Fixed.',
    ),
    says('S17', 'Round Robin for iSCSI.'),
    says(
      'S30',
      'ESXi 6.x supports Round Robin for Windows clusters from 2008 SP2 on, and a mix of Fixed and Round Robin between their hosts.',
    ),
    unsourced(
      'On ESXi 5.5 and later, where no VM was exported at all, a device is not taken for the disk of a Windows Server 2003 cluster.',
    ),
    ...vendorSources('claim', 'systemPolicy', 'accepts', 'requires', 'refuses', 'onePathPerController'),
  ],
  exceptions: {
    'one-path': 'The device has fewer than two usable paths.',
    'local-disk': 'Local disks, USB and boot devices and CD-ROM drives are no shared devices.',
    'not-iscsi': 'Not every path of the device is iSCSI, as with Fibre Channel or vSAN.',
    hpp: 'The device belongs to the High-Performance Plug-in, whose LB policies count as Round Robin.',
    'vendor-policy': "The array vendor's own policy is at work (DELL_PSP_EQL_ROUTED, NIMBLE_PSP_DIRECTED and the like).",
    'active-passive': 'The storage array type is for active/passive arrays, or is not one that Round Robin is asked for.',
    'cluster-before-5-5':
      'The device is a raw device mapping of a Windows cluster on ESXi before 5.5, where Round Robin is not supported.',
    'cluster-2003': 'A node of the Windows cluster runs Windows Server 2003, for which Round Robin is not supported.',
    'cluster-mixed': 'A Windows cluster on ESXi 6.x: Fixed here and Round Robin on another host is a supported mix.',
    'vnx-fixed': 'EMC CLARiiON, VNX and Unity with Fixed: the vendor preferred it for VNX, or it was set by hand.',
    'svc-fixed': 'IBM SVC, Storwize and FlashSystem with Fixed.',
    'datacore-fixed': "DataCore with Fixed, which the vendor's guide has as an option.",
    'compellent-fixed': 'Dell SC Series (Compellent) with Fixed and a preferred path for each datastore.',
    'ceph-mru': 'A Linux target (LIO) with VMW_SATP_ALUA and MRU: a Ceph gateway requires it.',
    'one-owner-path': 'Only one path leads to the controller that owns the device, as with a directly attached ME4.',
    'alua-needs-fixed': 'Certain ALUA arrays need Fixed; the vendor says which, and facts.yaml can allow them.',
  },
  disputes: [
    'Fixed on an ALUA array was advised against for ESXi 5.0; later text says that certain arrays need it. Ask the vendor of the array.',
    "EMC's VNX text prefers Fixed, while ESXi 5.1 and later claim VNX with Round Robin. Fixed is no fault there.",
    'VMware lists Fixed as the default for SVC, IBM names Round Robin since ESXi 5.5. Both are accepted.',
  ],
  fix: {
    esxcli: ['esxcli storage nmp device set -d naa.x -P VMW_PSP_RR'],
    powercli: ['Get-ScsiLun -VmHost $h -CanonicalName naa.x | Set-ScsiLun -MultipathPolicy RoundRobin'],
    manual: [
      "Add the array's claim rule for devices to come; those that are claimed already keep their policy until a reboot or a reclaim.",
    ],
  },
  compares: [pathPolicies],
  each: (inventory) => inventory.iscsiDevices,
  *check(device, _options, { vendors }) {
    const { psp, satp } = device;
    if (!psp.known) return yield psp;
    if (psp.value !== FIXED && psp.value !== MRU) return;
    if (satp.known && !ACTIVE_ACTIVE.has(satp.value))
      return yield notApplicable(`Round Robin is not asked for with ${satp.value}`);
    const usable = usablePaths(device);
    if (usable.known && usable.value.length < 2) return yield notApplicable('fewer than two usable paths');
    for (const fact of [satp, usable]) if (!fact.known) return yield fact;
    if (!satp.known || !usable.known) return;

    const known = vendors.of(device);
    if (psp.value === FIXED && satp.value === 'VMW_SATP_SVC') return;
    if (!known.known && vendorDecides(vendors, psp.value, satp.value)) return yield known;
    const array = known.known ? known.value : undefined;
    if (array && isAtHome(array, psp.value, satp.value)) return;

    if (satp.value === 'VMW_SATP_ALUA' || satp.value === 'VMW_SATP_ALUA_CX') {
      const one = oneOwnerPath(device, usable.value);
      if (one?.known === false) return yield one;
      if (one?.known && one.value) return yield notApplicable('only one path leads to the controller that owns the device');
      // Two paths of an ME array, say, may be one to each controller, as when it is attached directly; VIM does not tell.
      if (one === undefined && usable.value.length === 2 && array?.onePathPerController && !device.groupStates.known)
        return yield device.groupStates;
    }
    const keeps = clusterKeeps(device, psp.value);
    if (!keeps.known) return yield keeps;
    if (keeps.value) return;

    const requires = array?.caution === undefined ? array?.requires : undefined;
    if (array && requires)
      return yield problem(
        psp,
        `${device.name} uses ${psp.value} with ${satp.value}. For ${array.name} it must be ${requires.satp} with ${requires.psp}.`,
        setPolicy(device, requires.psp),
        { cause: policyCause(device), related: weighed(`storage array type: ${satp.value}`, satp) },
      );

    const count = usable.value.length;
    const set = setPolicy(device, ROUND_ROBIN);
    yield problem(
      psp,
      `${device.name} uses ${psp.value} over ${count} usable paths, so its I/O goes over one path at a time. ${adviceFor(device, array, psp.value, satp.value)}`,
      { ...set, esxcli: [...(set.esxcli ?? []), ...claimFor(device, array, satp.value)], manual: cautions(array) },
      {
        case: array?.systemPolicy?.psp === psp.value ? 'e-series-mru' : undefined,
        cause: policyCause(device),
        related: weighed(`storage array type: ${satp.value}`, satp),
      },
    );
  },
});

/** Whether the vendor takes the policy for right. */
function isAtHome({ accepts = [], requires }: VendorArray, policy: string, satp: string): boolean {
  return accepts.some((opinion) => isPolicyOf(opinion, policy, satp)) || (requires?.psp === policy && requires.satp === satp);
}

/** Whether the array could make the policy the right one; VMW_SATP_EQL is for EqualLogic alone. */
function vendorDecides({ arrays }: VendorTable, policy: string, satp: string): boolean {
  return satp !== 'VMW_SATP_EQL' && arrays.some((array) => isAtHome(array, policy, satp));
}
