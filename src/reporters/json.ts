import { type CauseGroup, causesOf } from '../findings/causes.ts';
import type { Location, Missing, Related, Remedy, Report, Subject, Verdict } from '../findings/report.ts';
import type { ReporterOptions } from './reporter.ts';

/** The stable report, version 1: fails and undecided verdicts, with `all` every verdict. Members come in a fixed order. */
export function json(report: Report, options: ReporterOptions = {}): string {
  const shown = options.all === true ? report.verdicts : report.verdicts.filter(isOpen);
  const groups = causesOf(report.verdicts);
  const shared = new Set(groups.map(({ cause }) => cause.fingerprint));
  const { fail, pass, unknown, notApplicable, hosts, vms } = report.summary;
  const document = {
    version: report.version,
    tool: { name: report.tool.name, version: report.tool.version },
    summary: {
      fail: { error: fail.error, warning: fail.warning, note: fail.note },
      pass,
      unknown,
      notApplicable,
      hosts,
      vms,
    },
    causes: filled(groups)?.map(causeMembers),
    verdicts: shown.map((verdict) => verdictMembers(verdict, shared)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function isOpen({ verdict }: Verdict): boolean {
  return verdict === 'fail' || verdict === 'unknown';
}

// JSON.stringify drops members that are undefined, so an absent one needs no branch below.

function verdictMembers(verdict: Verdict, shared: ReadonlySet<string>): object {
  return {
    ruleId: verdict.ruleId,
    verdict: verdict.verdict,
    level: verdict.level,
    subject: subjectMembers(verdict.subject),
    message: verdict.message,
    remedy: verdict.remedy && remedyMembers(verdict.remedy),
    location: verdict.location && locationMembers(verdict.location),
    related: filled(verdict.related)?.map(relatedMembers),
    missing: filled(verdict.missing)?.map(missingMembers),
    cause: verdict.cause && shared.has(verdict.cause.fingerprint) ? verdict.cause.fingerprint : undefined,
    fingerprint: verdict.fingerprint,
  };
}

function causeMembers({ cause, level, verdicts }: CauseGroup): object {
  return {
    fingerprint: cause.fingerprint,
    level,
    subject: subjectMembers(cause.subject),
    message: cause.message,
    location: cause.location && locationMembers(cause.location),
    verdicts: verdicts.map((verdict) => verdict.fingerprint),
  };
}

/** Who a verdict is about, without members that only this program knows of. */
export function subjectMembers({ kind, cluster, host, vm, name }: Subject): object {
  return { kind, cluster, host, vm, name };
}

/** What to type, by tool; tools without commands are left out. */
export function remedyMembers({ esxcli, powercli, manual }: Remedy): object {
  return { esxcli: filled(esxcli), powercli: filled(powercli), manual: filled(manual) };
}

function locationMembers({ file, pointer, inside, cell, line, column, endLine, endColumn }: Location): object {
  return { file, pointer, inside, cell, line, column, endLine, endColumn };
}

function relatedMembers({ message, location }: Related): object {
  return { message, location: locationMembers(location) };
}

function missingMembers({ fact, because, provide }: Missing): object {
  return { fact, because, provide };
}

function filled<T>(items: readonly T[] | undefined): readonly T[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items;
}
