/** A value of a JSON text: where it stands, counted independently of the program. Offsets are UTF-16 units. */
export interface Spot {
  /** JSON Pointer within the document. */
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  /** The key before it, with its quotes. */
  readonly key?: { readonly start: number; readonly end: number };
  readonly scalar: boolean;
}

/** Every value of all documents of a text, in order. A plain descent over well-formed JSON, one document after another. */
export function spotsOf(text: string): Spot[] {
  const spots: Spot[] = [];
  let at = 0;
  const space = () => {
    while (at < text.length && /\s/.test(text.charAt(at))) at++;
  };
  const token = (): { start: number; end: number } => {
    const start = at;
    if (text.charAt(at) === '"') {
      for (at++; text.charAt(at) !== '"'; at++) if (text.charAt(at) === '\\') at++;
      at++;
    } else while (at < text.length && /[\w.+-]/.test(text.charAt(at))) at++;
    if (at === start) throw new SyntaxError(`no JSON at ${at}: ${text.slice(at, at + 20)}`);
    return { start, end: at };
  };
  const value = (pointer: string, key?: Spot['key']): void => {
    space();
    const start = at;
    const open = text.charAt(at);
    if (open !== '{' && open !== '[') {
      spots.push({ pointer, ...token(), ...(key ? { key } : {}), scalar: true });
      return;
    }
    const place = spots.push({ pointer, start, end: start, scalar: false }) - 1;
    at++;
    for (let index = 0; ; index++) {
      space();
      if (text.charAt(at) === ',') at++;
      space();
      if (text.charAt(at) === '}' || text.charAt(at) === ']') break;
      if (open === '[') value(`${pointer}/${index}`);
      else {
        const name = token();
        space();
        at++;
        value(`${pointer}/${escaped(JSON.parse(text.slice(name.start, name.end)) as string)}`, name);
      }
    }
    at++;
    spots[place] = { pointer, start, end: at, ...(key ? { key } : {}), scalar: false };
  };
  for (space(); at < text.length; space()) value('');
  return spots;
}

/** 0-based offset of a line and column, both from 1; lines end at LF, CRLF or CR. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = /\r\n|\r|\n/g;
    end.lastIndex = start;
    const match = end.exec(text);
    if (match === null) throw new RangeError(`there is no line ${line}`);
    start = match.index + match[0].length;
  }
  return start + column - 1;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
