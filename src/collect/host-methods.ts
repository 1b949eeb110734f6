import { type XmlElement, XmlError } from '../readers/xml.ts';
import { elementsOf, find, SoapFault, textOf } from './fault.ts';
import type { Gaps } from './gaps.ts';
import { type Call, element, type Ref } from './methods.ts';
import { type PageObject, readResult } from './page.ts';
import { type ReadPage, retrieve } from './property-collector.ts';
import { noXml, type Session } from './session.ts';
import { MANAGERS } from './wanted.ts';

/** The managers of a host by the path of the property that names them. */
type Managers = ReadonlyMap<string, Ref>;

/** The answer of a method about a host, as an entry of an export. */
export interface MethodEntry {
  readonly source: 'vim';
  readonly object: { readonly type: 'HostSystem'; readonly value: string };
  readonly method: 'QueryBoundVnics' | 'QueryNetworkHint';
  readonly argument?: string;
  readonly result: unknown;
}

/** The managers of all hosts, by the hosts' references. */
export async function hostManagers(session: Session, gaps: Gaps): Promise<ReadonlyMap<string, Managers>> {
  const found = new Map<string, Managers>();
  for await (const { page } of retrieve(session, MANAGERS, gaps, readManagers)) {
    for (const [host, managers] of page.hosts) found.set(host, managers);
  }
  return found;
}

const readManagers: ReadPage<{ readonly hosts: readonly (readonly [string, Managers])[] }> = (bytes, seen) => {
  const root = find(elementsOf(bytes), 'returnval');
  const hosts = (root?.children ?? []).filter(({ name }) => name === 'objects').map(managersOf);
  const fresh = hosts.filter(([host]) => !seen.has(host));
  for (const [host] of fresh) seen.add(host);
  const token = root?.children.find(({ name }) => name === 'token')?.text.trim();
  return { hosts: fresh, token, fresh: fresh.length };
};

const ISCSI = 'configManager.iscsiManager';
const NETWORK = 'configManager.networkSystem';
const TYPES: ReadonlyMap<string, string> = new Map([
  [ISCSI, 'IscsiManager'],
  [NETWORK, 'HostNetworkSystem'],
]);

function managersOf(object: XmlElement): readonly [string, Managers] {
  const managers = object.children
    .filter(({ name }) => name === 'propSet')
    .flatMap((set): [string, Ref][] => {
      const name = set.children.find((child) => child.name === 'name')?.text.trim();
      const value = textOf(set, 'val');
      const type = TYPES.get(name ?? '');
      return type === undefined || value === undefined ? [] : [[name ?? '', { type, value }]];
    });
  return [find(object, 'obj')?.text.trim() ?? '', new Map(managers)];
}

/** What the host's methods tell that no property does: the bindings of its iSCSI adapters, and what its NICs hear of the switches. */
export async function hostAnswers(
  session: Session,
  host: PageObject,
  managers: Managers | undefined,
  gaps: Gaps,
): Promise<MethodEntry[]> {
  // Nobody can ask a host that does not answer vCenter.
  if ((at(host.value, 'runtime', 'connectionState') ?? 'connected') !== 'connected') return [];
  const entries: MethodEntry[] = [];
  const object = { type: 'HostSystem', value: host.id } as const;
  const iscsi = managers?.get(ISCSI);
  for (const adapter of iscsi === undefined ? [] : iscsiAdapters(host.value)) {
    const call: Call = {
      method: 'QueryBoundVnics',
      on: iscsi as Ref,
      body: element('iScsiHbaName', adapter),
      doing: `asking for the port bindings of ${adapter} of ${host.id}`,
    };
    const result = await answerOf(session, call, host.id, gaps);
    if (result !== undefined) entries.push({ source: 'vim', object, method: 'QueryBoundVnics', argument: adapter, result });
  }
  const network = managers?.get(NETWORK);
  if (network !== undefined) {
    const call: Call = {
      method: 'QueryNetworkHint',
      on: network,
      doing: `asking what the NICs of ${host.id} hear of the switches`,
    };
    const result = await answerOf(session, call, host.id, gaps);
    if (result !== undefined) entries.push({ source: 'vim', object, method: 'QueryNetworkHint', result });
  }
  return entries;
}

async function answerOf(session: Session, call: Call, host: string, gaps: Gaps): Promise<unknown> {
  try {
    return readResult(await session.lasting(() => session.client.send(call)));
  } catch (error) {
    if (error instanceof XmlError) throw noXml(session.client.server.url, call.doing);
    if (!(error instanceof SoapFault)) throw error;
    gaps.add({ type: 'HostSystem', method: call.method, reason: error.type, privilege: error.members.get('privilegeId') }, host);
    return undefined;
  }
}

/** "vmhba64", of every adapter that has an iSCSI name. */
function iscsiAdapters(host: object): string[] {
  const adapters = at(host, 'config', 'storageDevice', 'hostBusAdapter');
  if (!Array.isArray(adapters)) return [];
  return adapters.flatMap((adapter) => {
    const device = at(adapter, 'device');
    const isIscsi = at(adapter, '_typeName') === 'HostInternetScsiHba' || at(adapter, 'iScsiName') !== undefined;
    return isIscsi && typeof device === 'string' ? [device] : [];
  });
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
