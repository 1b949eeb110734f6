import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ArgumentsCamelCase, CommandModule } from 'yargs';
import type { Collected } from '../collect/collect.ts';
import type { Destination } from '../collect/writer.ts';
import { EXIT, UsageError } from './exit.ts';
import { operands } from './options.ts';
import { passwordOf } from './password.ts';
import { print, say } from './streams.ts';
import { VERSION } from './version.ts';

interface CollectArguments {
  readonly url?: string | undefined;
  readonly user?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly ca?: string | undefined;
  readonly insecure: boolean;
  readonly timeout: number;
  readonly output?: string | undefined;
  readonly redact: boolean;
  readonly script: boolean;
  readonly powercli: boolean;
}

export const collectCommand: CommandModule<object, CollectArguments> = {
  command: 'collect',
  describe: 'Make an export: from a vCenter or a host, or print a script that makes one',
  builder: (yargs) =>
    yargs
      .usage('$0 collect --url https://vcenter/sdk --user USER -o export.json\n$0 collect --script | --powercli')
      .option('url', { type: 'string', requiresArg: true, describe: 'API of a vCenter or an ESXi host, 5.5 or later' })
      .option('user', { type: 'string', requiresArg: true, describe: 'account with the role Read-only on the root folder' })
      .option('password-file', {
        type: 'string',
        requiresArg: true,
        describe: 'file with the password; else VLINT_PASSWORD, else it is asked for',
      })
      .option('ca', { type: 'string', requiresArg: true, describe: "PEM file with the authority of the server's certificate" })
      .option('insecure', { type: 'boolean', default: false, describe: 'take any certificate, and outdated TLS' })
      .option('timeout', {
        type: 'number',
        default: 120,
        requiresArg: true,
        describe: 'seconds to wait for a sign of life of the server',
      })
      .option('output', { alias: 'o', type: 'string', requiresArg: true, describe: 'the export; - for standard output' })
      .option('redact', { type: 'boolean', default: false, describe: 'replace names and addresses, each always by the same' })
      .option('script', {
        type: 'boolean',
        default: false,
        describe: 'print a shell script that makes the export of an ESXi host, with esxcli',
      })
      .option('powercli', { type: 'boolean', default: false, describe: 'print a PowerCLI script that makes the export' })
      .example('$0 collect --url https://vc.example --user reader@vsphere.local -o export.json', 'all of a vCenter')
      .example('$0 collect --script | ssh root@esx01 sh -s > esx01.json', 'one host, over SSH')
      .epilogue('It only reads. Exit status: 0 the export is there, whole; 2 it is not.'),
  handler: runCollect,
};

async function runCollect(args: ArgumentsCamelCase<CollectArguments>): Promise<void> {
  const [operand] = operands(args);
  if (operand !== undefined) throw new UsageError(`collect takes no argument, only options: ${operand}`);
  if ([args.script, args.powercli, args.url !== undefined].filter(Boolean).length !== 1)
    throw new UsageError('give one of --url, --script and --powercli');
  if (args.script) print((await import('../collect/host-script.ts')).hostScript(VERSION));
  else if (args.powercli) print((await import('../collect/powercli-script.ts')).powercliScript(VERSION));
  else await fromServer(args);
}

async function fromServer(args: CollectArguments): Promise<void> {
  const url = urlOf(args.url ?? '', args.insecure);
  const { user, output } = args;
  if (user === undefined) throw new UsageError('give the account with --user');
  if (output === undefined) throw new UsageError('give the file for the export with --output, - for standard output');
  if (!(args.timeout > 0)) throw new UsageError('--timeout takes a number of seconds above zero');
  const ca = args.ca === undefined ? undefined : certificatesOf(args.ca);
  if (args.insecure) say(`vlint: the certificate of ${url.host} is not checked: whoever sits in between can read the password.`);
  const password = await passwordOf(user, url.host, args.passwordFile);
  const [{ collect }, { ExportWriter }, { CollectAborted, CollectError }, { Redactor }] = await Promise.all([
    import('../collect/collect.ts'),
    import('../collect/writer.ts'),
    import('../collect/collect-error.ts'),
    import('../collect/redact/redactor.ts'),
  ]);
  const interruption = listenForSignals();
  const progress = new Progress();
  const redactor = args.redact ? new Redactor(randomBytes(32)) : undefined;
  try {
    const destination: Destination = output === '-' ? toStandardOutput : output;
    const writer = new ExportWriter(destination);
    try {
      const collected = await collect(writer, {
        server: { url, ca, insecure: args.insecure, timeout: args.timeout * 1000, signal: interruption.signal },
        credentials: { user, password },
        collected: `${new Date().toISOString().slice(0, 19)}Z`,
        change: redactor && ((entry) => redactor.entry(entry)),
        onProgress: (text) => progress.show(text),
      });
      progress.end();
      await tell(collected, output);
    } finally {
      writer.discard();
    }
  } catch (error) {
    progress.end();
    if (error instanceof CollectAborted) {
      say('vlint: stopped; the session is closed and no export was written');
      process.exitCode = interruption.status;
    } else if (error instanceof CollectError) {
      say(`vlint: ${error.message}`);
      process.exitCode = EXIT.wrong;
    } else throw error;
  } finally {
    interruption.end();
  }
}

async function tell({ found, gaps }: Collected, output: string): Promise<void> {
  const { gapText } = await import('../collect/gaps.ts');
  for (const gap of gaps) say(`vlint: not collected: ${gapText(gap)}`);
  say(`vlint: ${found.join(', ')}${output === '-' ? '' : ` in ${output}`}`);
}

/** "vc.example", "https://vc.example" and "https://vc.example/sdk" are the same. */
function urlOf(text: string, insecure: boolean): URL {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    throw new UsageError(`--url is no URL: ${text}`);
  }
  if (url.username !== '' || url.password !== '')
    throw new UsageError('--url must hold neither user nor password: give --user and --password-file');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && insecure))
    throw new UsageError(
      url.protocol === 'http:'
        ? 'http:// would send the password in clear: use https://, or add --insecure'
        : `--url is no https URL: ${text}`,
    );
  if (url.pathname === '/') url.pathname = '/sdk';
  return url;
}

function certificatesOf(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read --ca ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new UsageError(`--ca ${path} holds no certificate in PEM`);
  return text;
}

function toStandardOutput(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    // A reader that has gone away ends the output, and that is no fault.
    process.stdout.write(bytes, () => resolve());
  });
}

/** One line on a terminal that is written over and over; nothing anywhere else. */
class Progress {
  private isShown = false;

  show(text: string): void {
    if (process.stderr.isTTY !== true) return;
    process.stderr.write(`\r\u001b[K${text}`);
    this.isShown = true;
  }

  end(): void {
    if (this.isShown) process.stderr.write('\r\u001b[K');
    this.isShown = false;
  }
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The first signal stops the collection in good order, the second ends the program. */
function listenForSignals() {
  const controller = new AbortController();
  let status = SIGNALS.SIGINT as number;
  const listeners = Object.entries(SIGNALS).map(([name, code]) => {
    const listener = () => {
      status = code;
      controller.abort();
    };
    process.once(name, listener);
    return () => process.off(name, listener);
  });
  return {
    signal: controller.signal,
    get status() {
      return status;
    },
    end: () => {
      for (const off of listeners) off();
    },
  };
}
