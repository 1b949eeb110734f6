import { XmlError } from '../readers/xml.ts';
import { CollectError } from './collect-error.ts';
import { SoapFault, textOf } from './fault.ts';
import type { Gaps } from './gaps.ts';
import { element, type Ref, reference } from './methods.ts';
import { type Page, readPage } from './page.ts';
import { isExpired, noXml, type Session } from './session.ts';
import type { Kind } from './wanted.ts';

/** A page of objects that no page before held, and the properties that were not asked because the server does not know them. */
export interface Batch<P> {
  readonly page: P;
  readonly dropped: readonly string[];
}

/** Reads the bytes of a page; objects that were handed over before are left out. */
export type ReadPage<P> = (
  bytes: Uint8Array,
  seen: Set<string>,
) => P & { readonly token: string | undefined; readonly fresh: number };

/**
 * All objects of a kind, page by page. A session that expires is renewed and the view read again, without the objects that are known
 * already; a property that the server's version does not have is dropped and becomes a gap, and so does a kind that may not be read.
 */
export async function* retrieve<P>(session: Session, kind: Kind, gaps: Gaps, read: ReadPage<P>): AsyncGenerator<Batch<P>> {
  const seen = new Set<string>();
  const dropped: string[] = [];
  let hasProgressed = true;
  for (;;) {
    try {
      const { generation } = session;
      const view = await createView(session, kind);
      let call: () => Promise<Uint8Array> = () => first(session, kind, view, dropped);
      for (let number = 1; ; number++) {
        const page = readOrFail(session, kind, number, await call(), (bytes) => read(bytes, seen));
        hasProgressed ||= page.fresh > 0;
        yield { page, dropped };
        const { token } = page;
        if (token === undefined) return;
        // Whoever took the page may have had to log in again.
        if (session.generation !== generation) break;
        call = () => next(session, kind, token, number + 1);
      }
    } catch (error) {
      if (!(error instanceof SoapFault)) throw error;
      if (error.type === 'InvalidProperty') drop(error, kind, dropped, gaps);
      else if (isExpired(error) || error.type === 'ManagedObjectNotFound') {
        if (!hasProgressed) throw given(session, kind, error);
        hasProgressed = false;
        if (isExpired(error)) await session.renew();
      } else if (error.type === 'NoPermission' || !kind.needed) {
        // A single host knows no clusters, and may say so in a fault.
        gaps.add({ type: kind.type, reason: error.type, privilege: error.members.get('privilegeId') });
        return;
      } else throw given(session, kind, error);
    }
  }
}

/** Reads pages of whole objects. */
export const readObjects: ReadPage<Page> = (bytes, seen) => {
  const { objects, missing, token } = readPage(bytes);
  // Some servers do not answer with a fault when the session has gone, but withhold every property.
  if (missing.some(({ reason }) => reason === 'NotAuthenticated')) {
    throw new SoapFault('NotAuthenticated', 'the session is not authenticated', new Map());
  }
  const fresh = objects.filter(({ id }) => !seen.has(id));
  const known = new Set(objects.filter(({ id }) => seen.has(id)).map(({ id }) => id));
  for (const { id } of fresh) seen.add(id);
  return { objects: fresh, missing: missing.filter(({ id }) => !known.has(id)), token, fresh: fresh.length };
};

async function createView(session: Session, { type, plural }: Kind): Promise<Ref> {
  const { rootFolder, viewManager } = session.content;
  const answer = await session.ask({
    method: 'CreateContainerView',
    on: viewManager,
    body: `${reference('container', rootFolder)}${element('type', type)}${element('recursive', 'true')}`,
    doing: `listing ${plural}`,
  });
  const value = textOf(answer, 'returnval');
  if (value === undefined) throw new CollectError(`${session.client.server.url.host} lists no ${plural}`);
  return { type: 'ContainerView', value };
}

function first(
  session: Session,
  { type, plural, paths, page }: Kind,
  view: Ref,
  dropped: readonly string[],
): Promise<Uint8Array> {
  const wanted = paths.filter((path) => !dropped.includes(path)).map((path) => element('pathSet', path));
  const traverse = `<selectSet xsi:type="TraversalSpec">${element('type', view.type)}${element('path', 'view')}${element('skip', 'false')}</selectSet>`;
  return session.client.send({
    method: 'RetrievePropertiesEx',
    on: session.content.propertyCollector,
    body:
      `<specSet><propSet>${element('type', type)}${element('all', 'false')}${wanted.join('')}</propSet>` +
      `<objectSet>${reference('obj', view)}${element('skip', 'true')}${traverse}</objectSet></specSet>` +
      `<options>${element('maxObjects', String(page))}</options>`,
    doing: `reading ${plural}, page 1`,
  });
}

function next(session: Session, { plural }: Kind, token: string, number: number): Promise<Uint8Array> {
  return session.client.send({
    method: 'ContinueRetrievePropertiesEx',
    on: session.content.propertyCollector,
    body: element('token', token),
    doing: `reading ${plural}, page ${number}`,
  });
}

function readOrFail<T>(
  { client }: Session,
  { plural }: Kind,
  number: number,
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => T,
): T {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof XmlError) throw noXml(client.server.url, `reading ${plural}, page ${number}`);
    throw error;
  }
}

function drop(fault: SoapFault, kind: Kind, dropped: string[], gaps: Gaps): void {
  const name = fault.members.get('name') ?? '';
  const path = kind.paths.find((one) => one === name || (name !== '' && one.endsWith(`.${name}`) && !dropped.includes(one)));
  if (path === undefined || dropped.includes(path))
    throw new CollectError(`the server does not know the property "${name}" of ${kind.plural}`);
  dropped.push(path);
  gaps.add({ type: kind.type, property: path, reason: fault.type });
}

function given({ client }: Session, { plural }: Kind, { type, message }: SoapFault): CollectError {
  return new CollectError(`${client.server.url.host} answered ${type} while reading ${plural}: ${message}`);
}
