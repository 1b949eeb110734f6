import { type Device, defineRule, type Fact, listed, mapFact, notApplicable, problem, reservedCause } from 'vlint';
import { says } from '../ledger.ts';
import { FIND_PATHS, findPaths } from './find-paths.ts';
import { isLeftOver } from './left-over.ts';
import { type PathInState, pathNames, pathStates } from './path-states.ts';
import { usedFor, volumeOn } from './used-for.ts';

export default defineRule({
  id: 'path-dead',
  family: 'multipathing',
  title: 'No path of an iSCSI device should be dead',
  rationale:
    'A dead path is one that worked once: an uplink, a switch port or a controller has failed, or somebody has changed the network. What is ' +
    'left carries the load until it fails too.',
  severity: 'warning',
  cases: {
    'nearly-lost': { level: 'error', when: 'The device has fewer than two live paths left.' },
    'left-over': { level: 'note', when: 'All dead paths lead to targets that are configured no longer.' },
  },
  sources: [says('S50', 'MultipathInfo.Path.state: dead is a path over which no I/O can be sent.')],
  exceptions: {
    maintenance: 'The host is in maintenance.',
    'removed-target': 'The paths lead to a target that was removed: entries like that are a note.',
    'reserved-rdm': 'The device is perennially reserved, the shared disk of a Windows cluster.',
  },
  fix: {
    ...FIND_PATHS,
    manual: ['Find what the dead paths have in common: an uplink, a switch, a portal of the array.'],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const states = pathStates(device);
    if (!states.known) return yield states;
    const { all, live, dead, untold } = states.value;
    const [first] = dead;
    const [missing] = untold;
    if (first === undefined) return missing && (yield missing);
    const { inMaintenance } = device.host;
    if (inMaintenance.known && inMaintenance.value) return yield notApplicable('the host is in maintenance');
    const reserved = isReserved(device);
    if (reserved.known && reserved.value) return yield notApplicable('the device is perennially reserved');
    for (const fact of [inMaintenance, reserved]) if (!fact.known) return yield fact;

    const leftOver = dead.every(({ path }) => isLeftOver(device.host, path));
    const nearlyLost = live.length + untold.length < 2;
    yield problem(
      first.state,
      `${dead.length} of ${all.length} ${all.length === 1 ? 'path' : 'paths'} of ${device.name} ${dead.length === 1 ? 'is' : 'are'} dead: ` +
        `${listed(pathNames(dead), 4)}. ${consequence(device, dead, live.length, leftOver)}`,
      {
        ...findPaths(device),
        manual: [
          leftOver
            ? 'A rescan takes paths to removed targets off the list; if they stay, restart the host when it is next in maintenance.'
            : 'Find what the dead paths have in common: an uplink, a switch, a portal of the array.',
        ],
      },
      {
        case: leftOver ? 'left-over' : nearlyLost ? 'nearly-lost' : undefined,
        cause: reservedCause(device),
        related: dead.slice(1, 5).map(({ path, state }) => ({ message: `${path.name} is dead`, evidence: state })),
      },
    );
  },
});

function consequence(device: Device, dead: readonly PathInState[], live: number, leftOver: boolean): string {
  if (leftOver)
    return `${dead.length === 1 ? 'Its target is' : 'Their targets are'} configured no longer, so this is what a removed target has left behind.`;
  const use = usedFor(device);
  const all = use === undefined ? 'the device' : `the device and ${use.value}`;
  if (live === 0) return `No live path is left to ${all}.`;
  return live === 1 ? `One live path is left to ${all}.` : `${live} live paths are left.`;
}

/** Only a raw device may be reserved for good: under a datastore nobody asks for the flag. */
function isReserved(device: Device): Fact<boolean> {
  const { perenniallyReserved, paths } = device;
  if (perenniallyReserved.known) return perenniallyReserved;
  const { found, all } = device.host.around.estate.rdmUses(device);
  const noRdm = volumeOn(device) !== undefined || (found.length === 0 && all.known);
  return noRdm ? mapFact(paths, () => false) : perenniallyReserved;
}
