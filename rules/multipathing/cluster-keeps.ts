import { atLeast, before, type Device, derive, type Fact, mapFact, runsWindows2003, wsfcUse } from 'vlint';
import { pathPolicies } from './device-comparison.ts';
import { FIXED, ROUND_ROBIN } from './set-policy.ts';

/**
 * Whether a Windows cluster wants the device to keep the policy that it has: before ESXi 5.5 and with Windows Server 2003 Round Robin is
 * not supported for its disks, and in 6.x its hosts may mix Fixed and Round Robin.
 */
export function clusterKeeps(device: Device, policy: string): Fact<boolean> {
  const { host } = device;
  const use = wsfcUse(device);
  if (!use.known) {
    // From ESXi 5.5 on only a cluster of Windows Server 2003, or a mix of policies, matters: nothing is asked there of VMs that were
    // not exported at all.
    const modern = atLeast(host, '5.5');
    if (host.around.estate.hasVms || !modern.known || !modern.value) return use;
    const mixed = policy === FIXED ? otherHostRotates(device) : modern;
    return policy === FIXED && !(mixed.known && !mixed.value) ? use : mapFact(modern, () => false);
  }
  if (use.value === null) return mapFact(use, () => false);
  const reasons = [before(host, '5.5'), runsWindows2003(use.value), ...(policy === FIXED ? [otherHostRotates(device)] : [])];
  return reasons.find((fact) => fact.known && fact.value) ?? reasons.find((fact) => !fact.known) ?? mapFact(use, () => false);
}

/** Whether the host runs a release in which the hosts of a cluster may mix Fixed and Round Robin. */
export function mayMix({ host }: Device): Fact<boolean> {
  return derive([atLeast(host, '6.0'), atLeast(host, '7.0')], (sixth, seventh) => sixth && !seventh);
}

function otherHostRotates(device: Device): Fact<boolean> {
  const mix = mayMix(device);
  if (!mix.known || !mix.value) return mix;
  const { tallies, untold } = device.host.around.estate.ballot(pathPolicies, device.host, device.name);
  const [first] = untold;
  const rotates = tallies.some((tally) => tally.value === ROUND_ROBIN);
  return first && !rotates ? first.missing : mapFact(mix, () => rotates);
}
