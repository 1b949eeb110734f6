import { fingerprint, subjectKey } from '../findings/identity.ts';
import type { Conflict, Entity } from '../model/entity.ts';
import type { Fact } from '../model/fact.ts';
import type { Host } from '../model/host.ts';
import type { Judgement } from './judge.ts';
import { problem } from './rule.ts';

/** Fields of a host and its parts on which the inputs contradict each other, as findings. Nothing for a host known from one source. */
export function conflictsOf(host: Host): Judgement[] {
  const lists: readonly Fact<readonly Entity<object>[]>[] = [
    host.vmks,
    host.portGroups,
    host.switches,
    host.pnics,
    host.iscsiAdapters,
    host.devices,
  ];
  const entities = [host, ...lists.flatMap((list) => (list.known ? list.value : []))];
  return entities.flatMap((entity) => entity.conflicts()).map(conflictFinding);
}

function conflictFinding({ entity, field, used, other }: Conflict): Judgement {
  const { subject } = entity;
  const host = subject.kind === 'host' ? subject.name : subject.host;
  const key = subjectKey({ kind: subject.kind, ...(host === undefined ? {} : { host }), name: entity.identity, also: [field] });
  const message = `The inputs contradict each other on ${field} of ${subject.name}: ${show(used.value)} was used, another input says ${show(other.value)}.`;
  const remedy = { manual: ['Export both again at the same time, or leave the older input out.'] };
  return {
    ruleId: 'input-conflict',
    outcome: 'fail',
    level: 'warning',
    subject,
    fingerprint: fingerprint('input-conflict', key),
    problem: problem(used, message, remedy, { related: [{ message: `says ${show(other.value)}`, evidence: other }] }),
    others: [],
  };
}

function show(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}
