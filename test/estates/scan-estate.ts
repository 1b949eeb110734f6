import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { HOMEPAGE, VERSION } from '../../src/cli/version.ts';
import type { AnyRule } from '../../src/engine/rule.ts';
import { scan } from '../../src/engine/scan.ts';
import type { Report } from '../../src/findings/report.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';
import type { NativeExport } from '../build/index.ts';

export const catalog: readonly AnyRule[] = rules;

/** What the reporters get from the command line when it is called in the project's root; any absolute folder will do. */
export const reporterOptions: ReporterOptions = { width: 100, colour: false, homepage: HOMEPAGE, root: '/vlint', cwd: '/vlint' };

/** The export as it is committed: pretty, with a line feed at the end. */
export function textOf(estate: NativeExport): string {
  return `${JSON.stringify(estate, null, 2)}\n`;
}

/** What `vlint scan test/estates/NAME/export.json` judges when it is called in the project's root, its vlint.yaml included. */
export async function scanEstate(name: string): Promise<Report> {
  const input = `test/estates/${name}/export.json`;
  const settings = await loadSettings({ facts: [], rule: [], input });
  const { report } = await scan([{ name: input, path: input }], { ...settings, keepAll: true, version: VERSION });
  return report;
}

/** The committed text of an estate's file. */
export function readEstate(name: string, file: string): string {
  return readFileSync(join('test/estates', name, file), 'utf8');
}
