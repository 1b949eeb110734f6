import type { Location, Subject } from '../../findings/report.ts';
import { subjectPath } from '../subject-path.ts';
import { plain } from './message.ts';
import type { Base } from './uri.ts';
import { artifactUri } from './uri.ts';

/** A snippet longer than this says no more than the line it stands on. */
const SNIPPET = 200;

/** Where in which file. GitHub shows one line only, so a region that runs on ends with its first line. */
export function physicalLocation(location: Location, base: Base): object {
  return {
    artifactLocation: { uri: artifactUri(location.file, base), uriBaseId: '%SRCROOT%' },
    // Lines of a file in an archive are not those of the archive, which has none.
    region: location.inside === undefined ? region(location) : { startLine: 1 },
  };
}

/** Where in an archive or a workbook a place is, for people: SARIF has no region for it. */
export function insideText({ inside, cell, line, column }: Location): string | undefined {
  if (cell !== undefined) return plain(cell);
  return inside === undefined ? undefined : line < 1 ? plain(inside) : `${plain(inside)}:${line}:${column}`;
}

/** A place with a sentence, for related locations and the hops of a flow. */
export function labelledLocation(message: string, location: Location, base: Base): object {
  const inside = insideText(location);
  const text = inside === undefined ? plain(message) : `${plain(message)} (${inside})`;
  return { physicalLocation: physicalLocation(location, base), message: { text } };
}

/** The object in the estate, which is what the administrator knows. */
export function logicalLocation(subject: Subject): object {
  return { name: subject.name, fullyQualifiedName: subjectPath(subject), kind: subject.kind };
}

function region({ line, column, endLine, endColumn, cell, excerpt }: Location): object {
  // Line 0 stands for the whole file, which GitHub shows at its first line.
  if (line < 1) return { startLine: 1 };
  if (column < 1) return { startLine: line };
  if (endLine !== line || endColumn <= column) return { startLine: line, startColumn: column };
  // A cell is one column wide, and its excerpt ends with its value.
  const size = cell === undefined ? endColumn - column : excerpt?.text.slice(excerpt.column - 1).length;
  const token = excerpt?.text.slice(excerpt.column - 1, excerpt.column - 1 + (size ?? 0));
  const whole = token !== undefined && token.length === size && token.length <= SNIPPET;
  return {
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn,
    snippet: whole ? { text: token } : undefined,
  };
}
