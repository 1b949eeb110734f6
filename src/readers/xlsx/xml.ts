import { SaxesParser } from 'saxes';
import { XmlError } from '../xml.ts';

/** What is told of the elements of one namespace, in order. Names are without prefix. */
export interface ElementVisitor {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Elements nest a dozen deep in a workbook. */
const MAX_DEPTH = 64;
/** No cell, tag or comment is as long: Excel ends a text after 32,767 characters. */
const LONGEST = 4 * 1024 * 1024;

/**
 * Reads a document of a workbook piece by piece: `write` takes the next bytes. Elements of other namespaces than that of the root, and all
 * in them, are left out; the root may be bound to any prefix. There are no entities but the five of XML, since a document type declaration
 * is refused. Throws XmlError.
 */
export class PartParser {
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  private readonly decoder = new TextDecoder('utf-8');
  private prefix: string | undefined;
  private depth = 0;
  /** Depth of the element of another namespace that is being left out. */
  private foreignFrom = 0;
  private quiet = 0;

  constructor(visitor: ElementVisitor) {
    const { parser } = this;
    const fail = (message: string): never => {
      throw new XmlError(message.replace(/^\d+:\d+: /, ''), parser.line, parser.column + 1);
    };
    parser.on('error', (error) => fail(error.message));
    parser.on('doctype', () => fail('a document type declaration is not read'));
    parser.on('opentag', ({ name, attributes }) => {
      this.quiet = 0;
      this.depth += 1;
      if (this.depth > MAX_DEPTH) fail(`elements are nested more than ${MAX_DEPTH} deep`);
      this.prefix ??= name.slice(0, name.indexOf(':') + 1);
      if (this.foreignFrom > 0) return;
      if (!this.isOwn(name)) this.foreignFrom = this.depth;
      else visitor.open(name.slice(this.prefix.length), attributes);
    });
    parser.on('text', (text) => {
      if (this.foreignFrom === 0) visitor.text(text);
    });
    parser.on('cdata', (text) => {
      if (this.foreignFrom === 0) visitor.text(text);
    });
    parser.on('closetag', ({ name }) => {
      this.quiet = 0;
      if (this.foreignFrom === 0) visitor.close(name.slice(this.prefix?.length));
      if (this.foreignFrom === this.depth) this.foreignFrom = 0;
      this.depth -= 1;
    });
  }

  write(bytes: Uint8Array): void {
    const text = this.decoder.decode(bytes, { stream: true });
    this.quiet += text.length;
    this.parser.write(text);
    if (this.quiet > LONGEST) throw new XmlError(`a text has more than ${LONGEST} characters`, this.parser.line, 1);
  }

  end(): void {
    this.parser.write(this.decoder.decode()).close();
  }

  private isOwn(name: string): boolean {
    const { prefix = '' } = this;
    return prefix === '' ? !name.includes(':') : name.startsWith(prefix);
  }
}

/** Text in a workbook has what XML cannot hold as _xHHHH_. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
