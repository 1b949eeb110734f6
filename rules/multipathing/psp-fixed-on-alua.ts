import {
  before,
  type Device,
  defineRule,
  isPolicyOf,
  type Known,
  problem,
  type Remedy,
  type VendorArray,
  vendorSources,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { policyCause } from './policy-cause.ts';
import { FIXED, MRU, ROUND_ROBIN, setPolicy } from './set-policy.ts';

const ALUA = 'VMW_SATP_ALUA';

export default defineRule({
  id: 'psp-fixed-on-alua',
  family: 'multipathing',
  title: 'An ALUA device should not use the Fixed policy unless its vendor says so',
  rationale:
    'An ALUA array serves a LUN well through one controller and badly through the other. Fixed sends all I/O over its preferred path, ' +
    'whichever controller that leads to, and goes back there after every failover: two hosts with different preferred paths can move the ' +
    'LUN to and fro between the controllers.',
  severity: 'note',
  cases: {
    refused: { level: 'warning', when: 'The vendor of the array calls Fixed wrong, as for HPE 3PAR.' },
    'before-5-1': { level: 'warning', when: 'On ESXi 5.0, whose documentation advises against Fixed with VMW_SATP_ALUA.' },
  },
  sources: [
    says(
      'S39',
      'ESXi 5.0: Fixed is not recommended with VMW_SATP_ALUA for an ALUA-compliant array. ESXi 6.7: certain ALUA arrays need Fixed.',
    ),
    unsourced('Between 5.0 and 6.5 no text was read; the milder one is taken for those releases.'),
    ...vendorSources('accepts', 'refuses'),
  ],
  exceptions: {
    'not-alua': 'The array is not claimed by VMW_SATP_ALUA.',
    'vendor-accepts': 'The vendor has Fixed as a choice, as DataCore and Dell SC, and a preferred path is set.',
    'alua-needs-fixed': 'Certain ALUA arrays need Fixed; the vendor says which, and facts.yaml can allow them.',
    'preferred-on-owner':
      'On ESXi 5.0, a preferred path that leads to a processor of an active/active array; facts.yaml can allow it.',
  },
  disputes: [
    'The documentation of ESXi 5.0 advises against Fixed on ALUA arrays, that of 6.7 says that certain arrays need it. Ask the vendor.',
  ],
  fix: {
    esxcli: ['esxcli storage nmp device set -d naa.x -P VMW_PSP_RR', 'esxcli storage nmp device set -d naa.x -E'],
    powercli: ['Get-ScsiLun -VmHost $h -CanonicalName naa.x | Set-ScsiLun -MultipathPolicy RoundRobin'],
    manual: ['With -E the device gets the policy of its claim rule.'],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device, _options, { vendors }) {
    const { psp, satp, preferred } = device;
    if (!psp.known) return yield psp;
    if (psp.value !== FIXED) return;
    if (!satp.known) return yield satp;
    if (satp.value !== ALUA) return;
    const array = vendors.of(device);
    if (!array.known) return yield array;
    const isNamed = (opinion: Parameters<typeof isPolicyOf>[0]) => isPolicyOf(opinion, FIXED, ALUA);
    if (array.value?.accepts?.some(isNamed)) {
      if (!preferred.known) return yield preferred;
      if (preferred.value !== null) return;
    }
    const refusal = array.value?.refuses?.find(isNamed);
    const old = before(device.host, '5.1');
    yield problem(psp, messageFor(device, psp, array.value), remedyFor(device), {
      case: refusal ? 'refused' : old.known && old.value ? 'before-5-1' : undefined,
      cause: policyCause(device),
      related: weighed(`storage array type: ${satp.value}`, satp),
    });
  },
});

function messageFor({ name, preferred }: Device, psp: Known<string>, array: VendorArray | undefined): string {
  const accepts = array?.accepts?.some((opinion) => isPolicyOf(opinion, FIXED, ALUA)) === true;
  const refuses = array?.refuses?.some((opinion) => isPolicyOf(opinion, FIXED, ALUA)) === true;
  const sentences = [
    `${name} uses ${psp.value} on an array that is claimed by ${ALUA}.`,
    ...(preferred.known && preferred.value === null ? ['No preferred path is set.'] : []),
    ...(refuses ? [`For ${array?.name} that policy is not valid there.`] : []),
    ...(refuses || accepts ? [] : ['Only certain ALUA arrays need it.']),
  ];
  return sentences.join(' ');
}

/** Round Robin is no choice for the disks of Windows clusters before ESXi 5.5; MRU is the default for ALUA there. */
function remedyFor(device: Device): Remedy {
  const old = before(device.host, '5.5');
  const set = setPolicy(device, old.known && old.value ? MRU : ROUND_ROBIN);
  return {
    ...set,
    esxcli: [...(set.esxcli ?? []), `esxcli storage nmp device set -d ${device.name} -E`],
    manual: ['Ask the vendor of the array first whether it needs Fixed; with -E the device gets the policy of its claim rule.'],
  };
}
