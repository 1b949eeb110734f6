import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { HOMEPAGE, VERSION } from '../../src/cli/version.ts';
import type { AnyRule, Profile } from '../../src/engine/rule.ts';
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

/**
 * What `vlint scan test/estates/NAME/export.json` judges when it is called in the project's root, its vlint.yaml included. The text comes
 * from the description, so that one run of `vitest -u` brings export and reports up to date together.
 */
export async function scanEstate(name: string, estate: NativeExport, facts?: string, profile?: Profile): Promise<Report> {
  const input = `test/estates/${name}/export.json`;
  const folder = mkdtempSync(join(tmpdir(), 'vlint-estate-'));
  try {
    const factsPath = join(folder, 'facts.yaml');
    if (facts !== undefined) writeFileSync(factsPath, facts);
    const settings = await loadSettings({
      facts: facts === undefined ? [] : [factsPath],
      rule: [],
      input,
      ...(profile === undefined ? {} : { profile }),
    });
    const path = join(folder, 'export.json');
    writeFileSync(path, textOf(estate));
    const { report } = await scan([{ name: input, path }], { ...settings, keepAll: true, version: VERSION });
    return report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
