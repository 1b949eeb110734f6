import type { Known } from '../model/fact.ts';
import { formatNetwork, parseIpv4 } from '../model/ipv4.ts';
import type { FactsEntry } from './facts-entry.ts';
import { isIscsiName, networkFrom } from './portal.ts';
import type { ConfigProblem } from './problems.ts';
import { describe } from './schema-problems.ts';
import { didYouMean } from './suggest.ts';

/** What entries are checked against. */
export interface FactsContext {
  /** The day of the run, YYYY-MM-DD: an entry whose `until` lies before it is not used. */
  readonly today: string;
  /** Ids of the rules that ask the allow-list: others cannot stand in `allow`. */
  readonly allowRules: readonly string[];
  /** Plugins were not loaded: an id that is not known may be one of theirs, and is only warned of. */
  readonly unloaded?: boolean;
}

/**
 * What a JSON Schema cannot say: the calendar, addresses, names that must exist. `arrayNames` is `undefined` where not all of them
 * could be read.
 */
export function entryProblems(
  entry: FactsEntry,
  context: FactsContext,
  arrayNames: readonly string[] | undefined,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const complain = (at: Known<unknown>, message: string | undefined) => {
    if (message !== undefined) problems.push(entry.problem(at, message));
  };
  const when = entry.read<string>('when');
  const until = entry.read<string>('until');
  for (const date of [when, until]) complain(date, isDate(date.value) ? undefined : `there is no day ${date.value}`);
  if (isDate(when.value) && isDate(until.value) && until.value < when.value) {
    complain(until, `"until" lies before "when" (${when.value})`);
  }
  if (entry.section === 'targets') {
    const address = entry.read<string>('address');
    complain(address, addressFault(address.value));
    const name = entry.maybe<string>('array');
    if (name !== undefined && arrayNames !== undefined) {
      const known = arrayNames.some((candidate) => candidate.toLowerCase() === name.value.toLowerCase());
      complain(name, known ? undefined : `no array is named ${describe(name.value)}${didYouMean(name.value, arrayNames)}`);
    }
  } else if (entry.section === 'arrays') {
    for (const target of entry.items<string>('targets')) {
      complain(target, isIscsiName(target.value) ? undefined : addressFault(target.value, ' nor an iSCSI name (iqn.*)'));
    }
  } else if (entry.section === 'vmkping') {
    const target = entry.read<string>('target');
    complain(target, parseIpv4(target.value) === undefined ? `${describe(target.value)} is not an IPv4 address` : undefined);
  } else if (entry.section === 'allow') {
    const rule = entry.read<string>('rule');
    const known = context.allowRules.includes(rule.value);
    const meant = didYouMean(rule.value, context.allowRules);
    const fault = `no rule ${describe(rule.value)} has an allow-list${meant}`;
    if (!known && context.unloaded === true)
      problems.push(entry.problem(rule, `${fault}; if it is one of a plugin's, that was not loaded`, 'warning'));
    else complain(rule, known ? undefined : fault);
  }
  return problems;
}

/** A day of the calendar, YYYY-MM-DD. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function addressFault(text: string, orElse = ''): string | undefined {
  const network = networkFrom(text);
  if (network === undefined) {
    const what = 'an IPv4 address (10.0.1.201)';
    return `${describe(text)} is neither ${what}${orElse === '' ? ' nor' : ','} a network (10.0.1.0/24)${orElse}`;
  }
  const base = formatNetwork(network);
  return text.includes('/') && text !== base
    ? `${describe(text)} is an address inside a network; the network is ${base}`
    : undefined;
}
