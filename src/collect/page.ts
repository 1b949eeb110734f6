import type { Sink } from '../readers/format.ts';
import { memoryInput } from '../readers/memory-input.ts';
import { VimVisitor } from '../readers/soap/reader.ts';
import type { Span } from '../readers/translated.ts';
import { streamXml, type XmlStart, type XmlVisitor } from '../readers/xml-stream.ts';

/** An object of an answer, its properties in VI JSON form, nested. */
export interface PageObject {
  readonly type: string;
  readonly id: string;
  readonly value: object;
}

/** A property that the server did not give, and why. */
export interface MissingProperty {
  readonly type: string;
  readonly id: string;
  readonly path: string;
  /** Class of the fault: NoPermission. */
  readonly reason: string;
  readonly privilege: string | undefined;
}

/** A page of an answer of RetrievePropertiesEx. */
export interface Page {
  readonly objects: readonly PageObject[];
  readonly missing: readonly MissingProperty[];
  /** Of the next page. */
  readonly token: string | undefined;
}

/** Reads a page. Throws XmlError. */
export function readPage(bytes: Uint8Array): Page {
  const objects: PageObject[] = [];
  const visitor = new PageVisitor({
    ...NOTHING,
    object: ({ type, id = '' }, { value }) => objects.push({ type, id, value: value as object }),
  });
  read(bytes, visitor);
  return { objects, missing: visitor.missing, token: visitor.token };
}

/** Reads the answer of QueryBoundVnics or QueryNetworkHint. Throws XmlError. */
export function readResult(bytes: Uint8Array): unknown {
  let result: unknown = [];
  const visitor = new VimVisitor(
    {
      ...NOTHING,
      method: (_, { value }) => {
        result = value;
      },
    },
    undefined,
  );
  read(bytes, visitor);
  return result;
}

/** An answer is read whole or not at all. */
function read(bytes: Uint8Array, visitor: XmlVisitor): void {
  streamXml(memoryInput(bytes), visitor, {
    start: NEVER,
    broken: (error) => {
      throw error;
    },
  });
}

const NEVER = /(?!)/;

/** Of an answer only objects and results are kept; what it says beside them is told otherwise. */
const NOTHING: Sink = { esxcli() {}, object() {}, method() {}, problem() {}, table() {}, device() {} };

/** Takes the page's token and what the server withheld; all else goes to the reader of objects. */
class PageVisitor implements XmlVisitor {
  readonly missing: MissingProperty[] = [];
  token: string | undefined;
  private readonly inner: VimVisitor;
  private readonly path: string[] = [];
  /** Open elements inside a missingSet, that itself included. */
  private depth = 0;
  private type = '';
  private id = '';
  private found: { path: string; reason: string; privilege: string | undefined } = { path: '', reason: '', privilege: undefined };

  constructor(sink: Sink) {
    this.inner = new VimVisitor(sink, undefined);
  }

  open(start: XmlStart): boolean {
    const isOwn = this.depth > 0 || (OWN.has(start.name) && !this.path.includes('propSet'));
    if (isOwn) {
      this.path.push(start.name);
      this.depth += 1;
      if (start.name === 'missingSet') this.found = { path: '', reason: '', privilege: undefined };
      // <fault><fault xsi:type="NoPermission"><privilegeId/></fault><localizedMessage/></fault>
      if (start.name === 'fault' && start.typeName !== undefined) this.found.reason = start.typeName;
      return true;
    }
    if (!this.inner.open(start)) return false;
    this.path.push(start.name);
    if (start.name === 'obj' && start.type !== undefined && !this.path.includes('propSet')) this.type = start.type;
    return true;
  }

  close(text: string, span: Span): void {
    const name = this.path.pop();
    if (this.depth === 0) {
      if (name === 'obj' && !this.path.includes('propSet')) this.id = text.trim();
      this.inner.close(text, span);
      return;
    }
    this.depth -= 1;
    if (name === 'token') this.token = text.trim();
    else if (name === 'path') this.found.path = text.trim();
    else if (name === 'privilegeId') this.found.privilege = text.trim();
    else if (name === 'missingSet') this.missing.push({ type: this.type, id: this.id, ...this.found });
  }
}

const OWN: ReadonlySet<string> = new Set(['token', 'missingSet']);
