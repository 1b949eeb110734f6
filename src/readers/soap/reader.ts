import type { Sink } from '../format.ts';
import { keep } from '../json/shape.ts';
import type { Span } from '../translated.ts';
import type { XmlStart, XmlVisitor } from '../xml-stream.ts';
import { ManagedObject, MethodAnswer } from './objects.ts';
import { childOf, type XmlValue, xmlValue } from './value.ts';

/** An element that is open: something around objects, a part of one, or a value. */
type Open =
  | { readonly kind: 'around'; readonly start: XmlStart; object: ManagedObject | undefined; hasLeft: boolean }
  | { readonly kind: 'method'; readonly answer: MethodAnswer }
  | { readonly kind: 'change'; readonly object: ManagedObject; name: string; nameSpan: Span }
  | { readonly kind: 'missing'; readonly object: ManagedObject; readonly span: Span; path: string; fault: string }
  | { readonly kind: 'text'; readonly take: (text: string, span: Span) => void }
  | { readonly kind: 'value'; readonly node: XmlValue; readonly take: (node: XmlValue) => void };

/** Methods whose answers vlint reads. */
const METHODS = ['QueryBoundVnics', 'QueryNetworkHint'] as const;
/** Answers that `govc object.save` writes beside the objects, of which no rule reads anything. */
const OTHER_ANSWERS = /^(FetchDVPorts|QueryConfigOption|QueryConfigOptionEx|QueryConfigTarget|QueryTargetCapabilities)Response$/;
const CHANGES: ReadonlySet<string> = new Set(['propSet', 'changeSet']);

/**
 * Finds managed objects and answers of methods wherever they lie in a document: an element with a reference in `obj` has its properties
 * in propSet or changeSet, one with a reference in `self` has them as elements of its own.
 */
export class VimVisitor implements XmlVisitor {
  private readonly sink: Sink;
  /** The host that the input's name or folder tells, for answers of methods. */
  private readonly host: string | undefined;
  private readonly stack: Open[] = [];
  private readonly withheld = new Map<string, { count: number; readonly first: string; readonly span: Span }>();
  private pageGoesOn: Span | undefined;
  /** Objects and answers that were found, whether or not they are of use. */
  found = 0;

  constructor(sink: Sink, host: string | undefined) {
    this.sink = sink;
    this.host = host;
  }

  open(start: XmlStart): boolean {
    const parent = this.stack.at(-1);
    const next = parent === undefined || parent.kind === 'around' ? this.around(parent, start) : inside(parent, start);
    if (next === undefined) return false;
    this.stack.push(next);
    return true;
  }

  close(text: string, span: Span): void {
    const open = this.stack.pop();
    switch (open?.kind) {
      case 'value':
        open.node.text = text;
        open.node.textSpan = span;
        open.take(open.node);
        break;
      case 'text':
        open.take(text, span);
        break;
      case 'missing':
        this.withhold(open.object, open);
        break;
      case 'method':
        open.answer.end(this.sink, this.host);
        break;
      case 'around':
        this.end(open.object);
        break;
    }
  }

  /** Hands over what was complete when the document broke off. */
  breakOff(): void {
    for (const open of this.stack.splice(0)) if (open.kind === 'around') this.end(open.object);
  }

  /** Reports what the server itself says is missing. */
  finish(): void {
    for (const [fault, { count, first, span }] of this.withheld) {
      this.sink.problem({
        ruleId: 'input-format',
        level: 'warning',
        ...span,
        message: `The server withheld ${count === 1 ? first : `${first} and ${count - 1} more properties`}: ${fault}.`,
        instead: 'an export by a user who may read all of it, made after logging in',
      });
    }
    if (this.pageGoesOn !== undefined) {
      this.sink.problem({
        ruleId: 'input-truncated',
        level: 'note',
        ...this.pageGoesOn,
        message: 'The server has more objects than this page of its answer holds.',
        instead: 'the answers of ContinueRetrievePropertiesEx too',
      });
    }
  }

  private end(object: ManagedObject | undefined): void {
    if (object === undefined) return;
    this.found += 1;
    object.end(this.sink);
  }

  /** An element outside any object, or directly in one. */
  private around(parent: (Open & { kind: 'around' }) | undefined, start: XmlStart): Open | undefined {
    const object = parent?.object;
    if (object !== undefined) return this.part(object, start);
    const name = start.name.toLowerCase();
    if (parent !== undefined && start.type !== undefined && (name === 'obj' || name === 'self' || name === 'moref')) {
      const made = new ManagedObject(parent.start.span, start.type, name !== 'obj');
      made.hasLeft = parent.hasLeft;
      parent.object = made;
      return {
        kind: 'text',
        take: (text) => {
          made.id = text.trim();
        },
      };
    }
    if (OTHER_ANSWERS.test(start.name)) {
      this.found += 1;
      return undefined;
    }
    const method = METHODS.find((known) => start.name === `${known}Response`);
    if (method !== undefined) {
      this.found += 1;
      return { kind: 'method', answer: new MethodAnswer(method, start.span) };
    }
    if (parent !== undefined && name === 'kind') {
      return {
        kind: 'text',
        take: (text) => {
          parent.hasLeft = text.trim() === 'leave';
        },
      };
    }
    if (/^(Continue)?RetrieveProperties(Ex)?Response$/.test(start.name)) {
      this.found += 1;
      this.pageGoesOn = undefined;
    }
    if (name === 'token') {
      this.pageGoesOn = start.span;
      return undefined;
    }
    if (name === 'faultstring') return { kind: 'text', take: (text, span) => this.fault(text, span) };
    return { kind: 'around', start, object: undefined, hasLeft: false };
  }

  /** An element directly in a managed object. */
  private part(object: ManagedObject, start: XmlStart): Open | undefined {
    if (object.isPlain) {
      const node = object.element(start);
      return node && { kind: 'value', node, take: (value) => object.take(value.name, value) };
    }
    if (CHANGES.has(start.name)) return { kind: 'change', object, name: '', nameSpan: start.span };
    return start.name === 'missingSet' ? { kind: 'missing', object, span: start.span, path: '', fault: '' } : undefined;
  }

  private withhold({ type, id }: ManagedObject, { path, fault, span }: { path: string; fault: string; span: Span }): void {
    const told = this.withheld.get(fault);
    if (told) told.count += 1;
    else this.withheld.set(fault, { count: 1, first: `${path} of ${type} ${id}`, span });
  }

  private fault(text: string, span: Span): void {
    this.found += 1;
    this.sink.problem({
      ruleId: 'input-format',
      level: 'error',
      ...span,
      message: `The server answered with a fault: ${text.trim().slice(0, 200)}`,
      instead: 'its answer to a call that succeeds',
    });
  }
}

/** An element inside a part of an object, a value or an answer. */
function inside(parent: Exclude<Open, { kind: 'around' }>, start: XmlStart): Open | undefined {
  switch (parent.kind) {
    case 'value': {
      const node = childOf(parent.node, start);
      return (
        node && {
          kind: 'value',
          node,
          take: (value) => {
            parent.node.children.push(value);
          },
        }
      );
    }
    case 'method': {
      const node = parent.answer.element(start);
      return node && { kind: 'value', node, take: (value) => parent.answer.take(value) };
    }
    case 'change':
      return change(parent, start);
    case 'missing':
      return missing(parent, start);
    case 'text':
      return undefined;
  }
}

function change(parent: Open & { kind: 'change' }, start: XmlStart): Open | undefined {
  if (start.name === 'name') {
    return {
      kind: 'text',
      take: (text, span) => {
        parent.name = text.trim();
        parent.nameSpan = span;
      },
    };
  }
  if (start.name !== 'val') return undefined;
  const { object, name, nameSpan } = parent;
  const node = object.change(name, start);
  return node && { kind: 'value', node, take: (value) => object.take(name, value, nameSpan) };
}

/** `<missingSet><path/><fault><fault xsi:type="NotAuthenticated"/><localizedMessage/></fault></missingSet>` */
function missing(parent: Open & { kind: 'missing' }, start: XmlStart): Open | undefined {
  if (start.name === 'path') {
    return {
      kind: 'text',
      take: (text) => {
        parent.path = text.trim();
      },
    };
  }
  if (start.name !== 'fault') return undefined;
  return {
    kind: 'value',
    node: xmlValue(start, 'fault', keep),
    take: ({ start: own, children }) => {
      const inner = children.find(({ name }) => name === 'fault');
      parent.fault = inner?.start.typeName ?? own.typeName ?? 'it does not say why';
    },
  };
}
