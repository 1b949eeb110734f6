import { type Device, type Fact, type Known, mapFact, type PathSource, type Unknown, unknown } from 'vlint';

/** The paths of a device by what can be done with them; together all that the host lists. */
export interface PathStates {
  readonly all: readonly PathSource[];
  /** Active and standby ones: I/O can go there. */
  readonly live: readonly PathSource[];
  readonly dead: readonly PathInState[];
  /** Switched off by an administrator. */
  readonly disabled: readonly PathInState[];
  /** What is missing of the paths whose state is not told. */
  readonly untold: readonly Unknown[];
}

export interface PathInState {
  readonly path: PathSource;
  readonly state: Known<string>;
}

/** Counted once, however many rules ask: a host may have thousands of paths. */
export function pathStates(device: Device): Fact<PathStates> {
  const counted = device.host.remember('path states', () => new Map<Device, Fact<PathStates>>());
  let states = counted.get(device);
  if (states === undefined) {
    states = mapFact(device.paths, (paths) => count(device, paths));
    counted.set(device, states);
  }
  return states;
}

function count(device: Device, all: readonly PathSource[]): PathStates {
  const live: PathSource[] = [];
  const dead: PathInState[] = [];
  const disabled: PathInState[] = [];
  const untold: Unknown[] = [];
  for (const path of all) {
    const { state } = path;
    const word = state?.value.toLowerCase();
    if (word === 'active' || word === 'standby') live.push(path);
    else if (state && word === 'dead') dead.push({ path, state });
    // VIM says disabled, esxcli off.
    else if (state && (word === 'disabled' || word === 'off')) disabled.push({ path, state });
    else untold.push(unknown('path state', `${path.name} of ${device.name}`, 'esxcli storage core path list'));
  }
  return { all, live, dead, disabled, untold };
}

/** "vmhba64:C0:T1:L1 and vmhba64:C1:T1:L1", at most four of them. */
export function pathNames(paths: readonly PathInState[]): string[] {
  return paths.map(({ path }) => path.name).sort();
}
