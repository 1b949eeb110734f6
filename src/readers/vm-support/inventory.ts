import type { Sink } from '../format.ts';
import { Places, type Span } from '../translated.ts';
import { readXml, spanOfElement, type XmlElement, XmlError } from '../xml.ts';
import type { BundleFile } from './files.ts';
import { textOf } from './identity.ts';

/** The VMs that a host runs, by the path of their configuration. */
export interface VmInventory {
  /** The reference of a VM, by the path of its file in the bundle. */
  refOf(file: BundleFile): string | undefined;
}

/**
 * Reads etc/vmware/hostd/vmInventory.xml, the list of the VMs that are registered on the host, and hands it over as the host's. Nothing when
 * it cannot be read whole.
 */
export function readInventory(file: BundleFile, host: string, sink: Sink): VmInventory | undefined {
  const text = textOf(file);
  const found = new Map<string, Span>();
  let hasRoot = false;
  try {
    readXml(text, (root) => {
      hasRoot ||= root.name === 'ConfigRoot';
      for (const path of root.children.flatMap(configPath)) found.set(path.text.trim(), spanOfElement(path));
    });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    sink.problem({
      ruleId: file.cut === undefined ? 'input-format' : 'input-truncated',
      level: 'warning',
      line: error.line,
      column: error.column,
      message: `The list of VMs is not well-formed: ${error.message}. It was not read.`,
      instead: 'the bundle again, whole',
    });
    return undefined;
  }
  if (!hasRoot || file.cut !== undefined) return undefined;
  const refOf = (path: string) => `${host}:${path}`;
  const places = new Places();
  const first = { line: 1, column: 1, endColumn: 2 };
  const vms: object[] = [];
  for (const [path, span] of found) {
    const vm = {};
    places.put(vm, 'type', 'VirtualMachine', span);
    places.put(vm, 'value', refOf(path), span);
    places.put(vms, vms.length, vm, span);
  }
  const value = {};
  places.put(value, 'name', host, first);
  places.put(value, 'vm', vms, first);
  sink.object({ type: 'HostSystem', id: host }, { value, places, line: 1, lines: text.split(/\r?\n/) });
  return {
    refOf({ path }) {
      // In the bundle the path has a folder before it, and the number of a fragment behind it.
      const inside = /(?:^|\/)(vmfs\/volumes\/.+?)(?:\.FRAG-\d+)?$/.exec(path)?.[1];
      return inside !== undefined && found.has(`/${inside}`) ? refOf(`/${inside}`) : undefined;
    },
  };
}

function configPath(entry: XmlElement): readonly XmlElement[] {
  return entry.name === 'ConfigEntry'
    ? entry.children.filter(({ name, text }) => name === 'vmxCfgPath' && text.trim() !== '')
    : [];
}

/** Hands a VM over as one that runs on the host. */
export function placedOn(sink: Sink, host: string, ref: string): Sink {
  return {
    ...sink,
    object: (told, part) => {
      const runtime = { host: { type: 'HostSystem', value: host } };
      const value = { ...(part.value as object), runtime };
      const { places } = part;
      sink.object(
        { ...told, id: ref },
        {
          ...part,
          value,
          // What was read is found in the tree that it was read into.
          places: { find: (_, path) => places.find(part.value, path) },
          incomplete: [...(part.incomplete ?? []), ['runtime']],
        },
      );
    },
  };
}
