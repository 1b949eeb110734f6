import { crowd, defineRule, notApplicable, problem, standing, type Unknown, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { setOptions } from './set-option.ts';
import { LOCKING, lockings, volumeDevices } from './sharers.ts';

export default defineRule({
  id: 'vmfs3-hwlocking-mixed',
  family: 'vmfs',
  title: 'Hosts that share a datastore should lock it in the same way',
  rationale:
    'With hardware-accelerated locking a host locks single blocks of a datastore by atomic test and set; without it the host reserves the ' +
    'whole device, and all others wait. Where both share a datastore, the one slows the others down and locks can fail.',
  severity: 'warning',
  sources: [
    says('S17', 'NetApp: hardware-accelerated locking is mandatory.'),
    unsourced('That the hosts of one datastore should lock it in the same way, whatever the array.'),
  ],
  exceptions: {
    'not-shared': 'No other host in the inputs mounts a datastore of the host.',
    majority: 'The host has the value that most hosts have; the others are found fault with.',
    'mid-rollout': 'A change is under way, host by host; facts.yaml can allow it until it is done.',
  },
  fix: {
    esxcli: ['esxcli system settings advanced set -o /VMFS3/HardwareAcceleratedLocking -i 1'],
    powercli: ['Get-AdvancedSetting -Entity $h -Name VMFS3.HardwareAcceleratedLocking | Set-AdvancedSetting -Value 1'],
  },
  compares: [lockings],
  each: (inventory) => inventory.hosts,
  *check(host) {
    const { volumes } = host;
    if (!volumes.known) return yield volumes;
    // With a volume untold the host is no part of the ballots.
    for (const { extents } of volumes.value) if (!extents.known) return yield extents;
    const own = host.option(LOCKING);
    let missing: Unknown | undefined;
    let shared = false;
    for (const { device, volume } of volumeDevices(host)) {
      const ballot = host.around.estate.ballot(lockings, host, device);
      if (ballot.untold.length === 0 && ballot.tallies.every(({ hosts }) => hosts.every((name) => name === host.name))) continue;
      shared = true;
      if (!own.known) return yield own;
      const verdict = standing(ballot, String(own.value));
      if (verdict.kind === 'undecided') missing ??= verdict.missing;
      if (verdict.kind !== 'outlier') continue;
      const { rivals, hosts } = verdict;
      const said = rivals.map(
        (rival) => `${crowd(rival.hosts, hosts)} ${rival.hosts.length === 1 ? 'has' : 'have'} ${rival.value}`,
      );
      return yield problem(
        own,
        `${host.name} has ${LOCKING} ${own.value} while of those that share ${volume} with it ${said.join(', ')}.`,
        Number(own.value) === 1
          ? { manual: [`Set ${LOCKING} to 1 on the other hosts that share ${volume}.`] }
          : setOptions(host, [{ key: LOCKING, value: 1 }]),
        { related: rivals.flatMap((rival) => weighed(`${rival.hosts[0]} has ${rival.value}`, rival.example)) },
      );
    }
    if (missing) yield missing;
    else if (!shared) yield notApplicable('no other host in the inputs mounts its datastores');
  },
});
