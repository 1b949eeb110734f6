import type { Location, Verdict } from '../../src/findings/report.ts';
import { offsetOf, type Spot, spotsOf } from './positions.ts';
import { fails } from './run.ts';

/** Texts of a run by file name, as they stand on disk once decoded. */
export type Texts = Readonly<Record<string, string>>;

/**
 * Findings that do not point at their evidence: the value (of an object or list: its key) that stands at the pointer in that very text,
 * and is the same that the reference run points at.
 */
export function misplaced(verdicts: readonly Verdict[], texts: Texts, reference: ReadonlyMap<string, string>): string[] {
  const spots = new Map(Object.entries(texts).map(([name, text]) => [name, byPointer(text)]));
  return fails(verdicts).flatMap((verdict) => {
    const others = [...(verdict.related ?? []), ...(verdict.flow ?? [])].map((item) => item.location);
    const wrong = [verdict.location, ...others].flatMap((location) => placeFault(location, texts, spots) ?? []);
    const token = tokenAt(texts, verdict.location);
    const expected = reference.get(verdict.fingerprint);
    if (canonical(token) !== canonical(expected)) wrong.push(`${token} instead of ${expected}`);
    return wrong.map((fault) => `${verdict.ruleId} ${verdict.subject.name}: ${fault}`);
  });
}

/** The evidence tokens of a run by fingerprint. */
export function tokensOf(verdicts: readonly Verdict[], texts: Texts): Map<string, string> {
  return new Map(fails(verdicts).map((verdict) => [verdict.fingerprint, tokenAt(texts, verdict.location) ?? '']));
}

function placeFault(
  location: Location | undefined,
  texts: Texts,
  spots: ReadonlyMap<string, ReadonlyMap<string, Spot[]>>,
): string | undefined {
  const text = location && texts[location.file];
  if (location === undefined || text === undefined) return 'no place';
  const { pointer = '', line, column, endLine, endColumn } = location;
  const start = offsetOf(text, line, column);
  // Documents one after another repeat their pointers.
  const spot = spots
    .get(location.file)
    ?.get(pointer)
    ?.find((item) => tokenOf(item).start === start);
  if (spot === undefined) return `${pointer} does not stand at ${line}:${column}`;
  const isWhole = endLine === line && offsetOf(text, endLine, endColumn) === tokenOf(spot).end;
  return isWhole ? undefined : `${pointer} at ${line}:${column} does not end at ${endLine}:${endColumn}`;
}

function tokenOf(spot: Spot): { readonly start: number; readonly end: number } {
  if (spot.scalar) return spot;
  return spot.key ?? { start: spot.start, end: spot.start + 1 };
}

function byPointer(text: string): Map<string, Spot[]> {
  const found = new Map<string, Spot[]>();
  for (const spot of spotsOf(text)) {
    const list = found.get(spot.pointer);
    if (list) list.push(spot);
    else found.set(spot.pointer, [spot]);
  }
  return found;
}

/** Told by lines and columns alone. */
function tokenAt(texts: Texts, location: Location | undefined): string | undefined {
  if (location === undefined) return undefined;
  const line = texts[location.file]?.split(/\r\n|\n|\r/)[location.line - 1];
  return line?.slice(location.column - 1, location.endColumn - 1);
}

/** A token as the native export has it: tools spell the class of a device in their own ways, and some tell it by the summary alone. */
function canonical(token: string | undefined): string | undefined {
  const plain = token?.replace('"vim.vm.device.', '"');
  return (SUMMARIES.get(plain ?? '') ?? plain)?.toLowerCase();
}

const SUMMARIES = new Map([
  ['"LSI Logic SAS"', '"VirtualLsiLogicSASController"'],
  ['"LSI Logic"', '"VirtualLsiLogicController"'],
  ['"BusLogic"', '"VirtualBusLogicController"'],
]);
