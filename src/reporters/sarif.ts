import { coverage, gapSentence } from '../findings/coverage.ts';
import type { Location, Remedy, Report, RuleCard, Verdict } from '../findings/report.ts';
import { cardOf } from './card.ts';
import { count } from './count.ts';
import { remedyMembers, subjectMembers } from './json.ts';
import type { ReporterOptions } from './reporter.ts';
import { descriptor } from './sarif/descriptor.ts';
import { insideText, labelledLocation, logicalLocation, physicalLocation } from './sarif/location.ts';
import { link, plain, sentence } from './sarif/message.ts';
import type { Base } from './sarif/uri.ts';

/** GitHub refuses a run with more results. */
const RESULTS = 25_000;
/** GitHub reads no more related locations and hops of one result. */
const RELATED = 1000;
const HOPS = 10_000;
/** A message with more links or commands than this is no longer read. */
const LINKS = 10;
const COMMANDS = 3;

/**
 * SARIF 2.1.0 for GitHub code scanning and editors: one run, fails only, because consumers show any other kind of result as an alert.
 * What could not be judged is told in the notifications of the invocation.
 */
export function sarif(report: Report, options: ReporterOptions = {}): string {
  const fails = report.verdicts.filter(({ verdict }) => verdict === 'fail');
  const shown = fails.slice(0, RESULTS);
  const cards = cardsOf(report, shown);
  const indexOf = new Map(cards.map((card, index) => [card.id, index]));
  const ordinals = new Map<string, number>();
  const somewhere = anyLocation(report);
  const results = shown.map((verdict) => {
    const ordinal = (ordinals.get(verdict.fingerprint) ?? 0) + 1;
    ordinals.set(verdict.fingerprint, ordinal);
    return result(verdict, { ruleIndex: indexOf.get(verdict.ruleId) ?? -1, ordinal, somewhere, base: options });
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(report, cards, options) },
        automationDetails: { id: 'vlint/' },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder that the file names of this run start from.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(report, fails.length - shown.length)],
        results,
        properties: { summary: report.summary },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function driver({ tool }: Report, cards: readonly RuleCard[], { homepage }: ReporterOptions): object {
  return {
    name: tool.name,
    version: tool.version,
    semanticVersion: /^\d+\.\d+\.\d+(?:[-+]|$)/.test(tool.version) ? tool.version : undefined,
    informationUri: homepage,
    rules: cards.map(descriptor),
  };
}

/** Every rule that was on, and what vlint found out about its own work, by id. */
function cardsOf(report: Report, shown: readonly Verdict[]): readonly RuleCard[] {
  const cards = new Map(report.catalog);
  for (const verdict of shown) if (!cards.has(verdict.ruleId)) cards.set(verdict.ruleId, cardOf(report, verdict));
  return [...cards.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Context {
  readonly ruleIndex: number;
  /** 1 for the first result with its fingerprint. */
  readonly ordinal: number;
  /** Shown for a fail that has no place of its own. */
  readonly somewhere: Location;
  readonly base: Base;
}

function result(verdict: Verdict, { ruleIndex, ordinal, somewhere, base }: Context): object {
  const { ruleId, level = 'error', subject, remedy } = verdict;
  const related = (verdict.related ?? []).slice(0, RELATED);
  const flow = (verdict.flow ?? []).slice(0, HOPS);
  const place = placeOf(verdict) ?? somewhere;
  const inside = insideText(place);
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text: messageText(verdict) },
    locations: [
      {
        physicalLocation: physicalLocation(place, base),
        logicalLocations: [logicalLocation(subject)],
        message: inside === undefined ? undefined : { text: inside },
      },
    ],
    relatedLocations: filled(
      related.map(({ message, location }, at) => ({ id: at + 1, ...labelledLocation(message, location, base) })),
    ),
    codeFlows:
      flow.length === 0
        ? undefined
        : [
            {
              threadFlows: [{ locations: flow.map((hop) => ({ location: labelledLocation(hop.message, hop.location, base) })) }],
            },
          ],
    // Set by us always: a consumer's own hash of the next characters moves alerts from one host to another in an export.
    partialFingerprints: { primaryLocationLineHash: `${verdict.fingerprint}:${ordinal}` },
    properties: { subject: subjectMembers(subject), remedy: remedy && remedyMembers(remedy) },
  };
}

/** What is wrong, what to type, and links to the evidence, in this order: where space is short the first sentence is all that shows. */
function messageText({ ruleId, message, remedy, related = [], location }: Verdict): string {
  const text = [sentence(plain(message ?? ruleId)), ...fixSentences(remedy)];
  if (related.length > 0) {
    const links = related
      .slice(0, LINKS)
      .map((one, at) => link(one.message, at + 1))
      .join(', ');
    const rest = related.length > LINKS ? ` and ${related.length - LINKS} more` : '';
    text.push(`See ${links}${rest}.`);
  }
  // GitHub shows the message, and of the place only what has a line in a file of the repository.
  const inside = location && insideText(location);
  if (inside !== undefined) text.push(`In the ${location?.cell === undefined ? 'archive' : 'workbook'}: ${inside}.`);
  return text.join(' ');
}

function fixSentences(remedy: Remedy | undefined): readonly string[] {
  const commands = remedy?.esxcli?.length ? remedy.esxcli : (remedy?.powercli ?? []);
  const manual = (remedy?.manual ?? []).map((line) => sentence(plain(line)));
  if (commands.length === 0) return manual;
  const typed = commands
    .slice(0, COMMANDS)
    .map((command) => `\`${plain(command)}\``)
    .join(', then ');
  const rest = commands.length > COMMANDS ? `, and ${commands.length - COMMANDS} more commands` : '';
  return [`Fix: ${typed}${rest}.`, ...manual];
}

function placeOf({ location, related, subject }: Verdict): Location | undefined {
  if (location !== undefined) return location;
  if (subject.kind === 'input') return wholeFile(subject.name);
  return related?.[0]?.location;
}

/** GitHub shows no result without a file, so a fail without one is shown at the first file that the report speaks of. */
function anyLocation(report: Report): Location {
  for (const { location } of report.verdicts) if (location !== undefined) return wholeFile(location.file);
  return wholeFile('-');
}

function wholeFile(file: string): Location {
  return { file, line: 0, column: 0, endLine: 0, endColumn: 0 };
}

function invocation(report: Report, leftOut: number): object {
  const gaps = coverage(report.verdicts).map((gap) => ({
    level: 'note',
    message: { text: `${sentence(plain(gapSentence(gap)))}` },
  }));
  const cut = {
    level: 'warning',
    message: { text: `${count(leftOut, 'finding')} left out, the least severe: a run holds ${RESULTS} results.` },
  };
  return {
    executionSuccessful: !report.verdicts.some(({ verdict, ruleId }) => verdict === 'fail' && ruleId === 'rule-crashed'),
    toolExecutionNotifications: filled(leftOut > 0 ? [cut, ...gaps] : gaps),
  };
}

function filled<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}
