import type { ArgumentsCamelCase, Argv } from 'yargs';
import { PROFILES } from '../engine/rule.ts';
import type { ConfigArguments } from './settings.ts';

/** Options of every command that looks at vlint.yaml. */
export function configOptions<T>(yargs: Argv<T>): Argv<T & ConfigArguments> {
  return yargs
    .option('config', {
      type: 'string',
      requiresArg: true,
      describe: 'vlint.yaml to use instead of the nearest one above the input',
    })
    .option('allow-plugins', {
      type: 'boolean',
      default: false,
      describe: 'load the plugins that vlint.yaml names: they are programs, and run as you',
    }) as unknown as Argv<T & ConfigArguments>;
}

/** Options of every command that reads exports. */
export interface InputArguments extends ConfigArguments {
  readonly profile?: string | undefined;
  readonly facts: string[];
  readonly rule: string[];
}

export function inputOptions<T>(yargs: Argv<T>): Argv<T & InputArguments> {
  return configOptions(yargs)
    .option('profile', { choices: PROFILES, requiresArg: true, describe: 'severities to use (default: recommended)' })
    .option('facts', {
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      defaultDescription: 'none',
      describe: 'facts.yaml with what no export can know; may be repeated',
    })
    .option('rule', {
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      defaultDescription: 'all',
      describe: 'only this rule or pattern ("mtu-*"); may be repeated',
    });
}

/** What stands after the command's name, `-` and what follows `--` included. */
export function operands(args: ArgumentsCamelCase<object>): string[] {
  return args._.slice(1).map(String);
}
