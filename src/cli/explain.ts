import type { CommandModule } from 'yargs';
import { cardOf } from '../engine/card.ts';
import { ownCards } from '../engine/own-rules.ts';
import { explain } from '../reporters/explain.ts';
import { noSuchRule } from './catalogue.ts';
import { UsageError } from './exit.ts';
import { configOptions, operands } from './options.ts';
import { type ConfigArguments, catalogueHere } from './settings.ts';
import { print, terminalWidth, wantsColour } from './streams.ts';

export const explainCommand: CommandModule<object, ConfigArguments> = {
  command: 'explain',
  describe: 'Why a rule exists, when it does not fire, how to mend it, who says so',
  builder: (yargs) => configOptions(yargs.usage('$0 explain [options] <rule>')),
  handler: async (args) => {
    const [id, ...rest] = operands(args);
    if (id === undefined || rest.length > 0) throw new UsageError('name one rule: vlint explain portbind-standby-uplink');
    const catalogue = await catalogueHere(args);
    const rule = catalogue.rules.find((item) => item.id === id);
    const card = rule === undefined ? ownCards().find((item) => item.id === id) : cardOf(rule);
    if (card === undefined) throw new UsageError(`${noSuchRule(id, catalogue)}; vlint rules lists them all`);
    print(explain(card, { width: terminalWidth(), colour: wantsColour(process.stdout) }));
  },
};
