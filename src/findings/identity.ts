import { createHash } from 'node:crypto';
import type { SubjectKind } from './report.ts';

/**
 * What a subject is recognised by over exports. Cluster, file and line are left out on purpose: a host may be moved and a file
 * reformatted without the finding becoming a new one.
 */
export interface SubjectParts {
  readonly kind: SubjectKind;
  /** Host name or hardware uuid; upper and lower case are the same. */
  readonly host?: string;
  /** VM uuid, or its name where no uuid is known. */
  readonly vm?: string;
  /** Name inside host or VM: vmk, port group, device id. Of a host the name is used only where `host` is absent. */
  readonly name: string;
  /** What else tells subjects of one name apart, in a fixed order: the peer of a pair, the LUN of a path. */
  readonly also?: readonly string[];
}

/** One string per subject: equal for the same object in two exports, different for any two objects. */
export function subjectKey(parts: SubjectParts): string {
  const { kind, vm, name, also = [] } = parts;
  const host = (kind === 'host' ? (parts.host ?? name) : parts.host)?.toLowerCase();
  // A JSON array keeps the parts apart whatever they contain; an absent part is null and so differs from an empty one.
  return JSON.stringify([kind, host ?? null, vm ?? null, kind === 'host' ? null : name, ...also]);
}

/** Identity of a verdict: 32 hex digits that do not depend on position, order or layout of the input. */
export function fingerprint(ruleId: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([ruleId, key]))
    .digest('hex')
    .slice(0, 32);
}
