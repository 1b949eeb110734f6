import {
  type Device,
  defineRule,
  type Known,
  notApplicable,
  type PathSource,
  problem,
  type Unknown,
  unknown,
  type VendorArray,
  vendorSources,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { iscsiAdapter } from './adapters-by-name.ts';
import { FIND_PATHS, findPaths } from './find-paths.ts';
import { pathStates } from './path-states.ts';

/** Paths of the software initiator to one device. */
const MOST = 8;
/** With more, a host reaches its number of paths before its number of devices: 4096 to 1024 in ESXi 6.7. */
const FEW = 4;

export default defineRule({
  id: 'path-count-max',
  family: 'multipathing',
  title: 'A device should have no more iSCSI paths than ESXi and its array take',
  rationale:
    'Each path costs memory, time in every rescan and a place among the paths that a host can have. Beyond the limit paths are not claimed: ' +
    'which ones are left out is chance, and may be all those to one controller.',
  severity: 'error',
  cases: {
    many: { level: 'note', when: 'There are more than four paths, but no more than the limit.' },
    'vendor-limit': {
      level: 'warning',
      when: 'There are more paths than the vendor of the array takes, but no more than eight.',
    },
  },
  sources: [
    says('S15', 'A device has at most 8 iSCSI paths, which is attributed to the configuration maximums of VMware.'),
    says('S44', 'ESXi 6.7 takes 1024 devices and 4096 paths.'),
    unsourced('More than four paths are worth a note: with 1024 devices that is all that the paths of a host allow.'),
    ...vendorSources('paths'),
  ],
  exceptions: {
    'up-to-four': 'The device has four paths or fewer.',
    'hardware-initiator': 'A path runs over a hardware initiator, for which the limit was not read.',
    'dead-paths': 'Dead paths do not count: they may be left over from a target that is gone.',
  },
  fix: {
    ...FIND_PATHS,
    manual: ['Take portals or bound VMkernel adapters away: paths = bound adapters times portals. Two of each give four paths.'],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device, _options, { vendors }) {
    const states = pathStates(device);
    if (!states.known) return yield states;
    const { all, dead, untold } = states.value;
    const certain = all.length - dead.length - untold.length;
    const possible = certain + untold.length;
    // Most devices have few paths: nothing else is asked of them but what a vendor allows.
    const array = vendors.of(device);
    const limit = array.known ? Math.min(array.value?.paths?.maximum ?? MOST, MOST) : MOST;
    if (possible <= Math.min(limit, FEW)) {
      if (!array.known && vendors.arrays.some(({ paths }) => (paths?.maximum ?? MOST) < possible)) yield array;
      return;
    }
    const other = otherInitiator(device, all);
    if (other === 'hardware') return yield notApplicable('a path runs over a hardware initiator');
    const [missing] = untold;
    if (missing && certain <= Math.min(limit, FEW)) return yield missing;
    if (other !== undefined) return yield other;
    yield fault(device, states, certain, limit, array.known ? array.value : undefined);
  },
});

/** "hardware" as soon as one path runs over such an initiator; what is missing where that cannot be told. */
function otherInitiator({ host }: Device, paths: readonly PathSource[]): 'hardware' | Unknown | undefined {
  let missing: Unknown | undefined;
  for (const name of new Set(paths.map((path) => path.adapter?.value ?? path.name.split(':')[0] ?? ''))) {
    const kind =
      iscsiAdapter(host, name)?.kind ??
      unknown('kind of iSCSI adapter', name, 'esxcli iscsi adapter list', 'referred to, but not in the export');
    if (!kind.known) missing ??= kind;
    else if (kind.value !== 'software') return 'hardware';
  }
  return missing;
}

function fault(device: Device, paths: Known<unknown>, count: number, limit: number, array: VendorArray | undefined) {
  const cause = count > MOST ? undefined : count > limit ? 'vendor-limit' : 'many';
  const message =
    cause === undefined
      ? `${device.name} has ${count} iSCSI paths, more than the ${MOST} that ESXi takes for a device.`
      : cause === 'vendor-limit'
        ? `${device.name} has ${count} iSCSI paths, more than the ${limit} that ${array?.name} takes.`
        : `${device.name} has ${count} iSCSI paths. A host with many such devices runs out of paths before it runs out of devices.`;
  return problem(
    paths,
    message,
    {
      ...findPaths(device),
      manual: [
        'Take portals or bound VMkernel adapters away: paths = bound adapters times portals. Two of each give four paths.',
      ],
    },
    { case: cause, related: weighed('vendor of the array', device.vendor) },
  );
}
