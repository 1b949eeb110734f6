import type { IscsiPort } from 'vlint';
import { arraysOf } from './arrays.ts';

/** Whether two ports of one adapter reach different arrays: facts.yaml says so, or they share no target and no device. */
export function reachDifferentArrays(a: IscsiPort, b: IscsiPort): boolean {
  const [left, right] = [arraysOf(a), arraysOf(b)];
  if ([left, right].every(({ stated, missing }) => stated.length > 0 && missing.length === 0)) {
    return !left.stated.some((array) => right.stated.includes(array));
  }
  const [mine, other] = [targetNames(a), targetNames(b)];
  if (mine.size === 0 || other.size === 0 || [...mine].some((name) => other.has(name))) return false;
  return !sharesDevice(a, mine, other);
}

/** iSCSI names of the targets in the port's subnet. */
function targetNames({ adapter, vmk }: IscsiPort): ReadonlySet<string> {
  const portals = adapter.portals.known ? adapter.portals.value : [];
  return new Set(
    portals.flatMap(({ address, iqn }) => {
      const reaches = vmk.reaches(address);
      return iqn !== undefined && reaches.known && reaches.value ? [iqn] : [];
    }),
  );
}

/** Arrays give each of their ports a name of its own: a device with paths to both is one array. */
function sharesDevice({ host }: IscsiPort, mine: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const devices = host.devices.known ? host.devices.value : [];
  return devices.some(({ paths }) => {
    const names = (paths.known ? paths.value : []).flatMap((path) => (path.targetIqn ? [path.targetIqn.value] : []));
    return names.some((name) => mine.has(name)) && names.some((name) => other.has(name));
  });
}
