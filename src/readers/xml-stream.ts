import { SaxesParser } from 'saxes';
import type { Input } from './input.ts';
import type { Span } from './translated.ts';
import { XmlError } from './xml.ts';

/** The start of an element. Names are without their namespace prefix. */
export interface XmlStart {
  readonly name: string;
  /** Where the `<` and the name stand. */
  readonly span: Span;
  /** What `xsi:type` says, without prefix; the prefix of the namespace itself may be any. */
  readonly typeName: string | undefined;
  readonly typeSpan: Span | undefined;
  /** The attribute `type` without a namespace, which references to managed objects have. */
  readonly type: string | undefined;
  readonly attributeSpan: Span | undefined;
  /** Whether `xsi:nil` says that there is no value. */
  readonly isNil: boolean;
}

export interface XmlVisitor {
  /** False leaves the element and all that is in it out. */
  open(start: XmlStart): boolean;
  /** The element that was opened last ends: the text directly in it, without line breaks around it, and where its first line stands. */
  close(text: string, span: Span): void;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** Deeper documents are no exports, and would fill memory. */
const MAX_DEPTH = 200;
const CHUNK = 256 * 1024;
/** What a document with declarations of its own means cannot be told without reading them. */
const DOCTYPE = /doctype|document type/i;
/** A tag that has no end within so much text is no tag. */
const LONGEST_TAG = 4 * 1024 * 1024;

interface Open {
  text: string;
  line: number;
  column: number;
  /** Behind the last piece of text, if that is on the line where the text began. */
  endColumn: number;
}

/** How to go on behind a place where a document is not well-formed. */
export interface Recovery {
  /** Matches where something begins that can be read for itself. */
  readonly start: RegExp;
  /** Hears what is wrong; `goesOn` tells whether something that can be read was found behind it. */
  broken(error: XmlError, goesOn: boolean): void;
}

/**
 * Reads an XML document, or one fragment after another as govc prints them, piece by piece: never more than one element's worth of it is
 * in memory. Document type declarations are refused, so that there are no entities but the five of XML. Throws InputError.
 */
export function streamXml(input: Input, visitor: XmlVisitor, recovery: Recovery): void {
  const namespaces: Record<string, string> = {};
  let place: Place = { line: 1, column: 1 };
  let reading: Reading | undefined = new Reading(visitor, namespaces, place);
  let fault: XmlError | undefined;
  for (const piece of tagwise(input)) {
    let from = 0;
    for (;;) {
      if (reading === undefined) {
        const start = piece.slice(from).search(recovery.start);
        if (start < 0) break;
        place = placeBehind(place, piece.slice(from, from + start));
        from += start;
        if (fault !== undefined) recovery.broken(fault, true);
        fault = undefined;
        reading = new Reading(visitor, namespaces, place);
      }
      const rest = piece.slice(from);
      const error = reading.write(rest);
      if (error === undefined) {
        from = piece.length;
        place = placeBehind(place, rest);
        break;
      }
      if (DOCTYPE.test(error.message)) {
        recovery.broken(error, false);
        return;
      }
      // Behind what was read for itself stand the ends of elements that began before.
      if (reading.depth > 0 || !reading.isResumed) fault = error;
      const read = Math.max(1, Math.min(rest.length, reading.readOfPiece));
      place = placeBehind(place, rest.slice(0, read));
      from += read;
      reading = undefined;
    }
    if (reading === undefined) place = placeBehind(place, piece.slice(from));
  }
  const error = reading?.close();
  if (error !== undefined && reading !== undefined && (reading.depth > 0 || !reading.isResumed)) fault = error;
  if (fault !== undefined) recovery.broken(fault, false);
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function placeBehind({ line, column }: Place, text: string): Place {
  let lines = 0;
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) lines += 1;
  return lines === 0
    ? { line, column: column + text.length }
    : { line: line + lines, column: text.length - text.lastIndexOf('\n') };
}

/** A parser at work, from its start in the input on. */
class Reading {
  readonly isResumed: boolean;
  depth = 0;
  private readonly parser;
  private readonly origin: Place;
  private before = 0;
  private fault: XmlError | undefined;

  /** `namespaces` are those that were declared so far, by prefix. */
  constructor(visitor: XmlVisitor, namespaces: Record<string, string>, origin: Place) {
    this.origin = origin;
    this.isResumed = origin.line > 1 || origin.column > 1;
    this.parser = new SaxesParser({ xmlns: true, fragment: true, position: true, additionalNamespaces: { ...namespaces } });
    this.listen(visitor, namespaces);
  }

  /** Characters of the piece at hand that were read when an error was met. */
  get readOfPiece(): number {
    return this.parser.position - this.before;
  }

  /** Reads a piece; what is wrong with it, if something is. */
  write(piece: string): XmlError | undefined {
    return this.attempt(() => {
      this.before = this.parser.position;
      this.parser.write(piece);
    });
  }

  close(): XmlError | undefined {
    return this.attempt(() => this.parser.close());
  }

  private attempt(step: () => void): XmlError | undefined {
    try {
      step();
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      this.fault = error;
    }
    return this.fault;
  }

  private get line(): number {
    return this.parser.line + this.origin.line - 1;
  }

  private get column(): number {
    return this.parser.columnIndex + (this.parser.line === 1 ? this.origin.column : 1);
  }

  private fail(message: string): never {
    throw new XmlError(message.replace(/^\d+:\d+: |\.$/g, ''), this.line, this.column);
  }

  private listen(visitor: XmlVisitor, namespaces: Record<string, string>): void {
    const { parser } = this;
    const stack: Open[] = [];
    let skipped = 0;
    let tag: Span = { line: 1, column: 1, endColumn: 2 };
    /** Where the values of attributes called `type` stand, by their names with prefix. */
    const typeAt = new Map<string, Span>();
    parser.on('error', (error) => this.fail(error.message));
    parser.on('doctype', () => this.fail('a document type declaration is not read'));
    parser.on('opentagstart', ({ name }) => {
      if (skipped > 0) return;
      // One character behind the name has been read.
      const column = Math.max(1, this.column - name.length - 2);
      tag = { line: this.line, column, endColumn: column + name.length + 1 };
      if (typeAt.size > 0) typeAt.clear();
    });
    parser.on('attribute', ({ name, local, value }) => {
      if (skipped > 0 || local !== 'type') return;
      const endColumn = this.column - 1;
      typeAt.set(name, { line: this.line, column: Math.max(1, endColumn - value.length), endColumn });
    });
    parser.on('opentag', ({ local, attributes, ns }) => {
      this.depth += 1;
      if (this.depth > MAX_DEPTH) this.fail(`elements are nested more than ${MAX_DEPTH} deep`);
      for (const prefix in ns) if (prefix !== '') namespaces[prefix] = ns[prefix]!;
      if (skipped > 0) {
        skipped += 1;
        return;
      }
      const start = new Start(local, tag);
      for (const name in attributes) {
        const { uri, local, value } = attributes[name]!;
        if (uri === XSI && local === 'type') {
          start.typeName = value.slice(value.indexOf(':') + 1);
          start.typeSpan = behindPrefix(typeAt.get(name), value);
        } else if (uri === XSI && local === 'nil') start.isNil = value === 'true' || value === '1';
        else if (name === 'type') {
          start.type = value;
          start.attributeSpan = typeAt.get(name);
        }
      }
      if (visitor.open(start)) {
        const { line, column } = this;
        stack.push({ text: '', line, column, endColumn: column });
      } else skipped = 1;
    });
    const take = (piece: string, behind: number) => {
      const open = skipped > 0 ? undefined : stack.at(-1);
      if (open === undefined) return;
      open.text += piece;
      if (this.line === open.line) open.endColumn = this.column - behind;
    };
    // The parser hands text over when it has read the character behind it.
    parser.on('text', (piece) => take(piece, 1));
    parser.on('cdata', (piece) => take(piece, 0));
    parser.on('closetag', () => {
      this.depth -= 1;
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      const open = stack.pop();
      if (open !== undefined) visitor.close(withoutLayout(open.text), spanOf(open));
    });
  }
}

/** One class for all elements: there are millions. */
class Start implements XmlStart {
  readonly name: string;
  readonly span: Span;
  typeName: string | undefined = undefined;
  typeSpan: Span | undefined = undefined;
  type: string | undefined = undefined;
  attributeSpan: Span | undefined = undefined;
  isNil = false;

  constructor(name: string, span: Span) {
    this.name = name;
    this.span = span;
  }
}

function behindPrefix(span: Span | undefined, value: string): Span | undefined {
  return span && { ...span, column: span.column + value.indexOf(':') + 1 };
}

/** Blanks are part of a value, line breaks around it are not. */
function withoutLayout(text: string): string {
  return text.includes('\n') ? text.trim() : text;
}

/** The text; of several lines the first one that is not empty, without the blanks around it. */
function spanOf({ text, line, column, endColumn }: Open): Span {
  if (!text.includes('\n')) return { line, column, endColumn: Math.max(column + 1, endColumn) };
  const breaks = text.slice(0, text.length - text.trimStart().length).split('\n');
  const [own = ''] = text.trim().split('\n', 1);
  const start = breaks.length > 1 ? (breaks.at(-1) ?? '').length + 1 : column + (breaks[0] ?? '').length;
  return { line: line + breaks.length - 1, column: start, endColumn: Math.max(start + 1, start + own.trimEnd().length) };
}

/**
 * The text of the input in pieces that end between tags. XML declarations become blanks: fragments have none, and govc prints one before
 * each.
 */
function* tagwise(input: Input): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const buffer = new Uint8Array(CHUNK);
  let held = '';
  for (let position = 0; position < input.size; ) {
    const got = input.read(buffer, 0, position);
    if (got === 0) break;
    position += got;
    const text = held + decoder.decode(buffer.subarray(0, got), { stream: position < input.size });
    const open = text.lastIndexOf('<');
    const isCut = open >= 0 && text.length - open < LONGEST_TAG && text.indexOf('>', open) < 0;
    held = isCut ? text.slice(open) : '';
    yield blanked(isCut ? text.slice(0, open) : text);
  }
  yield blanked(held);
}

function blanked(text: string): string {
  return text.replace(/<\?xml\b[^>]*\?>/g, (declaration) => declaration.replace(/[^\n]/g, ' '));
}
