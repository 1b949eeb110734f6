import type { Known } from '../model/fact.ts';
import { mapFact } from '../model/fact.ts';
import type { Network } from '../model/ipv4.ts';
import { type SiteEntries, SiteFacts, type Testimony } from '../model/site.ts';
import { entriesOf, type FactsEntry } from './facts-entry.ts';
import { entryProblems, type FactsContext } from './facts-problems.ts';
import { isIscsiName, networkFrom } from './portal.ts';
import { type ConfigProblem, hasErrors, type Loaded, loaded, placeOf } from './problems.ts';
import { validateFacts } from './validate.ts';
import { parseYaml } from './yaml.ts';

/** A facts file as the user named it, and its text. */
export interface FactsFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the facts files of a site together. All problems of all files are reported, each with its place; an expired entry is a warning
 * and is left out.
 */
export function loadFacts(files: readonly FactsFile[], context: FactsContext): Loaded<SiteFacts> {
  const problems: ConfigProblem[] = [];
  const entries: FactsEntry[] = [];
  for (const { path, text } of files) {
    const parsed = parseYaml(path, text);
    problems.push(...parsed.problems);
    if (parsed.document === undefined) continue;
    const places = new Set(parsed.problems.map(placeOf));
    const wrong = validateFacts(parsed.document).filter((problem) => !places.has(placeOf(problem)));
    problems.push(...wrong);
    // The checks below rely on the structure, so a file with a wrong one is only checked for that.
    if (parsed.problems.length === 0 && wrong.length === 0) entries.push(...entriesOf(parsed.document));
  }
  // A file that could not be read may be the one that names the array.
  const arrayNames = hasErrors(problems) ? undefined : namesOf(entries);
  for (const entry of entries) problems.push(...entryProblems(entry, context, arrayNames));
  const current = entries.filter((entry) => {
    const until = entry.read<string>('until');
    if (until.value >= context.today) return true;
    problems.push(entry.problem(until, `expired on ${until.value}; its facts are not used`, 'warning'));
    return false;
  });
  // Entries with errors cannot be read, and then nothing of the site is used.
  return loaded(new SiteFacts(siteEntries(hasErrors(problems) ? [] : current)), problems);
}

function namesOf(entries: readonly FactsEntry[]): string[] {
  return entries.filter((entry) => entry.section === 'arrays').map((entry) => entry.read<string>('name').value);
}

function siteEntries(entries: readonly FactsEntry[]): SiteEntries {
  const section = (name: string) => entries.filter((entry) => entry.section === name);
  return {
    switches: section('switches').map((entry) => ({
      host: entry.maybe('host'),
      nics: entry.maybe('nics'),
      switch: entry.maybe('switch'),
      port: entry.maybe('port'),
      mtu: entry.maybe('mtu'),
      flowControl: entry.maybe('flow-control'),
      ...testimony(entry),
    })),
    targets: section('targets').map((entry) => ({
      network: mapFact(entry.read<string>('address'), networkIn) as Known<Network>,
      mtu: entry.maybe('mtu'),
      array: entry.maybe('array'),
      ...testimony(entry),
    })),
    arrays: section('arrays').map((entry) => {
      const targets = entry.items<string>('targets').map((target) => target.value);
      return {
        name: entry.read('name'),
        networks: targets.filter((target) => !isIscsiName(target)).map(networkIn),
        iscsiNames: targets.filter(isIscsiName),
        vendor: entry.maybe('vendor'),
        spindles: entry.maybe('spindles'),
        flash: entry.maybe('flash'),
        typicalIoKib: entry.maybe('typical-io-kib'),
        ...testimony(entry),
      };
    }),
    vmkpings: section('vmkping').map((entry) => ({
      host: entry.read('host'),
      vmk: entry.read('vmk'),
      target: entry.read('target'),
      size: entry.read('size'),
      df: entry.read('df'),
      result: entry.read('result'),
      ...testimony(entry),
    })),
    vms: section('vms').map((entry) => ({
      name: entry.read('name'),
      peakIops: entry.maybe('peak-iops'),
      roles: entry.items('role'),
      ...testimony(entry),
    })),
    allow: section('allow').map((entry) => ({
      rule: entry.read('rule'),
      host: entry.maybe('host'),
      object: entry.maybe('object'),
      reason: entry.read('reason'),
      ...testimony(entry),
    })),
  };
}

function testimony(entry: FactsEntry): Testimony {
  return { who: entry.read('who'), when: entry.read('when'), until: entry.read('until') };
}

/** Only called for what has passed `entryProblems`. */
function networkIn(text: string): Network {
  const network = networkFrom(text);
  if (network === undefined) throw new TypeError(`${text} is not a network`);
  return network;
}
