import { type Device, defineRule, type Known, notApplicable, type PathSource, problem, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { FIND_PATHS, findPaths } from './find-paths.ts';
import { pathStates } from './path-states.ts';
import { usedFor } from './used-for.ts';

export default defineRule({
  id: 'path-single',
  family: 'multipathing',
  title: 'An iSCSI device should have at least two usable paths',
  rationale:
    'With one path a NIC, a cable, a switch or a controller of the array that fails, or is restarted for an upgrade, takes the device away ' +
    'from the host, and with it every VM that lives there.',
  severity: 'error',
  cases: { unused: { level: 'note', when: 'Neither a datastore nor a raw device mapping in the inputs uses the device.' } },
  sources: [
    says('S2', 'Each bound VMkernel adapter has a path to each target portal; without binding there is one for each portal.'),
    says('S15', 'iSCSI hosts are attached over several networks and two switches.'),
    unsourced('Two usable paths as the least for a device in use: what redundancy means, derived from the same.'),
  ],
  exceptions: {
    'local-disk': 'Local disks are no shared devices.',
    'boot-lun': 'The LUN that the host boots from may have one path on purpose; facts.yaml can allow it.',
    'direct-attached': 'Two paths are enough, as with a two-controller array that is attached directly.',
    'switched-off': 'The device is switched off (detached).',
    'other-plugin':
      'A multipathing product of another vendor (PowerPath) owns the device, and the export does not tell its paths.',
  },
  fix: {
    ...FIND_PATHS,
    manual: [
      'Give the device a second path: a second uplink with a VMkernel adapter of its own, and portals on both controllers.',
    ],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const states = pathStates(device);
    if (!states.known) return yield states;
    const { all, live, untold } = states.value;
    if (live.length >= 2) return;
    const { operationalState } = device;
    if (operationalState.known && operationalState.value.includes('off'))
      return yield notApplicable('the device is switched off');
    const [missing] = untold;
    if (missing && live.length + untold.length >= 2) return yield missing;
    if (!operationalState.known) return yield operationalState;
    yield fault(device, live[0] ?? all[0], live.length, all.length, states);
  },
});

function fault(device: Device, path: PathSource | undefined, live: number, all: number, paths: Known<unknown>) {
  const use = usedFor(device);
  const count = live === 1 ? `one usable path, ${path?.name ?? ''},` : 'no usable path';
  const others = all > 1 || (live === 0 && all > 0) ? ` of the ${all} that the host lists` : '';
  return problem(
    path?.state ?? paths,
    `${device.name} has ${count}${others}${live === 1 && others === '' ? ' to the array' : ''}. ${consequence(live, use)}`,
    {
      ...findPaths(device),
      manual: [
        'Look for what is missing: a second uplink with a VMkernel adapter of its own, a portal of the other controller, the access list of the array.',
      ],
    },
    { case: use === undefined ? 'unused' : undefined, related: weighed(use?.value ?? '', use) },
  );
}

function consequence(live: number, use: Known<string> | undefined): string {
  if (use === undefined)
    return `${live === 1 ? 'When it fails, the device is lost' : 'It cannot be reached'}; no input tells of a datastore or a VM on it.`;
  return live === 1
    ? `When it fails, the device is lost, and with it ${use.value}.`
    : `Neither the device nor ${use.value} can be reached.`;
}
