import type { Path } from '../model/fact.ts';
import type { JsonCursor, Sources } from './derived.ts';
import type { Sink } from './format.ts';
import type { JsonSink } from './json-format.ts';
import type { Span, Translation } from './translated.ts';

/** A text that holds a document: where the value at a path of the document stands. */
export interface DocumentText {
  readonly lines: readonly string[];
  /** The line where the document begins. */
  readonly line: number;
  spanOf(path: Path): Span | undefined;
}

/** Lets a translator of documents work on one that stands in a text. */
export function documentSink(text: DocumentText, sink: Sink): JsonSink {
  const part = (value: unknown, sources: Sources): Translation => ({
    value,
    places: { find: (root, path) => text.spanOf(sources.find(root, path)) },
    line: text.line,
    lines: text.lines,
    incomplete: pathsOf(value, sources.incomplete),
  });
  return {
    esxcli: (told, value, sources) => sink.esxcli(told, part(value, sources)),
    object: (told, value, sources) => sink.object(told, part(value, sources)),
    method: (told, value, sources) => sink.method(told, part(value, sources)),
    device: (told, value, sources) => sink.device(told, part(value, sources)),
    problem(problem, at: JsonCursor) {
      const span = text.spanOf(at.path);
      sink.problem({ ...problem, line: span?.line ?? text.line, column: span?.column ?? 1 });
    },
  };
}

/** The paths of some objects in a tree. */
function pathsOf(value: unknown, wanted: ReadonlySet<object>, path: Path = []): readonly Path[] {
  if (wanted.size === 0 || typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, member]) =>
    pathsOf(member, wanted, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return wanted.has(value) ? [path, ...below] : below;
}
