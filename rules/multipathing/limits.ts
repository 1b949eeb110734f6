import { atLeast, type Host, type Release, type Unknown } from 'vlint';

/** How many devices and paths a host may have. */
export interface Limits {
  readonly devices: Limit;
  /** Undefined where no source tells. */
  readonly paths: Limit | undefined;
  /** VMware's own figures make an error, others do not. */
  readonly own: boolean;
}

export interface Limit {
  readonly most: number;
  /** What every source agrees on; never more than `most`. */
  readonly safe: number;
  /** "ESXi 6.7 supports". */
  readonly words: string;
}

/** Limits of the user's own, in place of those of the release. */
export interface OwnLimits {
  readonly devices: number | null;
  readonly paths: number | null;
}

const release = (name: string, devices: number, most: number, safe = most): Limits => ({
  devices: { most: devices, safe: devices, words: `ESXi ${name} supports` },
  paths: { most, safe, words: `ESXi ${name} supports` },
  own: true,
});
/** For 7.0 and later no figure of VMware's own was found. Of 6.5 sources tell 2000 and 2048 paths. */
const BY_RELEASE: readonly (readonly [Release, Limits])[] = [
  ['7.0', { devices: { most: 1024, safe: 1024, words: 'NetApp prints' }, paths: undefined, own: false }],
  ['6.7', release('6.7', 1024, 4096)],
  ['6.5', release('6.5', 512, 2048, 2000)],
];
const OLDEST = release('6.0', 256, 1024);

/** No host with less than that is at any limit, whatever it runs. */
export const SMALLEST = { devices: OLDEST.devices.safe, paths: OLDEST.paths?.safe ?? 0 };

export function limitsOf(host: Host, own: OwnLimits): Limits | Unknown {
  const told = limitsOfRelease(host);
  if ('known' in told) return told;
  return { ...told, devices: replaced(own.devices) ?? told.devices, paths: replaced(own.paths) ?? told.paths };
}

function limitsOfRelease(host: Host): Limits | Unknown {
  for (const [from, limits] of BY_RELEASE) {
    const at = atLeast(host, from);
    if (!at.known) return at;
    if (at.value) return limits;
  }
  return OLDEST;
}

function replaced(number: number | null): Limit | undefined {
  return number === null ? undefined : { most: number, safe: number, words: 'the options allow' };
}
