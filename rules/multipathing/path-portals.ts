import { type Device, type Fact, mapFact, type PathSource, unknown } from 'vlint';

/** "10.0.1.201" of each path, in the order of the list; unknown when a path does not tell its portal. */
export function portalsOfPaths(device: Device, paths: readonly PathSource[]): Fact<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const portal = portalOf(path);
    if (portal === undefined) return unknown('portals of paths', `${path.name} of ${device.name}`, COLLECT);
    found.push(portal);
  }
  return mapFact(device.paths, () => found);
}

/** The address of a path's portal without the port; paths whose target lists several are told apart by the first. */
export function portalOf({ addresses }: PathSource): string | undefined {
  const first = addresses?.value[0];
  if (first === undefined) return undefined;
  const bracket = first.indexOf(']');
  if (first.startsWith('[') && bracket > 0) return first.slice(1, bracket);
  const colon = first.lastIndexOf(':');
  return colon > 0 && first.indexOf(':') === colon ? first.slice(0, colon) : first;
}

const COLLECT = 'govc collect -json -type h / name parent runtime config.network config.storageDevice';
