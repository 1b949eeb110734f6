import type { Report } from '../findings/report.ts';

/** A reporter turns a report into text that ends with one line feed. It is pure: no clock, no terminal, no environment. */
export type Reporter = (report: Report, options?: ReporterOptions) => string;

/** What the caller decides. Each reporter reads the members that concern it. */
export interface ReporterOptions {
  /** pretty: columns that prose is wrapped to; 100 by default. Commands and names are never wrapped. */
  readonly width?: number;
  /** pretty: whether to colour; false by default. */
  readonly colour?: boolean;
  /** json: print pass and notApplicable too; false by default. */
  readonly all?: boolean;
  /**
   * sarif: the absolute folder, `/` separators, that locations are made relative to: the root of the repository. Without it a
   * relative file name is taken as it is.
   */
  readonly root?: string;
  /** sarif: the absolute folder that relative file names of the report start from; `root` by default. */
  readonly cwd?: string;
  /** sarif: where to read about vlint, an absolute http(s) URI. */
  readonly homepage?: string;
}
