import type { Unknown } from './fact.ts';
import type { Node } from './node.ts';
import type { VmSource } from './vm.ts';

/** What a VM asks of datastores, small enough to be kept of every VM. */
export interface VmLoad {
  /** Powered on, which no template is; undefined when that is not told. */
  readonly running: boolean | undefined;
  /** Names of the datastores with its disks, each once; undefined when a disk does not tell. */
  readonly datastores: readonly string[] | undefined;
}

/** The loads of a host's VMs. */
export interface VmLoads {
  readonly found: readonly VmLoad[];
  /** What may hide a further VM. */
  readonly missing: Unknown | undefined;
}

export function noteLoad(properties: Node): VmLoad {
  const state = properties.at('runtime', 'powerState').string();
  const running = state && state.value === 'poweredOn';
  return { running, datastores: running === false ? [] : datastoresOf(properties.at('config', 'hardware', 'device')) };
}

/** The same of a VM that was not dumped as an object of the API. */
export function loadOf({ poweredOn, disks }: VmSource): VmLoad {
  const running = poweredOn?.value;
  if (running === false) return { running, datastores: [] };
  const names = disks?.value.map(({ file }) => (file === undefined ? undefined : /^\[(.+?)\]/.exec(file.value)?.[1]));
  return {
    running,
    datastores: names?.includes(undefined) ? undefined : names && [...new Set(names.flatMap((name) => intern(name ?? '')))],
  };
}

/** "[ds1] sql01/sql01.vmdk": every VM is gone through, so that no cursor is made for a device. */
function datastoresOf(devices: Node): readonly string[] | undefined {
  if (!Array.isArray(devices.value)) return undefined;
  const names = new Set<string>();
  for (const device of devices.value as readonly unknown[]) {
    const { capacityInKB, backing } = (device ?? {}) as { readonly capacityInKB?: unknown; readonly backing?: unknown };
    const { diskMode, fileName } = (backing ?? {}) as { readonly diskMode?: unknown; readonly fileName?: unknown };
    if (capacityInKB === undefined && diskMode === undefined) continue;
    const end = typeof fileName === 'string' && fileName.startsWith('[') ? fileName.indexOf(']') : -1;
    if (typeof fileName !== 'string' || end < 0) return undefined;
    names.add(intern(fileName.slice(1, end)));
  }
  return [...names];
}

/** One string for each name: a slice would hold on to the text of the whole entry. */
function intern(name: string): string {
  const found = NAMES.get(name);
  if (found !== undefined) return found;
  const own = JSON.parse(JSON.stringify(name)) as string;
  NAMES.set(own, own);
  return own;
}

const NAMES = new Map<string, string>();
