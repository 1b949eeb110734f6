import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, FIRST_COMMAND, PER_OBJECT } from '../../src/collect/esxcli-commands.ts';
import { hostScript } from '../../src/collect/host-script.ts';
import { powercliScript } from '../../src/collect/powercli-script.ts';
import { KINDS } from '../../src/collect/wanted.ts';
import { isKnownCommand, parseCommand } from '../../src/readers/command.ts';
import { esxcliKeyvalue } from '../build/esxcli-formats.ts';
import { type EsxcliEntry, esxcli, goodHost, type HostDescription, native, presetLuns } from '../build/index.ts';
import { essence, fails, folderOf, judgeFiles, own } from '../e2e/run.ts';

const all = [FIRST_COMMAND, ...COMMANDS, ...PER_OBJECT.flatMap(({ commands }) => commands)];
const [first] = presetLuns;

describe('the commands of the scripts', () => {
  it('only read, and vlint reads what they print', () => {
    expect(all.filter((command) => !/ (get|list)$/.test(command))).toEqual([]);
    expect(all.filter((command) => !isKnownCommand(parseCommand(command).command))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are all that the model says would supply what is missing', () => {
    const folder = new URL('../../src/model/', import.meta.url);
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    const named = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/'esxcli ([\w ]+ (?:get|list))\b[^']*'/g)].map(
        ([, command = '']) => command,
      ),
    );

    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((command) => !all.includes(command))).toEqual([]);
  });
});

/** A folder with an `esxcli` that answers for the host, and knows no other command than the builder's. */
function fakeHost(
  description: HostDescription,
  options: { readonly without?: readonly string[]; readonly breaks?: string } = {},
): string {
  const folder = folderOf({});
  const answers = join(folder, 'answers');
  mkdirSync(answers);
  const put = (entry: EsxcliEntry, words: string) => {
    writeFileSync(join(answers, `json ${words}`.replaceAll('/', '%')), `${JSON.stringify(entry.output)}\n`);
    writeFileSync(join(answers, `keyvalue ${words}`.replaceAll('/', '%')), esxcliKeyvalue(entry));
  };
  for (const command of all.filter((one) => !options.without?.includes(one))) {
    const perObject = PER_OBJECT.find(({ commands }) => commands.includes(command));
    for (const name of perObject === undefined ? [''] : namesOf(description, perObject)) {
      const line = name === '' ? command : `${command} -${perObject?.option} "${name}"`;
      try {
        put(esxcli(description, line), name === '' ? command : `${command} -${perObject?.option} ${name}`);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
  }
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'esxcli');
  writeFileSync(
    program,
    `#!/bin/sh
cat > /dev/null
formatter=\${1#--formatter=}; shift
echo "$formatter $*" >> '${folder}/log'
${options.breaks ?? ''}
file="${answers}/$(printf '%s' "$formatter $*" | tr / %)"
if [ -f "$file" ]; then cat "$file"; else echo "Error: Unknown command or namespace $*"; exit 1; fi
`,
  );
  chmodSync(program, 0o755);
  return folder;
}

function namesOf(description: HostDescription, { list, column }: { readonly list: string; readonly column: string }): string[] {
  try {
    const { output } = esxcli(description, list);
    return (output as Record<string, string>[]).map((row) => row[column] ?? '').filter((name) => name !== '');
  } catch {
    return [];
  }
}

function runScript(folder: string, shell: readonly string[] = ['sh', '-s']) {
  const [program = 'sh', ...args] = shell;
  const before = readdirSync(folder).filter((name) => name !== 'log');
  const { stdout, stderr, status } = spawnSync(program, args, {
    input: hostScript('0.0.0'),
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}` },
  });
  expect(readdirSync(folder).filter((name) => name !== 'log')).toEqual(before);
  const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8').trim().split('\n') : [];
  return { stdout, stderr, status, log };
}

const shells = [
  ['sh', '-s'],
  ['dash', '-s'],
  ['busybox', 'ash', '-s'],
  ['bash', '--posix', '-s'],
].filter(([program = '', ...args]) => spawnSync(program, [...args], { input: 'exit 0' }).status === 0);

const faulty = goodHost(1, {
  vmks: { vmk1: { mtu: 9000 } },
  vswitches: { vSwitch1: { mtu: 1500, portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'] } } } },
  luns: { [first]: { psp: 'VMW_PSP_FIXED' } },
});

describe('the script for a host', () => {
  it.each(shells.map((shell) => [shell.join(' '), shell] as const))(
    'in %s: what it prints is judged as the same answers are',
    async (_, shell) => {
      const { stdout, status, log } = runScript(fakeHost(faulty), shell);

      expect(status).toBe(0);
      const document = JSON.parse(stdout) as { vlint: string; collected: string; entries: EsxcliEntry[] };
      expect(document.vlint).toBe('export/1');
      expect(document.collected).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(document.entries[0]).toMatchObject({ source: 'esxcli', host: 'esx01.lab', command: FIRST_COMMAND });
      const reference = await judgeFiles({
        'export.json': native(document.entries.map(({ command }) => esxcli(faulty, command))),
      });
      const { verdicts } = (await judgeFiles({ 'esx.json': stdout })).report;
      expect(own(verdicts)).toEqual([]);
      expect(fails(verdicts).map(({ ruleId }) => ruleId)).toEqual(
        expect.arrayContaining(['mtu-vmk-exceeds-vswitch', 'portbind-one-active-uplink', 'psp-not-round-robin']),
      );
      expect(essence(verdicts)).toEqual(essence(reference.report.verdicts));
      expect(log.filter((line) => !/ (get|list)( -\w .*)?$/.test(line))).toEqual([]);
    },
  );

  it('asks for each port group, adapter and Round Robin device', () => {
    const { stdout } = runScript(fakeHost(faulty));
    const commands = (JSON.parse(stdout) as { entries: EsxcliEntry[] }).entries.map(({ command }) => command);

    expect(commands).toContain('network vswitch standard portgroup policy failover get -p "VM Network"');
    expect(commands).toContain('iscsi adapter param get -A "vmhba64"');
    const devices = commands.filter((command) => command.startsWith('storage nmp psp roundrobin deviceconfig get'));
    expect(devices).toHaveLength(1);
    expect(devices[0]).not.toContain(first);
  });

  it('names what it could not ask, and goes on', () => {
    const { stdout, stderr, status } = runScript(fakeHost(faulty, { without: ['iscsi networkportal list'] }));

    expect(status).toBe(0);
    expect(stderr).toContain('vlint: no answer: esxcli iscsi networkportal list\n');
    const commands = (JSON.parse(stdout) as { entries: EsxcliEntry[] }).entries.map(({ command }) => command);
    expect(commands).not.toContain('iscsi networkportal list');
    expect(commands).toContain('storage core path list');
  });

  it('takes names as they are', async () => {
    const odd = [
      '$(touch owned)',
      '`touch owned`',
      'a "quoted" one',
      "it's",
      'back\\slash',
      ' blanks ',
      '* ; & | > x',
      'größe-測試',
    ];
    const host = goodHost(1, {
      vswitches: { vSwitch1: { portGroups: Object.fromEntries(odd.map((name) => [name, { vlan: 7 }])) } },
    });
    const folder = fakeHost(host);
    const { stdout } = runScript(folder);

    const { entries } = JSON.parse(stdout) as { entries: EsxcliEntry[] };
    const asked = entries
      .map(({ command }) => parseCommand(command))
      .filter(({ command }) => command === 'network vswitch standard portgroup policy failover get')
      .map(({ options }) => options.get('p'));
    expect(asked).toEqual(expect.arrayContaining(odd));
    expect(readdirSync(folder)).not.toContain('owned');
  });

  it('says when this is no host, or one that is too old, and prints nothing', () => {
    const none = folderOf({});
    mkdirSync(join(none, 'bin'));
    const old = fakeHost(faulty, { breaks: 'if [ "$formatter" = json ]; then echo "Invalid formatter json"; exit 1; fi' });

    expect(runScript(none)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('no esxcli here') });
    expect(runScript(old)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('prints no JSON here') });
  });

  it('that was cut off does nothing', () => {
    const folder = fakeHost(faulty);
    const text = hostScript('0.0.0');
    const { stdout } = spawnSync('sh', ['-s'], {
      input: text.slice(0, text.lastIndexOf('vlint_main')),
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}` },
    });

    expect(stdout).toBe('');
    expect(existsSync(join(folder, 'log'))).toBe(false);
  });
});

describe('the script for PowerCLI', () => {
  const script = powercliScript('0.0.0');

  it('asks for the same as the collector and the script for a host', () => {
    for (const path of KINDS.flatMap(({ paths }) => paths)) expect(script).toContain(`'${path}'`);
    for (const command of all) expect(script).toContain(`'${command}'`);
    expect(script).toContain('ConvertTo-Json -Depth 20 -Compress');
    expect(script).toContain('Get-EsxCli -VMHost (Get-VIObjectByVIView -VIView $view) -V2');
  });

  it('only reads', () => {
    const own = new Set([...script.matchAll(/^function ([\w-]+)/gm)].map(([, name]) => name));
    const code = script.replace(/^\s*#.*$/gm, '').replace(/'[^']*'|"[^"]*"/g, "''");
    const called = [...code.matchAll(/\b([A-Z][A-Za-z]+-[A-Z]\w+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !own.has(name));

    expect(new Set(called)).toEqual(
      new Set([
        'Get-EsxCli',
        'Get-VIObjectByVIView',
        'Get-View',
        'Get-Date',
        'Where-Object',
        'Select-Object',
        'ConvertTo-Json',
        'Write-Warning',
      ]),
    );
    const methods = [...code.matchAll(/\.(\w+)\(/g)].map(([, name]) => name);
    expect(new Set(methods)).toEqual(
      new Set(['GetType', 'ToString', 'ToUniversalTime', 'Split', 'Invoke', 'Contains', 'QueryBoundVnics', 'QueryNetworkHint']),
    );
  });

  it('closes what it opens', () => {
    const code = script.replace(/^\s*#.*$/gm, '').replace(/'[^']*'|"[^"]*"/g, "''");
    for (const [open = '', close = ''] of ['{}', '()', '[]'].map((pair) => [...pair]))
      expect(code.split(open).length, open).toBe(code.split(close).length);
  });
});
