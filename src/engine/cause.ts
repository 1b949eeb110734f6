import { fingerprint, subjectKey } from '../findings/identity.ts';
import type { Cause as ReportedCause } from '../findings/report.ts';
import type { Known } from '../model/fact.ts';
import type { Cause } from './rule.ts';

/** The cause without the objects of the host that it was found on. */
export function settledCause(cause: Cause, evidence: Known<unknown>): Cause {
  const { subject, identity, distributed = false, uuid, key } = cause.of;
  const of = distributed ? { subject, identity, distributed, uuid, key } : { subject, identity };
  return { of, what: cause.what, message: cause.message, evidence };
}

/**
 * A cause as the report names it. What belongs to a distributed switch is one and the same on all its hosts, so the host is no part of
 * it; that of a VM goes with the VM.
 */
export function reportedCause({ of, what, message }: Cause): Omit<ReportedCause, 'location'> {
  const { kind, host, name } = of.subject;
  const isShared = of.distributed === true || kind === 'vm' || kind.startsWith('vm-');
  const owner = kind === 'host' ? name : host;
  const id = of.distributed === true ? (plain(of.uuid) ?? (typeof of.key === 'string' ? of.key : '')) : '';
  const key = subjectKey({
    kind,
    ...(isShared || owner === undefined ? {} : { host: owner }),
    name: of.identity,
    also: [what, id],
  });
  return { fingerprint: fingerprint('cause', key), subject: of.distributed === true ? { kind, name } : of.subject, message };
}

/** "50 2a d1 .. - .." and "502ad1..-.." are one switch. */
function plain(uuid: unknown): string | undefined {
  return typeof uuid === 'string' ? uuid.toLowerCase().replace(/[^0-9a-f]/g, '') : undefined;
}
