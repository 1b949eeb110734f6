import {
  type Device,
  defineRule,
  type Known,
  notApplicable,
  type PolicyTally,
  problem,
  type Remedy,
  runsWindows2003,
  standsOut,
  weighed,
  wsfcUse,
} from 'vlint';
import { says } from '../ledger.ts';
import { mayMix } from './cluster-keeps.ts';
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
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const { host, name, psp } = device;
    if (name.startsWith('mpx.')) return yield notApplicable('its name is valid on this host only');
    const { policies, untold } = host.around.estate.policies(name);
    const others = policies.flatMap(({ value, hosts }) =>
      hosts.filter((item) => item !== host.name).map(() => ({ value, certain: true })),
    );
    const silent = untold.filter((item) => item.host !== host.name);
    if (others.length === 0 && silent.length === 0) return yield notApplicable('no other host in the inputs sees it');
    if (!psp.known) return yield psp;

    const outlier = standsOut(psp.value, [...others, ...silent.map(() => ({ value: undefined, certain: false }))]);
    if (outlier === undefined && silent[0]) yield silent[0].missing;
    if (outlier !== true) return;
    if (policies.every(({ value }) => value === FIXED || value === ROUND_ROBIN)) {
      const mix = mayMix(device);
      const use = mix.known && !mix.value ? undefined : wsfcUse(device);
      const old = use?.known && use.value ? runsWindows2003(use.value) : undefined;
      if (use?.known === false) return yield use;
      if (use?.value) {
        for (const fact of [mix, old]) if (fact?.known === false) return yield fact;
        if (old?.known && !old.value) return;
      }
    }
    yield fault(
      device,
      psp,
      policies.filter(({ value }) => value !== psp.value),
    );
  },
});

function fault(device: Device, psp: Known<string>, rivals: PolicyTally['policies']) {
  const said = rivals.map(({ value, hosts }) => `${someOf(hosts)} ${hosts.length === 1 ? 'uses' : 'use'} ${value}`).join(', ');
  const related = rivals.flatMap(({ value, hosts, example }) => weighed(`${hosts[0]} uses ${value}`, example));
  return problem(
    psp,
    `${device.host.name} uses ${psp.value} for ${device.name} while ${said}.`,
    remedyFor(device, psp.value, rivals),
    { related },
  );
}

/** The policy that most hosts use. Where there is none, or a cluster has a say, the choice is the administrator's. */
function remedyFor(device: Device, own: string, rivals: PolicyTally['policies']): Remedy {
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
  const [leader, next] = [...rivals].sort((a, b) => b.hosts.length - a.hosts.length);
  const mine = device.host.around.estate.policies(device.name).policies.find(({ value }) => value === own)?.hosts.length ?? 1;
  // The High-Performance Plug-in names its policies otherwise, and NMP cannot set them.
  if ([own, ...rivals.map(({ value }) => value)].some((value) => !value.includes('_PSP_'))) {
    return { manual: [`Let the same multipathing plug-in claim ${device.name} on all hosts.`, rules] };
  }
  if (leader === undefined || leader.hosts.length === mine || leader.hosts.length === next?.hosts.length) {
    return {
      esxcli: ['esxcli storage nmp satp rule list', `esxcli storage nmp device set -d ${device.name} -E`],
      manual: [
        `Choose the policy that the array's vendor asks for and set it on all hosts; -E gives ${device.name} back to the claim rules.`,
      ],
    };
  }
  return { ...setPolicy(device, leader.value), manual: [rules] };
}

function someOf(hosts: readonly string[]): string {
  const shown = hosts.slice(0, 3);
  const rest = hosts.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more ${rest === 1 ? 'host' : 'hosts'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
