import type { Path } from '../model/fact.ts';
import type { KeptEntry } from './entry.ts';
import { checkAgainst, type SchemaKind } from './schema-check.ts';

/** A value that its format's schema refuses; `path` is in the entry, as the locator spells it. */
export interface KeptFault {
  readonly path: Path;
  readonly message: string;
  readonly depthCut: boolean;
}

const OBJECT_KINDS: ReadonlyMap<string, SchemaKind> = new Map<string, SchemaKind>([
  ['HostSystem', 'vimHost'],
  ['VirtualMachine', 'vimVm'],
  ['ClusterComputeResource', 'vimCluster'],
  ['DistributedVirtualSwitch', 'vimDvs'],
  ['VmwareDistributedVirtualSwitch', 'vimDvs'],
  ['DistributedVirtualPortgroup', 'vimDvpg'],
]);
const METHOD_KINDS: ReadonlyMap<string, SchemaKind> = new Map<string, SchemaKind>([
  ['QueryBoundVnics', 'vimBoundVnics'],
  ['QueryNetworkHint', 'vimNetworkHints'],
]);

/** Checks an entry (`entry` is its revived value) against the schema of its kind; what is refused reads as absent from then on. */
export function checkKept(kept: KeptEntry, entry: unknown): readonly KeptFault[] {
  const kind =
    kept.kind === 'esxcli'
      ? 'esxcliOutput'
      : kept.kind === 'device'
        ? undefined
        : kept.kind === 'method'
          ? METHOD_KINDS.get(kept.method)
          : OBJECT_KINDS.get(kept.type);
  if (kind === undefined) return [];
  const faults = checkAgainst(kind, kept.partOf(entry));
  kept.refuse(faults.map((fault) => fault.path));
  return faults.map((fault) => ({ ...fault, path: kept.placeOf(fault.path) }));
}

/** Checks what stands around the content in an entry of vlint's own export: source, object, command. */
export function checkEnvelope(entry: unknown): readonly KeptFault[] {
  return checkAgainst('exportEntry', entry);
}
