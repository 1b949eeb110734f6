import { EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import { compose } from './compose.ts';
import { LineIndex, type Span } from './lines.ts';
import { type ConfigProblem, problemAt } from './problems.ts';
import { childOf, plainValue, type YamlNode } from './yaml-node.ts';

/** A parsed YAML (or JSON) file: its value, and where in the text each part of it stands. */
export interface YamlDocument {
  readonly file: string;
  /** As JSON.parse would make it: a key like `__proto__` is an own member. */
  readonly value: unknown;
  /**
   * Where the value at a JSON Pointer stands. A scalar is its whole token, quotes included; a flow collection reaches to its closing
   * bracket; a block mapping is its first key, a block sequence its first dash; an empty value is its key or dash; an alias is `*name`.
   */
  valueAt(pointer: string): Span | undefined;
  /** Where the key of a mapping entry stands; `undefined` for items of a list and for the whole document. */
  keyAt(pointer: string): Span | undefined;
}

/** Deeper nesting than any of our files has; a file that needs more is broken or hostile. */
const deepest = 50;

/**
 * Parses one document. A syntax error leaves no document; a duplicate key is a problem, but the rest can still be checked.
 * An empty file is an empty mapping. Tags beyond the core ones, several documents and runaway aliases are problems.
 */
export function parseYaml(
  file: string,
  text: string,
): { readonly document?: YamlDocument; readonly problems: readonly ConfigProblem[] } {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineIndex(source);
  try {
    const events = parseEvents(source, { maxDepth: deepest });
    if (events.length === 0) return { document: documentOf(file, emptyMapping(lines)), problems: [] };
    const second = events.findIndex((event, index) => index > 0 && event.type === EVENT_ID.DOCUMENT);
    const composed = compose(source, lines, second === -1 ? events : events.slice(0, second));
    const problems = composed.complaints.map(({ at, message }) => problemAt(file, at, message));
    if (second !== -1) {
      // After the last token of the first document only comments and markers can stand before the second one.
      const start = composed.end + source.slice(composed.end).search(/(?:---|\.\.\.)(?=\s|$)/);
      problems.push(
        problemAt(file, lines.span(start, start + 3), 'a document ends here, but another follows; put one in a file'),
      );
    }
    const root = isEmpty(composed.root) ? emptyMapping(lines) : composed.root;
    return { document: documentOf(file, root), problems };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { problems: [syntaxProblem(file, source, lines, error)] };
  }
}

function documentOf(file: string, root: YamlNode): YamlDocument {
  const find = (pointer: string): { node: YamlNode; key?: Span } | undefined => {
    let found: { node: YamlNode; key?: Span } | undefined = { node: root };
    for (const segment of segmentsOf(pointer)) found = found && childOf(found.node, segment);
    return found;
  };
  return {
    file,
    value: plainValue(root),
    valueAt: (pointer) => find(pointer)?.node.span,
    keyAt: (pointer) => find(pointer)?.key,
  };
}

/** The decoded segments of a JSON Pointer; none for the whole document. */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A JSON Pointer one step further. */
export function pointerTo(parent: string, segment: string | number): string {
  return `${parent}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function emptyMapping(lines: LineIndex): YamlNode {
  return { kind: 'mapping', entries: new Map(), span: lines.span(0, 0) };
}

/** A document of comments or markers only. A written `null` is not empty: it is a wrong value. */
function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.implied;
}

/** The parser's words where they do not tell a reader what to mend, and better ones. */
const plainer = new Map([
  [
    'end of the stream or a document separator is expected',
    'this does not continue what stands above; check the indentation and the ":" of the line before',
  ],
  [
    'bad indentation of a mapping entry',
    'this does not fit here; check the indentation, and quote a text that holds ": " or starts with a special character',
  ],
  ['name of an alias node must contain at least one character', 'a text that starts with "*" needs quotes'],
  [`nesting exceeded maxDepth (${deepest})`, `nested more than ${deepest} levels deep`],
]);

function syntaxProblem(file: string, source: string, lines: LineIndex, error: YAMLException): ConfigProblem {
  const offset = Math.min(error.mark?.position ?? 0, source.length);
  const lineStart = Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;
  // Inside a flow collection tabs are allowed, so that only an error about the layout can be the fault of one.
  const tab = /^ *\t/.exec(source.slice(lineStart))?.[0].length ?? 0;
  if (tab > 0 && /indentation|expected/.test(error.reason)) {
    const at = lines.span(lineStart + tab - 1, lineStart + tab);
    return problemAt(file, at, 'not valid YAML: a tab indents this line; only spaces may');
  }
  return problemAt(file, lines.span(offset, offset), `not valid YAML: ${plainer.get(error.reason) ?? error.reason}`);
}
