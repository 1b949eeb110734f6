import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { passwordOf } from '../../src/cli/password.ts';
import { selfSigned } from '../build/certificate.ts';
import { entriesOf, goodHost, native, without } from '../build/index.ts';
import { type SoapServer, type SoapServerOptions, soapServer } from '../build/soap-server.ts';
import { site } from '../e2e/site.ts';
import { type Answer, folderOf, program, vlint } from './program.ts';

const PASSWORD = 'top$ecret & more';
const USER = 'reader@vsphere.local';
const certificate = selfSigned();
const open: SoapServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(options: SoapServerOptions = {}): Promise<SoapServer> {
  const server = await soapServer(site, { certificate, user: USER, password: PASSWORD, ...options });
  open.push(server);
  return server;
}

interface Running {
  readonly folder: string;
  readonly answer: Promise<Answer & { readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `vlint collect ...args` beside this process, which is the server. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = { VLINT_PASSWORD: PASSWORD }): Running {
  const folder = folderOf({ 'ca.pem': certificate.cert, password: `${PASSWORD}\n`, wrong: 'guess', empty: '\n' });
  const child = spawn(process.execPath, [program, 'collect', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    folder,
    answer: new Promise((done) => child.once('close', (status, signal) => done({ status, signal, stdout, stderr }))),
    kill: (signal) => child.kill(signal),
  };
}

const exportsIn = (folder: string) =>
  readdirSync(folder).filter((name) => !['.git', 'ca.pem', 'password', 'wrong', 'empty'].includes(name));

describe('collect', () => {
  it('writes an export that scan reads', async () => {
    const { url } = await serve();
    const { folder, answer } = start(['--url', url, '--user', USER, '--ca', 'ca.pem', '-o', 'export.json']);
    const { status, stdout, stderr } = await answer;

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^vlint: 1 cluster, 3 hosts, 4 virtual machines in export\.json\n$/);
    expect(exportsIn(folder)).toEqual(['export.json']);
    expect(statSync(join(folder, 'export.json')).mode & 0o077).toBe(0);
    const report = vlint(['scan', 'export.json', '--format', 'json'], { cwd: folder });
    expect(report.status).toBe(1);
    expect(JSON.parse(report.stdout)).toMatchObject({ summary: { hosts: 3, vms: 4 } });
  });

  it.each([['-o', '-'], ['--output', '-'], ['--output=-']])('writes to standard output: %s %s', async (...output) => {
    const { url } = await serve();
    const { folder, answer } = start(['--url', url, '--user', USER, '--ca', 'ca.pem', ...output.filter(Boolean)]);
    const { status, stdout } = await answer;

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ vlint: 'export/1', server: 'VMware vCenter Server 8.0.3 build-24022515' });
    expect(exportsIn(folder)).toEqual([]);
  });

  it('takes the password from a file, which wins over the variable', async () => {
    const { url } = await serve();
    const args = ['--url', url, '--user', USER, '--ca', 'ca.pem', '-o', 'export.json', '--password-file'];

    expect((await start([...args, 'password'], { VLINT_PASSWORD: 'wrong' }).answer).status).toBe(0);
    const refused = await start([...args, 'wrong']).answer;
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/^vlint: 127\.0\.0\.1:\d+ refuses the user name or password of reader@vsphere\.local\n$/);
  });

  it('never prints the password', async () => {
    const { url } = await serve({ accident: (method) => (method === 'RetrievePropertiesEx' ? 'cut' : undefined) });
    const said: Answer[] = [
      await start(['--url', url, '--user', USER, '--ca', 'ca.pem', '-o', 'export.json']).answer,
      await start(['--url', url, '--user', USER, '-o', 'export.json']).answer,
      await start(['--url', url.replace('//', `//reader:${encodeURIComponent(PASSWORD)}@`), '--user', USER, '-o', 'export.json'])
        .answer,
      await start(['--help']).answer,
    ];

    for (const { stdout, stderr } of said) {
      expect(stdout + stderr).not.toContain(PASSWORD);
      expect(stdout + stderr).not.toContain(encodeURIComponent(PASSWORD));
    }
  });

  it('checks the certificate, and says so when it does not', async () => {
    const { url } = await serve();
    const strict = await start(['--url', url, '--user', USER, '-o', 'export.json']).answer;
    const lax = await start(['--url', url, '--user', USER, '-o', 'export.json', '--insecure']).answer;

    expect(strict.status).toBe(2);
    expect(strict.stderr).toMatch(/is signed by itself; .*--ca/);
    expect(lax.status).toBe(0);
    expect(lax.stderr).toMatch(/^vlint: the certificate of 127\.0\.0\.1:\d+ is not checked/);
  });

  it('says what it could not read', async () => {
    const { url } = await serve({
      withheld: (type, _, path) => (type === 'HostSystem' && path === 'config.option' ? 'Host.Config.AdvancedConfig' : undefined),
    });
    const { status, stderr } = await start(['--url', url, '--user', USER, '--ca', 'ca.pem', '-o', 'export.json']).answer;

    expect(status).toBe(0);
    expect(stderr).toMatch(
      /vlint: not collected: config\.option of 3 HostSystem \(host-\d+, host-\d+, host-\d+\): no permission, needs the privilege Host\.Config\.AdvancedConfig\n/,
    );
  });

  it('redacts', async () => {
    const { url } = await serve();
    const { folder, answer } = start(['--url', url, '--user', USER, '--ca', 'ca.pem', '-o', 'export.json', '--redact']);
    expect((await answer).status).toBe(0);
    const text = readFileSync(join(folder, 'export.json'), 'utf8');

    expect(text).not.toMatch(/esx01|iSCSI-A|db01|größe/);
    expect(text).toContain('"name":"host-n1"');
    expect(vlint(['scan', 'export.json', '--format', 'json'], { cwd: folder }).status).toBe(1);
  });

  it.each([
    { signal: 'SIGINT', status: 130 },
    { signal: 'SIGTERM', status: 143 },
  ] as const)('stops at $signal: logs out, leaves no file', async ({ signal, status }) => {
    let running: Running | undefined;
    const server = await serve({
      accident: (method) => {
        if (method !== 'QueryBoundVnics') return undefined;
        running?.kill(signal);
        return 'silence';
      },
    });
    running = start(['--url', server.url, '--user', USER, '--ca', 'ca.pem', '-o', 'export.json']);
    const answer = await running.answer;

    expect(answer).toMatchObject({ status, signal: null, stdout: '', stderr: expect.stringContaining('vlint: stopped') });
    expect(server.calls.at(-1)).toBe('Logout');
    expect(server.sessions.size).toBe(0);
    expect(exportsIn(running.folder)).toEqual([]);
  });
});

describe('wrong usage of collect', () => {
  const at = ['--url', 'https://vc.example', '--user', USER, '-o', 'export.json'];
  const folder = folderOf({ empty: '\n', 'no.pem': 'nothing' });

  it.each([
    [['collect'], 'give one of --url, --script and --powercli'],
    [['collect', '--script', '--powercli'], 'give one of'],
    [['collect', '--url', 'vc.example', '-o', 'x'], 'give the account with --user'],
    [['collect', '--url', 'vc.example', '--user', USER], '--output'],
    [['collect', ...at, 'more'], 'takes no argument'],
    [['collect', ...at, '--wrong'], 'Unknown argument'],
    [['collect', ...at, '--password', 'x'], 'Unknown argument'],
    [['collect', ...at, '--timeout', 'soon'], '--timeout'],
    [['collect', ...at, '--ca', 'missing.pem'], 'cannot read --ca'],
    [['collect', ...at, '--ca', 'no.pem'], 'holds no certificate'],
    [['collect', ...at, '--password-file', 'missing'], 'cannot read the password file'],
    [['collect', ...at, '--password-file', 'empty'], 'is empty'],
    [['collect', ...at], 'there is no terminal to ask for the password'],
    [['collect', '--url', 'http://vc.example', '--user', USER, '-o', 'x'], 'http:// would send the password in clear'],
    [['collect', '--url', 'ftp://vc.example', '--user', USER, '-o', 'x'], 'no https URL'],
    [['collect', '--url', 'https://a:b@vc.example', '--user', USER, '-o', 'x'], 'neither user nor password'],
  ])('%j', (args, says) => {
    const { status, stdout, stderr } = vlint(args, { cwd: folder, input: '' });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(exportsIn(folder)).toEqual(['no.pem']);
  });
});

describe('the scripts', () => {
  it('are printed', () => {
    expect(vlint(['collect', '--script'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^#!\/bin\/sh\n/),
    });
    expect(vlint(['collect', '--powercli'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('Get-View'),
    });
  });
});

describe('doctor', () => {
  const folder = folderOf({ 'hosts.json': native(entriesOf(without(goodHost(1), 'config.network.pnic')).slice(0, 1)) });

  it('names the one command that supplies most', () => {
    const { stdout } = vlint(['doctor', 'hosts.json'], { cwd: folder });
    const { best } = JSON.parse(vlint(['doctor', 'hosts.json', '--format', 'json'], { cwd: folder }).stdout) as {
      best: { command: string; checks: number; undecided: number; perHost: boolean };
    };

    expect(best.command).toMatch(/^vlint collect --/);
    expect(best.checks).toBeGreaterThan(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `One command supplies what ${best.checks} of ${best.undecided} undecided checks lack${best.perHost ? ', for each host' : ''}: ${best.command}`,
    );
  });
});

describe('completion', () => {
  it('knows the command and its options', () => {
    const complete = (...words: readonly string[]) => vlint(['--get-yargs-completions', 'vlint', ...words]).stdout;

    expect(complete('coll')).toContain('collect');
    expect(complete('collect', '--')).toMatch(/--url[\s\S]*--password-file[\s\S]*--redact[\s\S]*--script/);
  });
});

describe('a password that is typed', () => {
  function terminal(...typed: readonly string[]) {
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: vi.fn() });
    const written: string[] = [];
    const real = { stdin: process.stdin, write: process.stderr.write };
    Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
    process.stderr.write = ((text: string) => written.push(text) > 0) as typeof process.stderr.write;
    for (const text of typed) stdin.write(text);
    const restore = () => {
      Object.defineProperty(process, 'stdin', { value: real.stdin, configurable: true });
      process.stderr.write = real.write;
    };
    return { stdin, written, restore };
  }

  it('is not shown, and may be corrected', async () => {
    const { stdin, written, restore } = terminal('sec', 'rex\u007f', 't\r');
    try {
      expect(await passwordOf('me', 'vc.example', undefined)).toBe('secret');
    } finally {
      restore();
    }
    expect(written.join('')).toBe('Password of me on vc.example: \n');
    expect(stdin.setRawMode.mock.calls).toEqual([[true], [false]]);
  });

  it('may be refused', async () => {
    const { restore } = terminal('sec\u0003');
    try {
      await expect(passwordOf('me', 'vc.example', undefined)).rejects.toThrow('no password was given');
    } finally {
      restore();
    }
  });
});
