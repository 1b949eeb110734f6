import { existsSync } from 'node:fs';
import yargs from 'yargs';
import { didYouMean } from '../config/suggest.ts';
import { ownCatalogue } from './catalogue.ts';
import { collectCommand } from './collect.ts';
import { doctorCommand } from './doctor.ts';
import { EXIT, UsageError } from './exit.ts';
import { explainCommand } from './explain.ts';
import { rulesCommand } from './rules.ts';
import { scanCommand } from './scan.ts';
import { say, tolerateClosedPipes } from './streams.ts';
import { VERSION } from './version.ts';

/** Runs the program; whatever happens, the exit status says it and no output is cut off. */
async function main(args: readonly string[]): Promise<void> {
  tolerateClosedPipes();
  const parser = yargs()
    .scriptName('vlint')
    .locale('en')
    .usage('$0 <command>\n\nA linter for the network and iSCSI storage configuration of VMware ESXi.')
    .command(scanCommand)
    .command(doctorCommand)
    .command(collectCommand)
    .command(explainCommand)
    .command(rulesCommand)
    .command(
      '$0',
      false,
      (inner) => inner,
      (argv) => noSuchCommand(argv._.map(String)),
    )
    .completion(
      'completion',
      'Print a completion script for bash or zsh',
      (current: string, argv: Words, defaults: () => void, done: (words: string[]) => void) => {
        // After `explain` and `--rule` a rule is wanted; all else yargs knows by itself.
        const isAboutRules = argv._[1] === 'explain' || process.argv.at(-2) === '--rule';
        if (isAboutRules && !current.startsWith('-')) done(ownCatalogue.rules.map((rule) => rule.id));
        else defaults();
      },
    )
    .strictOptions()
    .version(VERSION)
    .alias('version', 'v')
    .help()
    .alias('help', 'h')
    .wrap(Math.min(process.stdout.columns ?? 100, 120))
    .exitProcess(false)
    .fail((message, error) => {
      // yargs throws some of its complaints itself.
      throw error === undefined || error === null || error.name === 'YError'
        ? new UsageError(withHint(error?.message ?? message, parser))
        : error;
    });
  try {
    await parser.parseAsync(joined(args));
  } catch (error) {
    process.exitCode = EXIT.wrong;
    if (error instanceof UsageError) say(`vlint: ${error.message}\nvlint --help tells how it is used.`);
    else say(`vlint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

interface Words {
  readonly _: readonly (string | number)[];
}

const OUTPUT: ReadonlySet<string | undefined> = new Set(['--output', '-o']);

/** `--output -` as `--output=-`: yargs takes a lone dash for an argument of its own. */
function joined(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  return args.flatMap((arg, index) => {
    const isBefore = end < 0 || index < end;
    if (isBefore && OUTPUT.has(arg) && args[index + 1] === '-') return ['--output=-'];
    return isBefore && arg === '-' && OUTPUT.has(args[index - 1]) ? [] : [arg];
  });
}

/** "Unknown argument: frmat" -> the option that was meant. */
function withHint(message: string, parser: object): string {
  const [, word] = /^Unknown arguments?: ([\w-]+)/.exec(message) ?? [];
  if (word === undefined) return message;
  const { key } = (parser as { getOptions(): { key: Record<string, unknown> } }).getOptions();
  return `${message}${didYouMean(word, Object.keys(key))}`;
}

const COMMANDS = ['scan', 'doctor', 'collect', 'explain', 'rules', 'completion'] as const;

function noSuchCommand([word]: readonly string[]): void {
  // yargs has printed its script, and goes on to the command that catches all others.
  if (word === 'completion') return;
  if (word === undefined) throw new UsageError('a command is missing: vlint scan export.json');
  const hint = existsSync(word) ? `; to judge that file: vlint scan ${word}` : didYouMean(word, COMMANDS);
  throw new UsageError(`there is no command "${word}"${hint}`);
}

void main(process.argv.slice(2));
