import type { Span } from './lines.ts';

/** What is wrong with a file that the user wrote, and where. A warning does not keep the file from being used. */
export interface ConfigProblem extends Span {
  /** As the user named it. */
  readonly file: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What a file holds. `value` is absent exactly when one of the problems is an error. */
export interface Loaded<T> {
  readonly value?: T;
  readonly problems: readonly ConfigProblem[];
}

/** A problem at a place of a file. */
export function problemAt(file: string, at: Span, message: string, severity: ConfigProblem['severity'] = 'error'): ConfigProblem {
  const { line, column, endLine, endColumn } = at;
  return { file, line, column, endLine, endColumn, severity, message };
}

/** The value, unless an error forbids its use; the problems in the order of their places. */
export function loaded<T>(value: T, problems: readonly ConfigProblem[]): Loaded<T> {
  return hasErrors(problems) ? { problems: inOrder(problems) } : { value, problems: inOrder(problems) };
}

export function hasErrors(problems: readonly ConfigProblem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** The place at which a problem starts. */
export function placeOf(problem: ConfigProblem): string {
  return `${problem.line}:${problem.column}`;
}

/** Sorted by place inside a file; the files stay in the order in which they were given. */
function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  return problems.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
