import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { rules } from '../../rules/index.ts';
import { loadFacts } from '../../src/config/facts.ts';
import type { AnyRule } from '../../src/engine/rule.ts';
import { type ScanResult, scan } from '../../src/engine/scan.ts';
import type { Verdict } from '../../src/findings/report.ts';
import { emptySite } from '../../src/model/site.ts';

export const catalog: readonly AnyRule[] = rules;

/** Files by name (which may have folders in it), as text or bytes. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own with these files; it goes away after the last test of the file. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'vlint-test-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Judges the files by all rules; names in the report are those given here. */
export async function judgeFiles(files: Files, facts?: string): Promise<ScanResult> {
  const folder = folderOf(files);
  return scan(
    Object.keys(files).map((name) => ({ name, path: join(folder, name) })),
    {
      rules: catalog.map((rule) => ({ rule, level: undefined, options: rule.options?.defaults })),
      profile: 'recommended',
      site: facts === undefined ? emptySite : siteOf(facts),
      keepAll: true,
      version: '0.0.0',
    },
  );
}

function siteOf(text: string) {
  const { value, problems } = loadFacts([{ path: 'facts.yaml', text }], {
    today: '2026-01-01',
    allowRules: catalog.map((rule) => rule.id),
  });
  if (value === undefined) throw new TypeError(problems.map((item) => item.message).join('; '));
  return value;
}

/** What must not depend on how the data was printed. */
export function essence(verdicts: readonly Verdict[]): string[] {
  return verdicts
    .map(({ ruleId, subject, verdict, level, fingerprint }) =>
      [ruleId, subject.kind, subject.cluster, subject.host, subject.vm, subject.name, verdict, level ?? '-', fingerprint].join(
        ' | ',
      ),
    )
    .sort();
}

export function own(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter((verdict) => /^(input-|rule-crashed)/.test(verdict.ruleId));
}

export function fails(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter((verdict) => verdict.verdict === 'fail');
}
