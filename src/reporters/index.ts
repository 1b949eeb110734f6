import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';

/** Reporters by the name that `--format` takes. */
export const reporters: ReadonlyMap<string, Reporter> = new Map<string, Reporter>([
  ['pretty', pretty],
  ['json', json],
  ['sarif', sarif],
  ['markdown', markdown],
]);

/** What `--format` takes, in the order in which help shows it. */
export const formats: readonly string[] = [...reporters.keys()];
