import type { ArgumentsCamelCase, CommandModule } from 'yargs';
import type { Profile } from '../engine/rule.ts';
import { scan } from '../engine/scan.ts';
import { bestCommand } from '../findings/best-command.ts';
import { coverage } from '../findings/coverage.ts';
import { doctorText } from '../reporters/doctor.ts';
import { compileSparingly } from './compiler.ts';
import { EXIT } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { findInputs } from './inputs.ts';
import { type InputArguments, inputOptions, operands } from './options.ts';
import { loadSettings } from './settings.ts';
import { print, terminalWidth, wantsColour } from './streams.ts';
import { VERSION } from './version.ts';

interface DoctorArguments extends InputArguments {
  readonly format: string;
}

export const doctorCommand: CommandModule<object, DoctorArguments> = {
  command: 'doctor',
  describe: 'What these exports cannot tell, and the command that supplies it',
  builder: (yargs) =>
    inputOptions(yargs)
      .usage('$0 doctor [options] <export ...>')
      .option('format', { choices: ['pretty', 'json'], default: 'pretty', requiresArg: true, describe: 'report format' }),
  handler: runDoctor,
};

async function runDoctor(args: ArgumentsCamelCase<DoctorArguments>): Promise<void> {
  const { inputs } = await findInputs(operands(args));
  const settings = await loadSettings({ ...args, profile: args.profile as Profile | undefined, input: inputs[0]?.path ?? '-' });
  compileSparingly();
  const { report, broken } = await scan(inputs, { ...settings, keepAll: false, version: VERSION, onProgress: keepHeapSmall() });
  const gaps = coverage(report.verdicts);
  const best = bestCommand(report.verdicts);
  if (args.format === 'json') print(`${JSON.stringify({ version: 1, summary: report.summary, best, missing: gaps }, null, 2)}\n`);
  else print(doctorText(report, { width: terminalWidth(), colour: wantsColour(process.stdout) }));
  process.exitCode = broken ? EXIT.wrong : EXIT.clean;
}
