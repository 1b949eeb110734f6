import type { Check, Fact, Host, Inventory, Subject, Unknown, VmkernelAdapter } from 'vlint';
import { Gap, IscsiPort } from 'vlint';

/** A VMkernel adapter of which it cannot be told whether it carries iSCSI, and why not. */
export class Suspect {
  readonly vmk: VmkernelAdapter;
  readonly missing: Unknown;

  constructor(vmk: VmkernelAdapter, missing: Unknown) {
    this.vmk = vmk;
    this.missing = missing;
  }

  get host(): Host {
    return this.vmk.host;
  }
  get subject(): Subject {
    return this.vmk.subject;
  }
  get identity(): string {
    return this.vmk.identity;
  }
}

export type Candidate = IscsiPort | Suspect;

/** The adapters of a host that carry iSCSI or may carry it, and gaps where not even those can be told. */
export interface Candidates {
  readonly all: readonly Candidate[];
  readonly gaps: readonly Gap[];
  of(vmk: VmkernelAdapter): Candidate | undefined;
}

export function candidatesOf({ host, iscsiPorts }: Inventory): Candidates {
  return candidatesAmong(host, iscsiPorts);
}

/** The same for a choice of ports. A storage adapter that does not tell its ports makes every VMkernel adapter of the host suspect. */
export function candidatesAmong(host: Host | undefined, ports: readonly (IscsiPort | Gap)[]): Candidates {
  const named = new Map<string, Candidate>();
  const gaps: Gap[] = [];
  for (const port of ports) {
    const vmk = port.subject.kind === 'vmkernel-adapter' ? host?.vmk(port.identity) : undefined;
    if (port instanceof IscsiPort) named.set(port.identity, port);
    else if (vmk?.known) named.set(port.identity, new Suspect(vmk.value, port.missing));
    else gaps.push(port);
  }
  const hidden = gaps.find((gap) => gap.subject.kind !== 'vmkernel-adapter');
  if (hidden !== undefined && named.size > 0 && host?.vmks.known) {
    for (const vmk of host.vmks.value) if (!named.has(vmk.identity)) named.set(vmk.identity, new Suspect(vmk, hidden.missing));
  }
  return { all: [...named.values()], gaps, of: (vmk) => named.get(vmk.identity) };
}

/**
 * All VMkernel adapters of a host on which one carries iSCSI or may carry it. Those that do not are subjects, too, so that which
 * adapters are judged does not hang on facts that an export may lack; there is nothing to find fault with in them.
 */
export function* vmksBeside({ all, gaps }: Candidates, host: Host | undefined): Generator<VmkernelAdapter | Gap> {
  yield* gaps;
  if (all.length === 0 || host === undefined) return;
  const { vmks } = host;
  if (vmks.known) return yield* vmks.value;
  for (const { vmk } of all) yield vmk;
  yield new Gap(host, vmks);
}

/** What a rule would say of a suspect holds only if the suspect carries iSCSI; a rule that finds nothing has passed it either way. */
export function* decided(candidate: Candidate | undefined, judge: (candidate: Candidate) => Check): Check {
  if (candidate === undefined) return;
  const said = [...judge(candidate)];
  if (candidate instanceof IscsiPort || said.length === 0) yield* said;
  else yield candidate.missing;
}

/** The iSCSI ports that a switch or a NIC carries for certain, and the adapters of which it cannot be told. */
export interface Carried {
  readonly ports: readonly IscsiPort[];
  readonly suspects: readonly Suspect[];
}

export function carriedBy({ all }: Candidates, carries: (vmk: VmkernelAdapter) => Fact<boolean>): Carried {
  const ports: IscsiPort[] = [];
  const suspects: Suspect[] = [];
  for (const candidate of all) {
    const carried = carries(candidate.vmk);
    if (!carried.known) suspects.push(new Suspect(candidate.vmk, carried));
    else if (carried.value && candidate instanceof IscsiPort) ports.push(candidate);
    else if (carried.value && candidate instanceof Suspect) suspects.push(candidate);
  }
  return { ports, suspects };
}
