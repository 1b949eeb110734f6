import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ArgumentsCamelCase, CommandModule } from 'yargs';
import type { FailOn } from '../config/config.ts';
import type { Profile } from '../engine/rule.ts';
import { type ScanResult, scan } from '../engine/scan.ts';
import type { Report } from '../findings/report.ts';
import { formats, reporters } from '../reporters/index.ts';
import type { ReporterOptions } from '../reporters/reporter.ts';
import { compileSparingly } from './compiler.ts';
import { EXIT, UsageError } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { findInputs } from './inputs.ts';
import { type InputArguments, inputOptions, operands } from './options.ts';
import { loadSettings } from './settings.ts';
import { print, say, terminalWidth, wantsColour, writeWhole } from './streams.ts';
import { HOMEPAGE, VERSION } from './version.ts';

const FAIL_ON = ['error', 'warning', 'note', 'never'] as const;

interface ScanArguments extends InputArguments {
  readonly format: string[];
  readonly output: string[];
  readonly failOn?: string | undefined;
  readonly strict: boolean;
  readonly verdicts: string;
  readonly stats: boolean;
}

export const scanCommand: CommandModule<object, ScanArguments> = {
  command: 'scan',
  describe: 'Judge exports: files, folders or - for standard input',
  builder: (yargs) =>
    inputOptions(yargs)
      .usage('$0 scan [options] <export ...>')
      .option('format', {
        choices: formats,
        array: true,
        nargs: 1,
        default: [] as string[],
        defaultDescription: 'pretty',
        describe: 'report format; may be repeated, each with its --output',
      })
      .option('output', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [] as string[],
        defaultDescription: 'standard output',
        describe: 'file for the format at the same place',
      })
      .option('fail-on', {
        choices: FAIL_ON,
        requiresArg: true,
        describe: 'lowest level that makes the exit status 1 (default: error)',
      })
      .option('strict', {
        type: 'boolean',
        default: false,
        describe: 'exit status 3 when nothing fails but something is undecided',
      })
      .option('verdicts', {
        choices: ['default', 'all'],
        default: 'default',
        requiresArg: true,
        describe: 'all: json holds pass and notApplicable too',
      })
      .option('stats', { type: 'boolean', default: false, describe: 'time and memory on standard error' })
      .example('$0 scan export.json', 'findings on the terminal')
      .example('$0 scan exports/ --format pretty --format sarif --output - --output vlint.sarif', 'two reports at once')
      .epilogue(
        'Exit status: 0 nothing at or above --fail-on; 1 something is; 2 wrong usage, configuration or input; 3 only undecided, with --strict.',
      ),
  handler: runScan,
};

async function runScan(args: ArgumentsCamelCase<ScanArguments>): Promise<void> {
  const started = performance.now();
  const outputs = pairs(args.format, args.output);
  const { inputs, skipped } = await findInputs(operands(args));
  const settings = await loadSettings({ ...args, profile: args.profile as Profile | undefined, input: inputs[0]?.path ?? '-' });
  if (skipped.length > 0)
    say(
      `vlint: ${skipped.length} ${skipped.length === 1 ? 'file is' : 'files are'} no export and not judged: ${listed(skipped)}`,
    );
  compileSparingly();
  const result = await scan(inputs, {
    ...settings,
    keepAll: args.verdicts === 'all',
    version: VERSION,
    onProgress: keepHeapSmall(),
  });
  for (const { format, path } of outputs) write(format, path, result.report, args.verdicts === 'all');
  if (args.stats) sayStats(performance.now() - started, result);
  process.exitCode = exitStatus(result, (args.failOn as FailOn | undefined) ?? settings.config.failOn, args.strict);
}

export interface Output {
  readonly format: string;
  /** `undefined` for standard output. */
  readonly path: string | undefined;
}

/** Formats and outputs in pairs; at most one goes to standard output, and none is left over. */
export function pairs(format: readonly string[], output: readonly string[]): readonly Output[] {
  const wanted = format.length === 0 ? ['pretty'] : format;
  if (output.length > wanted.length)
    throw new UsageError(`${output.length} --output for ${wanted.length} --format: give each output its format`);
  const outputs = wanted.map((name, index) => ({ format: name, path: output[index] === '-' ? undefined : output[index] }));
  if (outputs.filter(({ path }) => path === undefined).length > 1) {
    throw new UsageError('only one format can go to standard output: give the others an --output, in the order of the formats');
  }
  return outputs;
}

function write(format: string, path: string | undefined, report: Report, all: boolean): void {
  const reporter = reporters.get(format);
  if (reporter === undefined) throw new UsageError(`there is no format "${format}"`);
  const options: ReporterOptions = {
    all,
    width: terminalWidth(),
    colour: path === undefined && wantsColour(process.stdout),
    homepage: HOMEPAGE,
    ...repository(),
  };
  const text = reporter(report, options);
  if (path === undefined) print(text);
  else writeWhole(path, text);
}

/** The root of the repository around the working folder, to which SARIF's locations are relative. */
function repository(): Pick<ReporterOptions, 'root' | 'cwd'> {
  const cwd = process.cwd();
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return { root: forward(folder), cwd: forward(cwd) };
    if (dirname(folder) === folder) return { root: forward(cwd), cwd: forward(cwd) };
  }
}

const forward = (path: string) => path.replaceAll('\\', '/');

function exitStatus({ report, broken }: ScanResult, failOn: FailOn, strict: boolean): number {
  if (broken) return EXIT.wrong;
  const { fail, unknown } = report.summary;
  const counted = {
    never: 0,
    error: fail.error,
    warning: fail.error + fail.warning,
    note: fail.error + fail.warning + fail.note,
  }[failOn];
  if (counted > 0) return EXIT.findings;
  return strict && unknown > 0 ? EXIT.undecided : EXIT.clean;
}

function sayStats(milliseconds: number, { report }: ScanResult): void {
  const { hosts, vms } = report.summary;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  say(
    `vlint: ${hosts} hosts, ${vms} VMs, ${report.verdicts.length} verdicts kept, ${Math.round(milliseconds)} ms, peak ${peak} MiB`,
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
