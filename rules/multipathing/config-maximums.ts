import { defineRule, type Host, problem, type Unknown, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { type Limit, limitsOf, type OwnLimits, SMALLEST } from './limits.ts';

/** From this part of a limit on it is worth a word. */
const NEAR = 0.9;
const PARE =
  'Take away LUNs and paths that nobody needs: fewer and larger LUNs, fewer portals for each, access lists on the array.';
const NO_LIMITS: OwnLimits = { devices: null, paths: null };

export default defineRule({
  id: 'config-maximums',
  family: 'multipathing',
  title: 'A host should stay below the supported number of devices and paths',
  rationale:
    'A host that has as many devices or paths as it can hold takes no more: a new LUN does not show up, or an old one comes back from a restart ' +
    'with fewer paths.',
  severity: 'error',
  cases: {
    near: { level: 'warning', when: 'More than 90 percent of what VMware supports is in use.' },
    'printed-limit': { level: 'warning', when: 'ESXi 7.0 and later: more LUNs than the 1024 that an array vendor prints.' },
    'near-printed-limit': { level: 'note', when: 'ESXi 7.0 and later: more than 90 percent of those.' },
  },
  sources: [
    says('S44', 'Up to 6.0: 256 devices and 1024 paths for each host; 6.5: 512 and 2000; 6.7: 1024 and 4096.'),
    says('S17c', '1024 iSCSI or Fibre Channel LUNs for each host, said of vSphere 6.x and later.'),
  ],
  exceptions: {
    'local-disks': 'Local disks and CD-ROM drives do not count.',
    'paths-from-7-0': 'The number of paths for ESXi 7.0 and later was found in no source: without an option it is not judged.',
  },
  fix: { esxcli: ['esxcli storage core device list', 'esxcli storage core path list'], manual: [PARE] },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        devices: {
          type: ['integer', 'null'],
          minimum: 1,
          description: 'Devices that a host may have, instead of the known limit.',
        },
        paths: { type: ['integer', 'null'], minimum: 1, description: 'Paths that a host may have, instead of the known limit.' },
      },
    },
    defaults: NO_LIMITS,
  },
  each: (inventory) => inventory.hosts,
  *check(host, own) {
    const { devices } = host;
    if (!devices.known) return yield devices;
    const count = countOf(host);
    const few = count.devices + count.unsure.length <= NEAR * Math.min(SMALLEST.devices, own.devices ?? Number.POSITIVE_INFINITY);
    const fewPaths = count.paths <= NEAR * Math.min(SMALLEST.paths, own.paths ?? Number.POSITIVE_INFINITY);
    if (few && fewPaths && count.pathsMissing === undefined) return;
    const limits = limitsOf(host, own);
    if ('known' in limits) return yield limits;

    const excesses = [...excess(count.devices, limits.devices, 'devices'), ...excess(count.paths, limits.paths, 'paths')];
    const over = excesses.some((item) => item.over);
    if (excesses.length > 0) {
      yield problem(
        devices,
        `${host.name} has ${excesses.map(({ text }) => text).join(' and ')}.`,
        { esxcli: ['esxcli storage core device list', 'esxcli storage core path list'], manual: [PARE] },
        { case: caseOf(limits.own, over), related: weighed('ESXi version', host.version) },
      );
    }
    if (over) return;
    const [unsure] = count.unsure;
    if (unsure && count.devices + count.unsure.length > NEAR * limits.devices.safe) yield unsure;
    if (count.pathsMissing && limits.paths) yield count.pathsMissing;
  },
});

interface Count {
  /** Disks that are certainly not local. */
  readonly devices: number;
  /** What is missing of those that may be. */
  readonly unsure: readonly Unknown[];
  readonly paths: number;
  readonly pathsMissing: Unknown | undefined;
}

function countOf({ devices }: Host): Count {
  let certain = 0;
  let paths = 0;
  let pathsMissing: Unknown | undefined;
  const unsure: Unknown[] = [];
  for (const device of devices.known ? devices.value : []) {
    const { disk, local } = device;
    if ((disk.known && !disk.value) || (local.known && local.value)) continue;
    if (!disk.known) unsure.push(disk);
    else if (!local.known) unsure.push(local);
    else {
      certain += 1;
      if (device.paths.known) paths += device.paths.value.length;
      else pathsMissing ??= device.paths;
    }
  }
  return { devices: certain, unsure, paths, pathsMissing: pathsMissing ?? unsure[0] };
}

function excess(
  number: number,
  limit: Limit | undefined,
  what: string,
): readonly { readonly text: string; readonly over: boolean }[] {
  if (limit === undefined || number <= NEAR * limit.safe) return [];
  return [{ text: `${number} ${what} where ${limit.words} ${limit.most}`, over: number > limit.most }];
}

function caseOf(own: boolean, over: boolean): string | undefined {
  if (own) return over ? undefined : 'near';
  return over ? 'printed-limit' : 'near-printed-limit';
}
