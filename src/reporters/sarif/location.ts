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
    region: region(location),
  };
}

/** A place with a sentence, for related locations and the hops of a flow. */
export function labelledLocation(message: string, location: Location, base: Base): object {
  return { physicalLocation: physicalLocation(location, base), message: { text: plain(message) } };
}

/** The object in the estate, which is what the administrator knows. */
export function logicalLocation(subject: Subject): object {
  return { name: subject.name, fullyQualifiedName: subjectPath(subject), kind: subject.kind };
}

function region({ line, column, endLine, endColumn, excerpt }: Location): object {
  // Line 0 stands for the whole file, which GitHub shows at its first line.
  if (line < 1) return { startLine: 1 };
  if (column < 1) return { startLine: line };
  if (endLine !== line || endColumn <= column) return { startLine: line, startColumn: column };
  const token = excerpt?.text.slice(excerpt.column - 1, excerpt.column - 1 + endColumn - column);
  const whole = token !== undefined && token.length === endColumn - column && token.length <= SNIPPET;
  return {
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn,
    snippet: whole ? { text: token } : undefined,
  };
}
