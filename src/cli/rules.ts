import type { CommandModule } from 'yargs';
import { cardOf } from '../engine/card.ts';
import { catalogueDocument } from '../engine/catalogue.ts';
import { PROFILES, type Profile } from '../engine/rule.ts';
import { ourVendors } from '../model/vendor-data.ts';
import { rulesList } from '../reporters/rules-list.ts';
import { UsageError } from './exit.ts';
import { configOptions, operands } from './options.ts';
import { type ConfigArguments, catalogueHere } from './settings.ts';
import { print, wantsColour } from './streams.ts';
import { VERSION } from './version.ts';

interface RulesArguments extends ConfigArguments {
  readonly format: string;
  readonly profile: string;
}

export const rulesCommand: CommandModule<object, RulesArguments> = {
  command: 'rules',
  describe: 'List all rules',
  builder: (yargs) =>
    configOptions(yargs.usage('$0 rules [options]'))
      .option('format', {
        choices: ['pretty', 'json'],
        default: 'pretty',
        requiresArg: true,
        describe: 'json: the whole catalogue, and what is known of storage arrays',
      })
      .option('profile', {
        choices: PROFILES,
        default: 'recommended' as string,
        requiresArg: true,
        describe: 'pretty: levels under this profile, and what it changes',
      }),
  handler: async (args) => {
    if (operands(args).length > 0) throw new UsageError('rules takes no arguments; vlint explain RULE tells of one');
    const { rules } = await catalogueHere(args);
    if (args.format === 'json') print(`${JSON.stringify(catalogueDocument(rules, ourVendors(), VERSION), null, 2)}\n`);
    else print(rulesList(rules.map(cardOf), { colour: wantsColour(process.stdout), profile: args.profile as Profile }));
  },
};
