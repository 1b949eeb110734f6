import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { AnyRule } from '../../src/engine/rule.ts';
import { goodHost, native } from '../build/index.ts';
import { faulty, only, RULE } from './estate.ts';
import { folderOf, vlint } from './program.ts';

const facts = (text: string) => `${text}    who: storage team\n    when: 2026-01-02\n    until: 2099-12-31\n`;

function levels(cwd: string, ...args: readonly string[]): string[] {
  const { stdout, stderr } = vlint(['scan', 'faulty.json', '--format', 'json', ...args], { cwd });
  if (stdout === '') throw new Error(stderr);
  const { verdicts } = JSON.parse(stdout) as { verdicts: { ruleId: string; verdict: string; level?: string }[] };
  return verdicts
    .filter((verdict) => verdict.ruleId === RULE && verdict.verdict === 'fail')
    .map((verdict) => verdict.level ?? '');
}

describe('vlint.yaml', () => {
  it('is found in the folder of the input and above it, up to the root of the repository', () => {
    const off = { 'site/deep/faulty.json': faulty, 'site/vlint.yaml': `rules:\n  ${RULE}: off\n` };
    const folder = folderOf(off);
    const { verdicts } = JSON.parse(vlint(['scan', 'site/deep/faulty.json', '--format', 'json'], { cwd: folder }).stdout) as {
      verdicts: { ruleId: string }[];
    };
    expect(verdicts.filter((verdict) => verdict.ruleId === RULE)).toEqual([]);
    const cut = folderOf({ ...off, 'site/deep/.git/HEAD': '' });
    const { status } = vlint(['scan', 'site/deep/faulty.json', '--rule', 'mtu-*'], { cwd: cut });
    expect(status).toBe(1);
  });

  it('turns rules off by pattern, and a rule on again; --rule by its whole name runs it all the same', () => {
    const folder = folderOf({ 'faulty.json': faulty, 'vlint.yaml': `rules:\n  "mtu-*": off\n` });
    expect(levels(folder)).toEqual([]);
    expect(levels(folder, ...only)).toEqual(['error', 'error']);
    const back = folderOf({ 'faulty.json': faulty, 'vlint.yaml': `rules:\n  "mtu-*": off\n  ${RULE}: on\n` });
    expect(levels(back)).toEqual(['error', 'error']);
  });

  it('changes severities', () => {
    const folder = folderOf({ 'faulty.json': faulty, 'vlint.yaml': `rules:\n  ${RULE}: note\n` });
    expect(levels(folder)).toEqual(['note', 'note']);
  });

  it('sets fail-on, which the command line overrules', () => {
    const folder = folderOf({ 'faulty.json': faulty, 'vlint.yaml': 'fail-on: never\n' });
    expect(vlint(['scan', 'faulty.json', ...only], { cwd: folder }).status).toBe(0);
    expect(vlint(['scan', 'faulty.json', ...only, '--fail-on', 'error'], { cwd: folder }).status).toBe(1);
  });

  it('--config names another one', () => {
    const folder = folderOf({ 'faulty.json': faulty, 'vlint.yaml': 'fail-on: never\n', 'strict.yaml': 'fail-on: note\n' });
    expect(vlint(['scan', 'faulty.json', ...only, '--config', 'strict.yaml'], { cwd: folder }).status).toBe(1);
    expect(vlint(['scan', 'faulty.json', '--config', 'nowhere.yaml'], { cwd: folder })).toMatchObject({ status: 2, stdout: '' });
  });

  it.each([
    ['a misspelled key', 'profil: strict\n', /vlint\.yaml:1:1: error: .*did you mean "profile"\?/],
    [
      'a misspelled rule',
      'fail-on: error\nrules:\n  mtu-vmk-exceeds-vswich: off\n',
      /vlint\.yaml:3:3: error: .*did you mean "mtu-vmk-exceeds-vswitch"\?/,
    ],
    ['a severity that there is not', `rules:\n  ${RULE}: fatal\n`, /vlint\.yaml:2:\d+: error: /],
    ['a pattern that matches nothing', 'rules:\n  "mtv-*": off\n', /vlint\.yaml:2:3: error: .*mtv-\*/],
    [
      'options of a rule that takes none',
      `rules:\n  ${RULE}:\n    options: { min: 1 }\n`,
      /vlint\.yaml:3:5: error: .*no options/,
    ],
    ['no YAML', 'rules: [\n', /vlint\.yaml:\d+:\d+: error: /],
  ])('%s is an error with its place, on standard error alone', (_, text, message) => {
    const folder = folderOf({ 'faulty.json': faulty, 'vlint.yaml': text });
    const { status, stdout, stderr } = vlint(['scan', 'faulty.json'], { cwd: folder });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  const withOptions = (rules as readonly AnyRule[]).find((rule) => rule.options !== undefined);

  it.runIf(withOptions)('an option that a rule does not have is an error with its place', () => {
    const folder = folderOf({
      'faulty.json': faulty,
      'vlint.yaml': `rules:\n  ${withOptions?.id}:\n    options:\n      no-such-option: 1\n`,
    });
    const { status, stderr } = vlint(['scan', 'faulty.json'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/vlint\.yaml:4:7: error: .*no-such-option/);
  });
});

describe('profiles', () => {
  const tagged = 'iscsi-vmk-service-tagged';

  it.runIf(rules.some((rule) => (rule.id as string) === tagged))(
    'a profile changes levels; the command line wins over vlint.yaml',
    () => {
      const text = native(goodHost(1, { vmks: { vmk1: { tags: ['management'] } } }));
      const folder = folderOf({ 'in.json': text, 'stig/in.json': text, 'stig/vlint.yaml': 'profile: stig\n' });
      const status = (...args: readonly string[]) => vlint(['scan', '--rule', tagged, ...args], { cwd: folder }).status;
      expect(status('in.json')).toBe(0);
      expect(status('in.json', '--fail-on', 'warning')).toBe(1);
      expect(status('in.json', '--profile', 'stig')).toBe(1);
      expect(status('stig/in.json')).toBe(1);
      expect(status('stig/in.json', '--profile', 'recommended')).toBe(0);
    },
  );

  it('--profile takes the known ones and names them otherwise', () => {
    const folder = folderOf({ 'faulty.json': faulty });
    for (const profile of ['recommended', 'strict', 'stig', 'lab'])
      expect(vlint(['scan', 'faulty.json', ...only, '--profile', profile], { cwd: folder }).status).toBe(1);
    const { status, stderr } = vlint(['scan', 'faulty.json', '--profile', 'stigg'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/stig/);
  });
});

describe('facts.yaml', () => {
  const allow = facts(`allow:\n  - rule: ${RULE}\n    host: esx01.lab\n    object: vmk1\n    reason: being rebuilt\n`);

  it('is read from the command line and from vlint.yaml, relative to it', () => {
    const told = folderOf({ 'faulty.json': faulty, 'site.yaml': allow });
    expect(levels(told)).toEqual(['error', 'error']);
    expect(levels(told, '--facts', 'site.yaml')).toEqual(['error']);
    const configured = folderOf({
      'in/faulty.json': faulty,
      'in/vlint.yaml': 'facts: more/facts.yaml\n',
      'in/more/facts.yaml': allow,
    });
    const { stdout } = vlint(['scan', 'in/faulty.json', ...only, '--format', 'json'], { cwd: configured });
    expect((JSON.parse(stdout) as { summary: { fail: { error: number }; notApplicable: number } }).summary).toMatchObject({
      fail: { error: 1 },
      notApplicable: 1,
    });
  });

  it('its files go by short names, from wherever the command is typed', () => {
    const folder = folderOf({
      'a/faulty.json': faulty,
      'a/vlint.yaml': 'facts: facts.yaml\n',
      'a/facts.yaml': 'vmkpings: []\n',
      'b/x': '',
    });
    expect(vlint(['scan', 'a/faulty.json'], { cwd: folder }).stderr).toMatch(/^a\/facts\.yaml:1:1: error:/m);
    expect(vlint(['scan', 'faulty.json'], { cwd: `${folder}/a` }).stderr).toMatch(/^facts\.yaml:1:1: error:/m);
    expect(vlint(['scan', '../a/faulty.json'], { cwd: `${folder}/b` }).stderr).toMatch(/a\/facts\.yaml:1:1: error:/m);
  });

  it.each([
    ['a misspelled key', 'vmkpings: []\n', /facts\.yaml:1:1: error: .*did you mean "vmkping"\?/],
    [
      'an unknown rule',
      allow.replace(RULE, 'mtu-vmk-exceeds-vswich'),
      /facts\.yaml:2:11: error: .*did you mean "mtu-vmk-exceeds-vswitch"\?/,
    ],
    [
      'nobody who vouches for it',
      'allow:\n  - rule: mtu-vmk-exceeds-vswitch\n    host: esx01.lab\n    reason: x\n',
      /facts\.yaml:2:\d+: error: .*who/,
    ],
  ])('%s is an error with its place', (_, text, message) => {
    const folder = folderOf({ 'faulty.json': faulty, 'facts.yaml': text });
    const { status, stdout, stderr } = vlint(['scan', 'faulty.json', '--facts', 'facts.yaml'], { cwd: folder });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('what has expired is said and not used', () => {
    const folder = folderOf({ 'faulty.json': faulty, 'facts.yaml': allow.replace('2099-12-31', '2026-01-03') });
    const { stdout, stderr } = vlint(['scan', 'faulty.json', ...only, '--facts', 'facts.yaml', '--format', 'json'], {
      cwd: folder,
    });
    expect(stderr).toMatch(/facts\.yaml:\d+:\d+: warning: expired on 2026-01-03/);
    expect((JSON.parse(stdout) as { summary: { fail: { error: number } } }).summary.fail.error).toBe(2);
  });
});
