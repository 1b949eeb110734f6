import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../build/index.ts';
import { clean, faulty, large, only, RULE, undecided } from './estate.ts';
import { folderOf, vlint, vlintIntoClosedPipe } from './program.ts';

const folder = folderOf({
  'clean.json': clean,
  'faulty.json': faulty,
  'undecided.json': undecided,
  'large.json': large,
  'empty.json': '',
  '-odd.json': faulty,
});
const at = { cwd: folder };

interface Shown {
  readonly verdicts: readonly {
    readonly ruleId: string;
    readonly verdict: string;
    readonly location?: { readonly file: string; readonly line: number };
  }[];
  readonly summary: { readonly pass: number };
}

function json(args: readonly string[], cwd = folder, input?: string): Shown {
  return JSON.parse(
    vlint(['scan', ...args, ...only, '--format', 'json'], { cwd, ...(input === undefined ? {} : { input }) }).stdout,
  ) as Shown;
}

describe('the exit status', () => {
  it.each([
    ['0, nothing found', ['clean.json'], 0],
    ['0, undecided without --strict', ['undecided.json'], 0],
    ['1, an error', ['faulty.json'], 1],
    ['1, an error among good files', ['clean.json', 'faulty.json'], 1],
    ['0, an error with --fail-on never', ['faulty.json', '--fail-on', 'never'], 0],
    ['1, an error with --fail-on note', ['faulty.json', '--fail-on', 'note'], 1],
    ['3, undecided with --strict', ['undecided.json', '--strict'], 3],
    ['1, an error and undecided with --strict', ['undecided.json', 'faulty.json', '--strict'], 1],
    ['0, all decided with --strict', ['clean.json', '--strict'], 0],
    ['2, an empty input', ['empty.json'], 2],
    ['2, an empty input among good ones', ['clean.json', 'empty.json'], 2],
    ['2, no such file', ['nowhere.json'], 2],
    ['2, no argument', [], 2],
    ['2, an unknown level', ['clean.json', '--fail-on', 'fatal'], 2],
    ['2, an unknown format', ['clean.json', '--format', 'jsn'], 2],
    ['2, an unknown rule', ['clean.json', '--rule', 'mtu-vmk-exceeds-vswich'], 2],
    ['2, a missing facts file', ['clean.json', '--facts', 'facts.yaml'], 2],
  ])('%s', (_, args, status) => {
    const rule = args.includes('--rule') ? [] : only;
    const answer = vlint(['scan', ...args, ...rule], at);
    expect(answer.status, answer.stderr).toBe(status);
    expect(answer.stderr).not.toMatch(/^\s+at /m);
  });

  it('a level of vlint.yaml counts for it', () => {
    const own = folderOf({ 'faulty.json': faulty, 'vlint.yaml': `rules:\n  ${RULE}: warning\n` });
    expect(vlint(['scan', 'faulty.json', ...only], { cwd: own }).status).toBe(0);
    expect(vlint(['scan', 'faulty.json', ...only, '--fail-on', 'warning'], { cwd: own }).status).toBe(1);
  });
});

describe('what is wrong with the command line is said on standard error alone', () => {
  it.each([
    ['an unknown option', ['scan', 'clean.json', '--frmat', 'json'], /--?frmat|frmat/, 'format'],
    ['an unknown command', ['scna', 'clean.json'], /there is no command "scna"/, 'scan'],
    [
      'an unknown rule',
      ['scan', 'clean.json', '--rule', 'mtu-vmk-exceeds-vswich'],
      /there is no rule "mtu-vmk-exceeds-vswich"/,
      RULE,
    ],
    ['an unknown rule to explain', ['explain', 'mtu-vmk-exceed-vswitch'], /there is no rule/, RULE],
  ])('%s, with what was meant', (_, args, message, meant) => {
    const { status, stdout, stderr } = vlint(args, at);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toContain(`did you mean "${meant}"?`);
  });

  it.each([
    ['no command', [], /command/],
    ['an option without its value', ['scan', 'clean.json', '--format'], /format/],
    ['a file in the place of the command', ['clean.json'], /vlint scan clean\.json/],
    ['no such file', ['scan', 'nowhere.json'], /nowhere\.json/],
    ['a pattern that matches no rule', ['scan', 'clean.json', '--rule', 'mtv-*'], /mtv-\*/],
    ['two formats to standard output', ['scan', 'clean.json', '--format', 'json', '--format', 'sarif'], /standard output/],
    ['more outputs than formats', ['scan', 'clean.json', '--output', 'a', '--output', 'b'], /--output/],
    [
      'a folder that cannot be written to',
      ['scan', 'clean.json', '--format', 'json', '--output', 'clean.json/x.json'],
      /x\.json/,
    ],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = vlint(args, at);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('inputs', () => {
  it('- is standard input', () => {
    const { verdicts } = json(['-'], folder, faulty);
    expect(verdicts).toHaveLength(2);
    expect(verdicts[0]?.location?.file).toBe('-');
    expect(vlint(['scan', '-', ...only], { cwd: folder, input: faulty }).status).toBe(1);
  });

  it('standard input may be UTF-16, as PowerShell pipes it', () => {
    expect(vlint(['scan', '-', ...only], { cwd: folder, input: bytesOf(faulty, 'utf16le') }).status).toBe(1);
  });

  it('standard input and files together', () => {
    expect(json(['-', 'clean.json'], folder, faulty).verdicts.map((verdict) => verdict.location?.file)).toEqual(['-', '-']);
  });

  it('empty standard input is no clean estate', () => {
    expect(vlint(['scan', '-', ...only], { cwd: folder, input: '' }).status).toBe(2);
  });

  it('behind -- names may begin with a dash', () => {
    const { stdout, status } = vlint(['scan', ...only, '--format', 'json', '--', '-odd.json'], at);
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as Shown).verdicts.map((verdict) => verdict.location?.file)).toEqual(['-odd.json', '-odd.json']);
  });

  it('a folder means the exports in it, at any depth; what is no export is told', () => {
    const own = folderOf({
      'exports/b/faulty.json': faulty,
      'exports/notes.txt': 'reboot esx01',
      'exports/.hidden/clean.json': clean,
    });
    const { stdout, stderr, status } = vlint(['scan', 'exports', ...only, '--format', 'json'], { cwd: own });
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as Shown).verdicts[0]?.location?.file).toBe('exports/b/faulty.json');
    expect(stderr).toMatch(/exports\/notes\.txt/);
  });

  it('a folder without exports is an error', () => {
    const own = folderOf({ 'exports/notes.txt': 'reboot esx01' });
    expect(vlint(['scan', 'exports'], { cwd: own })).toMatchObject({ status: 2, stdout: '' });
  });

  it('the same file twice is read once', () => {
    expect(json(['faulty.json', 'faulty.json']).verdicts).toHaveLength(2);
  });

  it('leading ./ is left out of names', () => {
    expect(json(['./faulty.json']).verdicts[0]?.location?.file).toBe('faulty.json');
  });
});

describe('outputs', () => {
  it('several formats at once, each into its file', () => {
    const own = folderOf({ 'faulty.json': faulty });
    const args = [
      'scan',
      'faulty.json',
      ...only,
      '--format',
      'json',
      '--output',
      'out/report.json',
      '--format',
      'sarif',
      '--output',
      'report.sarif',
      '--format',
      'pretty',
    ];
    const { stdout, status } = vlint(args, { cwd: own });
    expect(status).toBe(1);
    expect(stdout).toContain(RULE);
    expect((JSON.parse(readFileSync(join(own, 'out/report.json'), 'utf8')) as Shown).verdicts).toHaveLength(2);
    expect(JSON.parse(readFileSync(join(own, 'report.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: RULE }, { ruleId: RULE }] }],
    });
    expect(readdirSync(own).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('formats may all come before the outputs; - is standard output', () => {
    const own = folderOf({ 'faulty.json': faulty });
    const { stdout, status } = vlint(
      ['scan', 'faulty.json', ...only, '--format', 'json', '--format', 'sarif', '--output', '-', '--output', 'r.sarif'],
      { cwd: own },
    );
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as Shown).verdicts).toHaveLength(2);
    expect(JSON.parse(readFileSync(join(own, 'r.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it('--verdicts all shows passes too', () => {
    expect(json(['faulty.json']).verdicts.map((verdict) => verdict.verdict)).toEqual(['fail', 'fail']);
    const all = json(['faulty.json', '--verdicts', 'all']);
    expect(all.verdicts.map((verdict) => verdict.verdict).sort()).toEqual(['fail', 'fail', 'pass']);
    expect(all.summary.pass).toBe(1);
  });

  it('a report larger than the buffer of a pipe arrives whole', () => {
    const { stdout, status } = vlint(['scan', 'large.json', ...only, '--format', 'json'], at);
    expect(status).toBe(1);
    expect(stdout.length).toBeGreaterThan(65_536);
    expect((JSON.parse(stdout) as Shown).verdicts).toHaveLength(120);
  });

  it('a reader that goes away is no fault', async () => {
    const { stderr } = await vlintIntoClosedPipe(['scan', 'large.json', ...only, '--format', 'json'], folder);
    expect(stderr).toBe('');
  });

  it('--stats goes to standard error', () => {
    const { stdout, stderr } = vlint(['scan', 'clean.json', ...only, '--format', 'json', '--stats'], at);
    expect(stderr).toMatch(/1 host.*ms/);
    expect(() => JSON.parse(stdout)).not.toThrow();
  });

  it('nothing goes to standard error when nothing is to be said', () => {
    expect(vlint(['scan', 'faulty.json', ...only], at).stderr).toBe('');
  });
});

describe('colour', () => {
  const csi = '\u001B[';
  it.each([
    ['none into a pipe', {}, false],
    ['FORCE_COLOR asks for it', { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0 refuses it', { FORCE_COLOR: '0' }, false],
    ['NO_COLOR refuses it', { NO_COLOR: '1' }, false],
  ])('%s', (_, env, coloured) => {
    expect(vlint(['scan', 'faulty.json', ...only], { cwd: folder, env }).stdout.includes(csi)).toBe(coloured);
  });

  it('never in json, sarif or a file', () => {
    const own = folderOf({ 'faulty.json': faulty });
    for (const format of ['json', 'sarif'])
      expect(
        vlint(['scan', 'faulty.json', ...only, '--format', format], { cwd: own, env: { FORCE_COLOR: '1' } }).stdout,
      ).not.toContain(csi);
    vlint(['scan', 'faulty.json', ...only, '--format', 'pretty', '--output', 'r.txt'], { cwd: own, env: { FORCE_COLOR: '1' } });
    expect(readFileSync(join(own, 'r.txt'), 'utf8')).not.toContain(csi);
  });
});

describe('--rule', () => {
  it('takes patterns, and more than one', () => {
    const { stdout } = vlint(
      [
        'scan',
        'faulty.json',
        '--rule',
        'mtu-vmk-*',
        '--rule',
        'portbind-standby-uplink',
        '--format',
        'json',
        '--verdicts',
        'all',
      ],
      at,
    );
    const ids = new Set((JSON.parse(stdout) as Shown).verdicts.map((verdict) => verdict.ruleId));
    expect([...ids]).toContain(RULE);
    expect([...ids].filter((id) => !/^(mtu-vmk-.*|portbind-standby-uplink)$/.test(id))).toEqual([]);
  });
});
