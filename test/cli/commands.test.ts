import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { catalogue as isCatalogue } from '../../src/readers/validators.generated.js';
import { clean, faulty, only, RULE, undecided } from './estate.ts';
import { folderOf, vlint } from './program.ts';

const folder = folderOf({ 'clean.json': clean, 'faulty.json': faulty, 'undecided.json': undecided });
const at = { cwd: folder };
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('explain', () => {
  it('tells why, when not, how to mend it and who says so', () => {
    const { status, stdout, stderr } = vlint(['explain', RULE], at);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(RULE);
    expect(stdout).toMatch(/esxcli network vswitch standard set/);
    expect(stdout).toMatch(/https:\/\//);
  });

  it.each(
    rules.filter((rule, index) => rules.findIndex((other) => other.family === rule.family) === index).map((rule) => rule.id),
  )('knows %s', (id) => {
    expect(vlint(['explain', id], at)).toMatchObject({ status: 0, stderr: '' });
  });

  it("knows vlint's own findings", () => {
    expect(vlint(['explain', 'input-truncated'], at)).toMatchObject({ status: 0, stderr: '' });
  });

  it('wants one rule', () => {
    expect(vlint(['explain'], at)).toMatchObject({ status: 2, stdout: '' });
    expect(vlint(['explain', RULE, RULE], at)).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('rules', () => {
  it('lists all of them', () => {
    const { status, stdout } = vlint(['rules'], at);
    expect(status).toBe(0);
    expect(rules.map((rule) => rule.id).filter((id) => !stdout.includes(id))).toEqual([]);
  });

  it('prints the catalogue as JSON', () => {
    const { status, stdout } = vlint(['rules', '--format', 'json'], at);
    const catalogue = JSON.parse(stdout) as {
      version: number;
      rules: { id: string; sources: unknown[]; severity: { recommended: string } }[];
    };
    expect({ status, version: catalogue.version }).toEqual({ status: 0, version: 1 });
    expect(catalogue.rules.map((rule) => rule.id).sort()).toEqual(rules.map((rule) => rule.id).sort());
    expect(isCatalogue(catalogue), JSON.stringify(isCatalogue.errors)).toBe(true);
    for (const rule of catalogue.rules) expect(rule.sources.length, rule.id).toBeGreaterThan(0);
  });

  it('shows the levels of a profile', () => {
    const { status, stdout } = vlint(['rules', '--profile', 'lab'], at);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Profile lab: /);
    expect(stdout).toContain('not at all: The only target has a single portal.');
  });

  it('takes no arguments', () => {
    expect(vlint(['rules', 'mtu'], at)).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('doctor', () => {
  it('tells what is missing and the command that supplies it', () => {
    const { status, stdout } = vlint(['doctor', 'undecided.json', ...only], at);
    expect(status).toBe(0);
    expect(stdout).toMatch(/virtual switch MTU/);
    expect(stdout).toMatch(/esxcli|govc/);
  });

  it('prints it as JSON', () => {
    const { status, stdout } = vlint(['doctor', 'undecided.json', ...only, '--format', 'json'], at);
    const report = JSON.parse(stdout) as {
      version: number;
      missing: { group: string; checks: number; hosts: number; provide: string }[];
    };
    expect({ status, version: report.version }).toEqual({ status: 0, version: 1 });
    expect(report.missing).toMatchObject([{ group: 'virtual switch MTU', checks: 2, hosts: 1 }]);
    expect(report.missing[0]?.provide).not.toBe('');
  });

  it('has nothing to ask for where all is known', () => {
    const { status, stdout } = vlint(['doctor', 'clean.json', ...only, '--format', 'json'], at);
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { missing: unknown[] }).missing).toEqual([]);
  });

  it('has the exit status of a broken input', () => {
    expect(vlint(['doctor', 'nowhere.json'], at)).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('help and version', () => {
  it.each([['--version'], ['-v']])('%s', (option) => {
    expect(vlint([option], at)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([['--help'], ['-h']])('%s names every command', (option) => {
    const { status, stdout, stderr } = vlint([option], at);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const command of ['scan', 'doctor', 'collect', 'explain', 'rules', 'completion']) expect(stdout).toContain(command);
  });

  it.each(['scan', 'doctor', 'collect', 'explain', 'rules'])('%s --help', (command) => {
    const { status, stdout } = vlint([command, '--help'], at);
    expect(status).toBe(0);
    expect(stdout).toContain(`vlint ${command}`);
  });

  it('speaks English whatever the locale', () => {
    const { stdout } = vlint(['--help'], { ...at, env: { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' } });
    expect(stdout).toMatch(/Commands:/);
  });
});

describe('completion', () => {
  it('prints a script for the shell', () => {
    const { status, stdout, stderr } = vlint(['completion'], { ...at, env: { SHELL: '/bin/bash' } });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('vlint');
    expect(stdout).toMatch(/complete |compdef/);
  });

  it('completes the rules of explain', () => {
    const { stdout, status, stderr } = vlint(['--get-yargs-completions', 'vlint', 'explain', ''], at);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')).toContain(RULE);
  });

  it('completes the rules of --rule', () => {
    const words = ['--get-yargs-completions', 'vlint', 'scan', '--rule', ''];
    expect(vlint(words, at).stdout.split('\n')).toContain(RULE);
  });

  it('completes commands and options', () => {
    expect(vlint(['--get-yargs-completions', 'vlint', ''], at).stdout).toMatch(/^scan/m);
    expect(vlint(['--get-yargs-completions', 'vlint', 'scan', '--f'], at).stdout).toMatch(/^--format/m);
  });
});
