import { type Device, defineRule, type Known, notApplicable, problem, type Remedy, standing } from 'vlint';
import { says } from '../ledger.ts';
import { arrayTypes, evidenceOfOthers, isAlone, type Outlier, whatOthersUse } from './device-comparison.ts';

export default defineRule({
  id: 'satp-inconsistent-across-hosts',
  family: 'multipathing',
  title: 'All hosts should claim a device with the same storage array type',
  rationale:
    'The storage array type plug-in tells a host which paths lead to the controller that owns the device and how to move over when one fails. ' +
    'Hosts that hold one array for two different kinds disagree about that, and one of them is wrong.',
  severity: 'warning',
  sources: [
    says(
      'S39',
      'Claim rules of each host, by driver, vendor and model, and transport, decide which storage array type claims a device.',
    ),
  ],
  exceptions: {
    'one-host': 'No other host in the inputs sees the device, or its name is valid on one host only.',
    majority: 'The host uses the type that most hosts use; the others are found fault with.',
    'newer-rules':
      'One host has a newer set of claim rules already, as in the middle of an update; facts.yaml can allow it until all have it.',
  },
  fix: {
    esxcli: ['esxcli storage nmp satp rule list', 'esxcli storage core claiming reclaim -d naa.x'],
    manual: ['Bring the claim rules of the hosts in line; devices that are claimed already follow after a restart or a reclaim.'],
  },
  compares: [arrayTypes],
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const { host, name, satp } = device;
    if (name.startsWith('mpx.')) return yield notApplicable('its name is valid on this host only');
    const ballot = host.around.estate.ballot(arrayTypes, host, name);
    if (isAlone(ballot, host.name)) return yield notApplicable('no other host in the inputs sees it');
    if (!satp.known) return yield satp;
    const verdict = standing(ballot, satp.value);
    if (verdict.kind === 'undecided') yield verdict.missing;
    if (verdict.kind === 'outlier') yield fault(device, satp, verdict);
  },
});

function fault({ host, name }: Device, satp: Known<string>, outlier: Outlier) {
  const remedy: Remedy = {
    esxcli: ['esxcli storage nmp satp rule list', `esxcli storage core claiming reclaim -d ${name}`],
    manual: [
      outlier.tie
        ? `Find out which type the array's vendor names, and give all hosts its claim rule; ${name} follows after a restart or a reclaim.`
        : `Give ${host.name} the claim rules of the other hosts; ${name} follows after a restart or a reclaim.`,
    ],
  };
  return problem(satp, `${host.name} claims ${name} with ${satp.value} while ${whatOthersUse(outlier)}.`, remedy, {
    related: evidenceOfOthers(outlier),
  });
}
