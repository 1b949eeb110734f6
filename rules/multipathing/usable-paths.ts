import { type Device, type Fact, mapFact, type PathSource, type Unknown, unknown } from 'vlint';

/**
 * Paths over which I/O can go: active and standby ones. Unknown when a path does not tell its state and the answer to "two or more?"
 * hangs on it.
 */
export function usablePaths(device: Device): Fact<readonly PathSource[]> {
  const { paths } = device;
  if (!paths.known) return paths;
  const usable: PathSource[] = [];
  const untold: Unknown[] = [];
  for (const path of paths.value) {
    const state = path.state?.value.toLowerCase();
    if (state === 'active' || state === 'standby') usable.push(path);
    else if (state === undefined || state === 'unknown') untold.push(stateOf(path, device));
  }
  const [missing] = untold;
  if (missing && usable.length < 2 && usable.length + untold.length >= 2) return missing;
  return mapFact(paths, () => usable);
}

function stateOf(path: PathSource, device: Device): Unknown {
  return unknown('path state', `${path.name} of ${device.name}`, 'esxcli storage core path list');
}

/**
 * Whether the array says that no more than one usable path leads to the controller that owns the device. `undefined` when no source
 * tells the group state of any path; VIM does not.
 */
export function oneOwnerPath(device: Device, usable: readonly PathSource[]): Fact<boolean> | undefined {
  const { groupStates } = device;
  if (!groupStates.known) return undefined;
  const states = usable.map((path) => groupStates.value.get(path.name));
  const owners = states.filter((state) => state?.value.toLowerCase() === 'active').length;
  if (owners < 2 && states.includes(undefined))
    return unknown('group states of paths', device.name, 'esxcli storage nmp path list');
  return mapFact(groupStates, () => owners < 2);
}
