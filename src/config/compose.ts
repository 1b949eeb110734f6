import {
  type AliasEvent,
  boolCoreTag,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  type MappingEvent,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  strTag,
} from 'js-yaml';
import type { LineIndex, Span } from './lines.ts';
import { targetOf, type YamlEntry, type YamlNode } from './yaml-node.ts';

/** Something in the text that is not allowed, although it can be parsed. */
export interface Complaint {
  readonly at: Span;
  readonly message: string;
}

export interface Composed {
  readonly root: YamlNode;
  readonly complaints: readonly Complaint[];
  /** Offset after the last token of the document. */
  readonly end: number;
}

/** More values than this from aliases is an attack on memory, not a configuration. */
const mostAliasedValues = 100_000;

const implicitTags = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];
const scalarTags = new Map([...implicitTags, strTag].map((tag) => [tag.tagName, tag]));

/** Builds the node graph of the (first) document in `events`, whose offsets refer to `source`. */
export function compose(source: string, lines: LineIndex, events: readonly Event[]): Composed {
  return new Composer(source, lines, events).document();
}

/**
 * The parser's events know where scalars start and end, but not where a flow collection closes or where an empty item's dash is.
 * The composer therefore remembers how far it has come: between that place and the next token only indicators and comments can stand.
 */
class Composer {
  readonly #source: string;
  readonly #lines: LineIndex;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, { node: YamlNode | undefined }>();
  readonly #complaints: Complaint[] = [];
  readonly #sizes = new Map<YamlNode, number>();
  #next = 0;
  #reached = 0;
  #aliased = 0;

  constructor(source: string, lines: LineIndex, events: readonly Event[]) {
    this.#source = source;
    this.#lines = lines;
    this.#events = events;
  }

  document(): Composed {
    this.#next = 1;
    const root = this.#node(this.#lines.span(0, 0));
    return { root, complaints: this.#complaints, end: this.#reached };
  }

  /** `whenEmpty` is the place of a value that is not written: its key or its dash. */
  #node(whenEmpty: Span): YamlNode {
    const event = this.#events[this.#next++] as Event;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#anchored(event, () => this.#scalar(event, whenEmpty));
      case EVENT_ID.SEQUENCE:
        return this.#anchored(event, () => this.#sequence(event));
      case EVENT_ID.MAPPING:
        return this.#anchored(event, () => this.#mapping(event));
      case EVENT_ID.ALIAS:
        return this.#alias(event);
      default:
        throw new TypeError('a YAML node was expected in the event stream');
    }
  }

  #anchored(event: ScalarEvent | SequenceEvent | MappingEvent, build: () => YamlNode): YamlNode {
    if (event.anchorStart === -1) return build();
    const anchor: { node: YamlNode | undefined } = { node: undefined };
    this.#anchors.set(this.#source.slice(event.anchorStart, event.anchorEnd), anchor);
    const node = build();
    anchor.node = node;
    return node;
  }

  #alias(event: AliasEvent): YamlNode {
    const span = this.#token(event.anchorStart - 1, event.anchorEnd);
    const name = this.#source.slice(event.anchorStart, event.anchorEnd);
    const anchor = this.#anchors.get(name);
    const refused = (message: string): YamlNode => {
      this.#complaints.push({ at: span, message });
      return { kind: 'scalar', value: null, implied: true, span };
    };
    if (anchor === undefined)
      return refused(`no anchor "&${name}" stands before this alias; a text that starts with "*" needs quotes`);
    if (anchor.node === undefined) return refused(`the alias "*${name}" stands inside what it stands for`);
    const before = this.#aliased;
    this.#aliased += this.#size(anchor.node);
    if (this.#aliased <= mostAliasedValues) return { kind: 'alias', target: anchor.node, span };
    // Said once: every later alias of such a file is over the limit too.
    if (before <= mostAliasedValues) return refused(`aliases multiply this file to more than ${mostAliasedValues} values`);
    return { kind: 'scalar', value: null, implied: true, span };
  }

  /** How many values a node stands for, aliases written out. */
  #size(node: YamlNode): number {
    const real = targetOf(node);
    if (real.kind === 'scalar') return 1;
    let size = this.#sizes.get(real);
    if (size === undefined) {
      const children = real.kind === 'sequence' ? real.items : [...real.entries.values()].map((entry) => entry.node);
      size = children.reduce((sum, child) => sum + this.#size(child), 1);
      this.#sizes.set(real, size);
    }
    return size;
  }

  #scalar(event: ScalarEvent, whenEmpty: Span): YamlNode {
    const text = getScalarValue(this.#source, event);
    const span = this.#scalarSpan(event) ?? whenEmpty;
    return { kind: 'scalar', value: this.#scalarValue(event, text, span), implied: event.valueStart === -1, span };
  }

  #scalarValue(event: ScalarEvent, text: string, span: Span): unknown {
    const tag = this.#tagName(event);
    if (tag === undefined) {
      if (event.style !== SCALAR_STYLE.PLAIN) return text;
      for (const candidate of implicitTags) {
        const value = candidate.resolve(text, false, candidate.tagName);
        if (value !== NOT_RESOLVED) return value;
      }
      return text;
    }
    const definition = scalarTags.get(tag);
    const value = definition === undefined ? NOT_RESOLVED : definition.resolve(text, true, tag);
    if (value !== NOT_RESOLVED) return value;
    this.#complainOfTag(event, span, definition !== undefined);
    return text;
  }

  #sequence(event: SequenceEvent): YamlNode {
    this.#checkTag(event, 'tag:yaml.org,2002:seq');
    const flow = event.style === COLLECTION_STYLE.FLOW;
    this.#reached = flow ? event.start + 1 : event.start;
    const start = this.#lines.span(event.start, event.start + 1);
    const items: YamlNode[] = [];
    while (!this.#atEnd()) items.push(this.#node(flow || !this.#nextIsEmpty() ? start : this.#dash()));
    return { kind: 'sequence', items, span: flow ? this.#closed(event.start, ']') : start };
  }

  #mapping(event: MappingEvent): YamlNode {
    this.#checkTag(event, 'tag:yaml.org,2002:map');
    // A pair in a flow sequence, `[a: 1]`, is a mapping without brackets.
    const bracketed = event.style === COLLECTION_STYLE.FLOW && this.#source[event.start] === '{';
    this.#reached = bracketed ? event.start + 1 : event.start;
    const entries = new Map<string, YamlEntry>();
    const mergedFrom: { at: Span; node: YamlNode }[] = [];
    let merges = 0;
    let first: Span | undefined;
    while (!this.#atEnd()) {
      const keyEvent = this.#events[this.#next];
      const colon = this.#nextIsEmpty() ? this.#indicator(':') : this.#reached;
      const key = this.#node(this.#lines.span(colon, colon + 1));
      first ??= key.span;
      const name = this.#keyText(key, keyEvent);
      const node = this.#node(key.span);
      if (name === undefined) continue;
      const isMerge = name === '<<' && keyEvent?.type === EVENT_ID.SCALAR && keyEvent.style === SCALAR_STYLE.PLAIN;
      if (isMerge && merges++ === 0) mergedFrom.push({ at: key.span, node });
      else if (isMerge) this.#complaints.push({ at: key.span, message: duplicate(name, mergedFrom[0]?.at) });
      else if (entries.has(name)) this.#complaints.push({ at: key.span, message: duplicate(name, entries.get(name)?.key) });
      else entries.set(name, { key: key.span, node });
    }
    for (const { at, node } of mergedFrom) this.#merge(entries, node, at);
    const opening = first ?? this.#lines.span(event.start, event.start + 1);
    return { kind: 'mapping', entries, span: bracketed ? this.#closed(event.start, '}') : opening };
  }

  /** Keys are texts, as in JSON: a number stands for its spelling. */
  #keyText(key: YamlNode, event: Event | undefined): string | undefined {
    const real = targetOf(key);
    if (real.kind === 'scalar' && !real.implied) {
      return typeof real.value === 'string' || event?.type !== EVENT_ID.SCALAR
        ? String(real.value)
        : getScalarValue(this.#source, event);
    }
    this.#complaints.push({ at: key.span, message: 'a key must be a text' });
    return undefined;
  }

  /** What the mapping itself says wins over what is merged; of several merged mappings, the earlier one wins. */
  #merge(entries: Map<string, YamlEntry>, node: YamlNode, at: Span): void {
    const real = targetOf(node);
    const sources = real.kind === 'sequence' ? real.items.map(targetOf) : [real];
    for (const source of sources) {
      if (source.kind !== 'mapping') {
        this.#complaints.push({ at, message: '"<<" takes a mapping or a list of mappings' });
        return;
      }
      for (const [key, entry] of source.entries) {
        if (!entries.has(key)) entries.set(key, { key: entry.key, node: entry.node });
      }
    }
  }

  #tagName(event: ScalarEvent | SequenceEvent | MappingEvent): string | undefined {
    if (event.tagStart === -1) return undefined;
    const raw = this.#source.slice(event.tagStart, event.tagEnd);
    if (raw === '!') return event.type === EVENT_ID.SCALAR ? strTag.tagName : undefined;
    if (raw.startsWith('!!')) return `tag:yaml.org,2002:${raw.slice(2)}`;
    return raw.startsWith('!<') ? raw.slice(2, -1) : raw;
  }

  #checkTag(event: SequenceEvent | MappingEvent, expected: string): void {
    const tag = this.#tagName(event);
    if (tag !== undefined && tag !== expected) this.#complainOfTag(event, this.#lines.span(event.start, event.start + 1), false);
  }

  #complainOfTag(event: ScalarEvent | SequenceEvent | MappingEvent, span: Span, known: boolean): void {
    const raw = this.#source.slice(event.tagStart, event.tagEnd);
    if (known) this.#complaints.push({ at: span, message: `this is not a value for the tag ${raw}` });
    else this.#complaints.push({ at: this.#lines.span(event.tagStart, event.tagEnd), message: `unknown tag ${raw}` });
  }

  #scalarSpan(event: ScalarEvent): Span | undefined {
    const { valueStart, valueEnd, style } = event;
    if (valueStart === -1) {
      if (event.anchorStart === -1 && event.tagStart === -1) return undefined;
      const starts = [
        event.anchorStart === -1 ? Infinity : event.anchorStart - 1,
        event.tagStart === -1 ? Infinity : event.tagStart,
      ];
      return this.#token(Math.min(...starts), Math.max(event.anchorEnd, event.tagEnd));
    }
    switch (style) {
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        return this.#token(valueStart - 1, valueEnd + 1);
      case SCALAR_STYLE.LITERAL_BLOCK:
      case SCALAR_STYLE.FOLDED_BLOCK: {
        const content = this.#source.slice(valueStart, valueEnd).trimEnd();
        const header = this.#blockHeader(event);
        const span = this.#token(header, content === '' ? header + 1 : valueStart + content.length);
        this.#reached = valueEnd;
        return span;
      }
      default:
        return this.#token(valueStart, valueEnd);
    }
  }

  /** Offset of the `|` or `>` of a block scalar, which stands in the line before its content, perhaps with a comment after it. */
  #blockHeader(event: ScalarEvent): number {
    const from = Math.max(this.#reached, event.anchorEnd, event.tagEnd);
    const before = this.#source.slice(from, event.valueStart).replace(/(?:\r\n|\n|\r)$/, '');
    const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    return from + lineStart + before.slice(lineStart).search(/[|>]/);
  }

  #token(start: number, end: number): Span {
    this.#reached = end;
    return this.#lines.span(start, end);
  }

  #atEnd(): boolean {
    if (this.#events[this.#next]?.type !== EVENT_ID.POP) return false;
    this.#next += 1;
    return true;
  }

  #nextIsEmpty(): boolean {
    const event = this.#events[this.#next];
    return event?.type === EVENT_ID.SCALAR && event.valueStart === -1 && event.anchorStart === -1 && event.tagStart === -1;
  }

  #dash(): Span {
    const dash = this.#indicator('-');
    return this.#token(dash, dash + 1);
  }

  #closed(start: number, bracket: string): Span {
    return this.#token(start, this.#indicator(bracket) + 1);
  }

  /** Offset of the next `wanted` character that is not in a comment. Only called where no other token can come first. */
  #indicator(wanted: string): number {
    let offset = this.#reached;
    while (offset < this.#source.length && this.#source[offset] !== wanted) {
      const comment = this.#source[offset] === '#' ? this.#source.slice(offset).search(/[\r\n]/) : 1;
      offset += comment === -1 ? this.#source.length : comment;
    }
    return offset;
  }
}

function duplicate(name: string, first: Span | undefined): string {
  return `the key "${name}" stands twice${first === undefined ? '' : `; first in line ${first.line}`}`;
}
