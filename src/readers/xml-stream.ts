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
  /** The element that was opened last ends: the text directly in it, and where that stands (its first line). */
  close(text: string, span: Span): void;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** Deeper documents are no exports, and would fill memory. */
const MAX_DEPTH = 200;
const CHUNK = 256 * 1024;
/** A tag that has no end within so much text is no tag. */
const LONGEST_TAG = 4 * 1024 * 1024;

interface Open {
  text: string;
  line: number;
  column: number;
  /** Behind the last piece of text, on the line where the text began. */
  endColumn: number;
}

/**
 * Reads an XML document, or one fragment after another as govc prints them, piece by piece: never more than one element's worth of it is
 * in memory. Document type declarations are refused, so that there are no entities but the five of XML. Throws XmlError, InputError.
 */
export function streamXml(input: Input, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: true, fragment: true, position: true });
  const stack: Open[] = [];
  let depth = 0;
  let skipped = 0;
  let tag: Span = { line: 1, column: 1, endColumn: 2 };
  /** Where the values of attributes called `type` stand, by their names with prefix. */
  const typeAt = new Map<string, Span>();
  const columnNow = () => parser.columnIndex + 1;
  const fail = (message: string): never => {
    throw new XmlError(message.replace(/^\d+:\d+: |\.$/g, ''), parser.line, columnNow());
  };
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('a document type declaration is not read'));
  parser.on('opentagstart', ({ name }) => {
    if (skipped > 0) return;
    // One character behind the name has been read.
    const column = Math.max(1, columnNow() - name.length - 2);
    tag = { line: parser.line, column, endColumn: column + name.length + 1 };
    if (typeAt.size > 0) typeAt.clear();
  });
  parser.on('attribute', ({ name, local, value }) => {
    if (skipped > 0 || local !== 'type') return;
    const endColumn = columnNow() - 1;
    typeAt.set(name, { line: parser.line, column: Math.max(1, endColumn - value.length), endColumn });
  });
  parser.on('opentag', ({ local, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH) fail(`elements are nested more than ${MAX_DEPTH} deep`);
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
      const column = columnNow();
      stack.push({ text: '', line: parser.line, column, endColumn: column });
    } else skipped = 1;
  });
  const take = (piece: string, behind: number) => {
    const open = skipped > 0 ? undefined : stack.at(-1);
    if (open === undefined) return;
    open.text += piece;
    if (parser.line === open.line) open.endColumn = columnNow() - behind;
  };
  // The parser hands text over when it has read the character behind it.
  parser.on('text', (piece) => take(piece, 1));
  parser.on('cdata', (piece) => take(piece, 0));
  parser.on('closetag', () => {
    depth -= 1;
    if (skipped > 0) {
      skipped -= 1;
      return;
    }
    const open = stack.pop();
    if (open !== undefined) visitor.close(open.text.trim(), spanOf(open));
  });
  for (const piece of tagwise(input)) parser.write(piece);
  parser.close();
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

/** The first line of the text, without the blanks around it. */
function spanOf({ text, line, column, endColumn }: Open): Span {
  if (text === text.trim() && !text.includes('\n')) return { line, column, endColumn: Math.max(column + 1, endColumn) };
  const lead = text.slice(0, text.length - text.trimStart().length);
  const breaks = lead.split('\n');
  const [own = ''] = text.trim().split('\n', 1);
  const start = breaks.length > 1 ? (breaks.at(-1) ?? '').length + 1 : column + lead.length;
  // What is written as an entity is longer than what it stands for, but only where the text begins and ends on one line is that known.
  const isWhole = !text.includes('\n') && endColumn > column;
  const end = isWhole ? endColumn - (text.length - text.trimEnd().length) : start + own.trimEnd().length;
  return { line: line + breaks.length - 1, column: start, endColumn: Math.max(start + 1, end) };
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
