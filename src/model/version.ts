import type { Fact } from './fact.ts';
import { derive } from './fact.ts';
import type { Host } from './host.ts';

/**
 * Builds of the releases at which rules change. 5.x to 7.0U1 from lamw/vmware-scripts VCESXivSANBuildVersion.ps1; later ones from
 * VMware's version-mapping file (reprinted by RVTools 4.8.1) and KB 395110.
 */
const RELEASE_BUILDS = {
  '5.0': 469512,
  '5.1': 799733,
  '5.5': 1331820,
  '5.5U2': 2068190,
  '5.5U3': 3029944,
  '6.0': 2494585,
  '6.0U3': 5050593,
  '6.5': 4564106,
  '6.5U3': 13932383,
  '6.7': 8169922,
  '6.7U1': 10302608,
  '6.7U2': 13006603,
  '6.7U3': 14320388,
  '7.0': 15843807,
  '7.0U2': 17630552,
  '7.0U3': 18644231,
  '8.0': 20513097,
  '8.0U1': 21495797,
  '8.0U2': 22380479,
  '8.0U3': 24022510,
  '9.0': 24755229,
} as const;
export type Release = keyof typeof RELEASE_BUILDS;

/** "6.7.0" -> [6, 7]; undefined for what is no version. */
function majorMinor(version: string): readonly [number, number] | undefined {
  const match = /^(\d+)\.(\d+)/.exec(version);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** The update level that a version string itself tells: "8.0.2" is 8.0U2. ESXi before 7.0.1 always prints ".0" here. */
function printedUpdate(version: string): number {
  return Number(/^\d+\.\d+\.(\d+)/.exec(version)?.[1] ?? 0);
}

/** Compares ESXi major.minor only: negative when `version` is older than `release`. */
function compareMajorMinor(version: string, release: string): number {
  const a = majorMinor(version) ?? [0, 0];
  const b = majorMinor(release) ?? [0, 0];
  return a[0] - b[0] || a[1] - b[1];
}

/**
 * Whether the host runs `release` or a later one. Updates within a minor version (6.7U2, 8.0U2) are told by the build, or from 7.0 on
 * by the third number of the version; without either the answer is unknown.
 */
export function atLeast(host: Host, release: Release): Fact<boolean> {
  const { version } = host;
  if (!version.known) return version;
  const order = compareMajorMinor(version.value, release);
  const answer = (value: boolean): Fact<boolean> => ({ known: true, value, origin: version.origin });
  if (order !== 0) return answer(order > 0);
  const update = Number(/U(\d+)/.exec(release)?.[1] ?? 0);
  if (update === 0 || printedUpdate(version.value) >= update) return answer(true);
  return derive([host.build], (build) => build >= RELEASE_BUILDS[release]);
}

/** Whether the host runs a version older than `release`. */
export function before(host: Host, release: Release): Fact<boolean> {
  return derive([atLeast(host, release)], (at) => !at);
}
