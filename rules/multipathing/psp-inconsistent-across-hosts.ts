import {
  type Device,
  defineRule,
  type Known,
  notApplicable,
  problem,
  type Remedy,
  runsWindows2003,
  standing,
  wsfcUse,
} from 'vlint';
import { says } from '../ledger.ts';
import { mayMix } from './cluster-keeps.ts';
import { evidenceOfOthers, isAlone, type Outlier, pathPolicies, whatOthersUse } from './device-comparison.ts';
import { policyCause } from './policy-cause.ts';
import { FIXED, ROUND_ROBIN, setPolicy } from './set-policy.ts';

export default defineRule({
  id: 'psp-inconsistent-across-hosts',
  family: 'multipathing',
  title: 'All hosts should use the same path selection policy for a device',
  rationale:
    'Hosts that drive one device with different policies load its paths and controllers differently, and one of them may even move the ' +
    'device to the other controller again and again. It mostly means that a claim rule or a setting by hand is missing on some hosts.',
  severity: 'warning',
  sources: [
    says('S39', 'The policy of a device comes from the claim rules of each host, and a setting on the device overrides them.'),
    says('S30', 'ESXi 6.x: the hosts of a Windows cluster may mix Fixed and Round Robin.'),
  ],
  exceptions: {
    'one-host': 'No other host in the inputs sees the device, or its name is valid on one host only.',
    majority: 'The host uses the policy that most hosts use; the others are found fault with.',
    'cluster-mix': 'A Windows cluster (2008 SP2 or later) on ESXi 6.x: a mix of Fixed and Round Robin is supported.',
    'mid-rollout': 'A change of policy is under way, host by host; facts.yaml can allow it until it is done.',
  },
  fix: {
    esxcli: ['esxcli storage nmp device set -d naa.x -P VMW_PSP_RR', 'esxcli storage nmp device set -d naa.x -E'],
    powercli: ['Get-ScsiLun -VmHost $h -CanonicalName naa.x | Set-ScsiLun -MultipathPolicy RoundRobin'],
    manual: ['Compare the claim rules of the hosts (esxcli storage nmp satp rule list) and mend those that differ.'],
  },
  compares: [pathPolicies],
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const { host, name, psp } = device;
    if (name.startsWith('mpx.')) return yield notApplicable('its name is valid on this host only');
    const ballot = host.around.estate.ballot(pathPolicies, host, name);
    if (isAlone(ballot, host.name)) return yield notApplicable('no other host in the inputs sees it');
    if (!psp.known) return yield psp;

    const verdict = standing(ballot, psp.value);
    if (verdict.kind === 'undecided') yield verdict.missing;
    if (verdict.kind !== 'outlier') return;
    if (ballot.tallies.every(({ value }) => value === FIXED || value === ROUND_ROBIN)) {
      const mix = mayMix(device);
      const use = mix.known && !mix.value ? undefined : wsfcUse(device);
      const old = use?.known && use.value ? runsWindows2003(use.value) : undefined;
      if (use?.known === false) return yield use;
      if (use?.value) {
        for (const fact of [mix, old]) if (fact?.known === false) return yield fact;
        if (old?.known && !old.value) return;
      }
    }
    yield fault(device, psp, verdict);
  },
});

function fault(device: Device, psp: Known<string>, outlier: Outlier) {
  return problem(
    psp,
    `${device.host.name} uses ${psp.value} for ${device.name} while ${whatOthersUse(outlier)}.`,
    remedyFor(device, psp.value, outlier),
    { related: evidenceOfOthers(outlier), cause: policyCause(device) },
  );
}

/** The policy that most hosts use. Where there is none, or a cluster has a say, the choice is the administrator's. */
function remedyFor(device: Device, own: string, { rivals, tie }: Outlier): Remedy {
  const rules =
    'Compare the claim rules of the hosts (esxcli storage nmp satp rule list), so that devices to come agree as well.';
  const use = wsfcUse(device);
  if (use.known && use.value)
    return {
      manual: [
        `Set one policy for ${device.name} on all hosts of the cluster: no Round Robin before ESXi 5.5 or with Windows Server 2003.`,
        rules,
      ],
    };
  const [leader] = rivals;
  // The High-Performance Plug-in names its policies otherwise, and NMP cannot set them.
  if ([own, ...rivals.map(({ value }) => value)].some((value) => !value.includes('_PSP_'))) {
    return { manual: [`Let the same multipathing plug-in claim ${device.name} on all hosts.`, rules] };
  }
  if (leader === undefined || tie) {
    return {
      esxcli: ['esxcli storage nmp satp rule list', `esxcli storage nmp device set -d ${device.name} -E`],
      manual: [
        `Choose the policy that the array's vendor asks for and set it on all hosts; -E gives ${device.name} back to the claim rules.`,
      ],
    };
  }
  return { ...setPolicy(device, leader.value), manual: [rules] };
}
