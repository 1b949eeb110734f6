import type { CommandModule } from 'yargs';
import { cardOf } from '../engine/card.ts';
import type { AnyRule } from '../engine/rule.ts';
import { rulesList } from '../reporters/rules-list.ts';
import { UsageError } from './exit.ts';
import { operands } from './scan.ts';
import { catalog } from './settings.ts';
import { print, wantsColour } from './streams.ts';

export const rulesCommand: CommandModule<object, { format: string }> = {
  command: 'rules',
  describe: 'List all rules',
  builder: (yargs) =>
    yargs.usage('$0 rules [options]').option('format', {
      choices: ['pretty', 'json'],
      default: 'pretty',
      requiresArg: true,
      describe: 'json: the whole catalogue',
    }),
  handler: (args) => {
    if (operands(args).length > 0) throw new UsageError('rules takes no arguments; vlint explain RULE tells of one');
    if (args.format === 'json') print(`${JSON.stringify({ version: 1, rules: catalog.map(catalogEntry) }, null, 2)}\n`);
    else print(rulesList(catalog.map(cardOf), { colour: wantsColour(process.stdout) }));
  },
};

/** A rule as `rules --format json` prints it. */
export function catalogEntry(rule: AnyRule): object {
  const { id, family, title, rationale, severity, esxi, options, sources, exceptions, disputes, fix } = rule;
  return {
    id,
    family,
    title,
    rationale,
    severity,
    ...(esxi === undefined ? {} : { esxi }),
    exceptions: Object.values(exceptions),
    disputes: disputes ?? [],
    fix,
    ...(options === undefined ? {} : { options: { defaults: options.defaults, schema: options.schema } }),
    sources,
  };
}
