import type { Subject } from '../findings/report.ts';

/** The object as an administrator would find it: cluster/host/vm/name, what is absent left out. Not cleaned for a terminal. */
export function subjectPath({ kind, cluster, host, vm, name }: Subject): string {
  if (kind === 'host') return [cluster, host ?? name].filter((part) => part !== undefined).join('/');
  return [cluster, host, vm, name].filter((part) => part !== undefined).join('/');
}

const VM_KINDS: ReadonlySet<string> = new Set(['vm', 'vm-controller', 'vm-disk', 'vm-nic']);

/** The VM that a subject is or belongs to. */
export function vmOf(subject: Subject): string | undefined {
  return VM_KINDS.has(subject.kind) ? (subject.vm ?? subject.name) : undefined;
}

/** The host that a subject is or stands on. */
export function hostOf(subject: Subject): string | undefined {
  return subject.kind === 'host' ? (subject.host ?? subject.name) : subject.host;
}
