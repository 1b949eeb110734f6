import { SaxesParser } from 'saxes';
import { TextError } from './text-error.ts';
import type { Span } from './translated.ts';

/** An element of an XML document. Names are without their namespace prefix. */
export interface XmlElement {
  readonly name: string;
  /** The namespace, empty for none. */
  readonly uri: string;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  readonly children: XmlElement[];
  /** The text directly inside, without that of children. */
  text: string;
  /** 1-based line and UTF-16 column of the `<`. */
  readonly line: number;
  readonly column: number;
  /** Where the first text that is not blank begins. */
  textLine: number;
  textColumn: number;
}

export interface XmlAttribute {
  readonly value: string;
  readonly uri: string;
  readonly prefix: string;
}

/** A document that is no well-formed XML. */
export class XmlError extends TextError {
  override readonly name = 'XmlError';
  /** The elements that were open, the outermost first: what is complete in them was read. */
  readonly open: readonly XmlElement[];
  /** The document ends too early. */
  readonly isCut: boolean;

  constructor(message: string, line: number, column: number, open: readonly XmlElement[] = [], isCut = false) {
    super(message, line, column);
    this.open = open;
    this.isCut = isCut;
  }
}

/** Deeper documents are no exports, and would fill the stack. */
const MAX_DEPTH = 200;

/**
 * Reads an XML document, or one fragment after another as govc prints them. External entities are never read, and those that a document
 * declares itself are not expanded: the parser knows the five of XML only. Throws XmlError, which has
 * the elements that were open.
 */
export function readXml(text: string, onElement: (element: XmlElement) => void): void {
  const parser = new SaxesParser({ xmlns: true, fragment: true, position: true });
  const stack: XmlElement[] = [];
  const lineStarts = lineStartsOf(text);
  let tagStart = 0;
  let isEnd = false;
  const fail = (message: string): never => {
    throw new XmlError(message.replace(/^\d+:\d+: |\.$/g, ''), parser.line, parser.column + 1, [...stack], isEnd);
  };
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('a document type declaration is not read'));
  parser.on('opentagstart', () => {
    tagStart = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', (tag) => {
    if (stack.length >= MAX_DEPTH) fail(`elements are nested more than ${MAX_DEPTH} deep`);
    const { line, column } = positionOf(lineStarts, tagStart);
    const attributes = new Map(
      Object.values(tag.attributes).map((attribute) => [
        attribute.local,
        { value: attribute.value, uri: attribute.uri, prefix: attribute.prefix },
      ]),
    );
    stack.push({
      name: tag.local,
      uri: tag.uri,
      attributes,
      children: [],
      text: '',
      line,
      column,
      textLine: line,
      textColumn: column,
    });
  });
  parser.on('text', (piece) => {
    const element = stack.at(-1);
    if (element === undefined) return;
    if (element.text === '' && piece.trim() !== '') {
      // The parser hands over text when it meets the next tag.
      const end = text.lastIndexOf('<', parser.position - 1);
      const start = text.lastIndexOf('>', end - 1) + 1;
      const blank = text.slice(start, end).length - text.slice(start, end).trimStart().length;
      const at = positionOf(lineStarts, start + blank);
      element.textLine = at.line;
      element.textColumn = at.column;
    }
    element.text += piece;
  });
  parser.on('closetag', () => {
    const element = stack.pop();
    if (element === undefined) return;
    const parent = stack.at(-1);
    if (parent) parent.children.push(element);
    else onElement(element);
  });
  // Fragments have no declaration, and govc and esxcli print one before each: it tells nothing that is not known.
  parser.write(text.replace(/<\?xml\b[^>]*\?>/g, (declaration) => declaration.replace(/[^\n]/g, ' ')));
  isEnd = true;
  parser.close();
}

/** Where the text of an element stands, its first line; the tag where there is no text. */
export function spanOfElement({ text, name, textLine, textColumn, line, column }: XmlElement): Span {
  const own = text.trim().split(/\r?\n/)[0] ?? '';
  return own === ''
    ? { line, column, endColumn: column + name.length + 2 }
    : { line: textLine, column: textColumn, endColumn: textColumn + own.length };
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
