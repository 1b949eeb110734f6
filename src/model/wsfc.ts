import { oneOfEachVm } from './cluster-node.ts';
import { unknown } from './entity.ts';
import type { RdmUse } from './estate-view.ts';
import type { Fact, Known, Unknown } from './fact.ts';
import type { Host } from './host.ts';
import type { Device } from './storage.ts';

/** A Windows cluster (MSCS, WSFC) whose nodes map a device as a raw device. */
export interface WsfcUse {
  /** The VMs, each once; at least one. */
  readonly nodes: readonly [RdmUse, ...RdmUse[]];
  /** What may hide a further node. */
  readonly hidden: Unknown | undefined;
}

/**
 * Whether a device is the shared disk of a Windows cluster: a physical-mode raw device mapping on a controller with physical bus
 * sharing, in two VMs, or in one that facts.yaml gives the role wsfc-node. Multi-writer disks are something else (Oracle RAC and the
 * like). `null` when it is none.
 */
export function wsfcUse(device: Device): Fact<WsfcUse | null> {
  const uses = device.host.remember('WSFC uses of devices', () => new Map<Device, Fact<WsfcUse | null>>());
  let use = uses.get(device);
  if (use === undefined) {
    use = findUse(device);
    uses.set(device, use);
  }
  return use;
}

function findUse(device: Device): Fact<WsfcUse | null> {
  const volume = volumeOn(device);
  // A device under a VMFS volume cannot be mapped raw, so that no VM needs to be known.
  if (volume) return { known: true, value: null, origin: volume.origin };
  const { site, estate } = device.host.around;
  const { found, all } = estate.rdmUses(device);
  const isNode = (use: RdmUse) => site.vm(use.vm).roles.some((role) => role.value === 'wsfc-node');
  const decided = (uses: readonly RdmUse[]) => uses.length > 1 || uses.some(isNode);

  const [first, ...others] = oneOfEachVm(found.filter((use) => isShared(use) === true));
  if (first && decided([first, ...others])) {
    const unsure = found.find((use) => isShared(use) === undefined);
    const hidden = (unsure && missingOf(unsure)) ?? (all.known ? undefined : all);
    return { known: true, value: { nodes: [first, ...others], hidden }, origin: first.evidence.origin };
  }
  const possible = oneOfEachVm(found.filter((use) => isShared(use) !== false));
  if (decided(possible)) return possible.map(missingOf).find((missing) => missing !== undefined) ?? secondNode(device, possible);
  if (possible.length > 0) return secondNode(device, possible);
  return all.known ? { known: true, value: null, origin: all.origin } : all;
}

/** Whether a node of the cluster runs Windows Server 2003; one node that does decides. */
export function runsWindows2003({ nodes }: WsfcUse): Fact<boolean> {
  let missing: Unknown | undefined;
  for (const { guestId } of nodes) {
    if (!guestId.known) missing ??= guestId;
    else if (guestId.value.startsWith('winNet')) return { ...guestId, value: true };
  }
  return missing ?? { ...nodes[0].evidence, value: false };
}

/** The names of the cluster's VMs as a sentence takes them: "sql01 and sql02". */
export function nodeNames({ nodes }: WsfcUse): string {
  const names = nodes.map((node) => node.vm);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function volumeOn({ host, name }: Device): Known<unknown> | undefined {
  return host.remember('VMFS extents by device', () => extentsByDevice(host)).get(name);
}

function extentsByDevice({ volumes }: Host): ReadonlyMap<string, Known<unknown>> {
  const map = new Map<string, Known<unknown>>();
  for (const { extents } of volumes.known ? volumes.value : [])
    for (const device of extents.known ? extents.value : []) if (extents.known) map.set(device, extents);
  return map;
}

/** `undefined` when a missing fact decides. */
function isShared({ physicalMode, sharing, multiWriter }: RdmUse): boolean | undefined {
  if (physicalMode.known && !physicalMode.value) return false;
  if (sharing.known && sharing.value !== 'physicalSharing') return false;
  if (multiWriter.known && multiWriter.value) return false;
  return physicalMode.known && sharing.known && multiWriter.known ? true : undefined;
}

function missingOf({ physicalMode, sharing, multiWriter }: RdmUse): Unknown | undefined {
  return [physicalMode, sharing, multiWriter].find((fact) => !fact.known);
}

/** One VM alone does not share: another node is in no input, or is a physical machine. */
function secondNode(device: Device, [use]: readonly RdmUse[]): Unknown {
  const because = `only ${use?.vm ?? 'one VM'} of those that map it is in the export`;
  return unknown(
    'other nodes of a cluster',
    device.name,
    'govc collect -json -type m / name config guest runtime, or the role wsfc-node in facts.yaml',
    because,
  );
}
