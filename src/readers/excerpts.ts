import type { Input } from './input.ts';
import type { Excerpt } from './json/excerpt.ts';
import { excerptOf, type Span } from './translated.ts';

const CHUNK = 256 * 1024;
/** Characters around a token that an excerpt may show, and some more. */
const AROUND = 200;

/** The lines around tokens of an input that is too large to stay in memory, cut to what is useful. The input is read once, in order. */
export function excerptsOf<S extends Span>(input: Input, spans: Iterable<S>): ReadonlyMap<S, Excerpt> {
  const wanted = [...spans].sort((a, b) => a.line - b.line || a.column - b.column);
  const found = new Map<S, Excerpt>();
  const window = new Window();
  for (const text of textsOf(input)) {
    window.append(text);
    for (let span = wanted[found.size]; span !== undefined; span = wanted[found.size]) {
      const excerpt = window.at(span);
      if (excerpt === undefined) break;
      found.set(span, excerpt);
    }
    if (found.size === wanted.length) break;
  }
  window.isLast = true;
  for (const span of wanted.slice(found.size)) {
    const excerpt = window.at(span);
    if (excerpt !== undefined) found.set(span, excerpt);
  }
  return found;
}

/** The part of a text that is at hand. */
class Window {
  private text = '';
  /** Of the first character that is at hand. */
  private line = 1;
  private column = 1;
  isLast = false;

  append(text: string): void {
    this.text += text;
  }

  /** The excerpt around a span; nothing when more text is needed. What lies well before the span is let go. */
  at(span: Span): Excerpt | undefined {
    while (this.line < span.line) {
      const feed = this.text.indexOf('\n');
      if (feed < 0) {
        this.drop(this.text.length);
        return undefined;
      }
      this.text = this.text.slice(feed + 1);
      this.line += 1;
      this.column = 1;
    }
    this.drop(Math.min(this.text.length, span.column - this.column) - AROUND);
    const start = span.column - this.column;
    if (!this.isLast && this.text.length < start + 2 * AROUND && this.text.indexOf('\n', Math.max(0, start)) < 0)
      return undefined;
    const end = this.text.indexOf('\n');
    const line = this.text.slice(0, Math.min(start + 2 * AROUND, end < 0 ? this.text.length : end)).replace(/\r$/, '');
    if (start < 0 || start > line.length) return undefined;
    const excerpt = excerptOf(line, { ...span, column: start + 1, endColumn: start + 1 + span.endColumn - span.column });
    const isCut = this.column > 1 && !excerpt.text.startsWith('…');
    return isCut ? { text: `…${excerpt.text}`, column: excerpt.column + 1 } : excerpt;
  }

  private drop(count: number): void {
    if (count <= 0) return;
    this.text = this.text.slice(count);
    this.column += count;
  }
}

function* textsOf(input: Input): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const buffer = new Uint8Array(CHUNK);
  for (let position = 0; position < input.size; ) {
    const got = input.read(buffer, 0, position);
    if (got === 0) break;
    position += got;
    yield decoder.decode(buffer.subarray(0, got), { stream: position < input.size });
  }
}
