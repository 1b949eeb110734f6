import type { Check, Host, Inventory, Subject, Unknown, VmkernelAdapter } from 'vlint';
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

/** The adapters that carry iSCSI or may carry it; gaps where not even those can be told. */
export function candidatesOf(inventory: Inventory): readonly (Candidate | Gap)[] {
  return inventory.iscsiPorts.map((port) => {
    if (port instanceof IscsiPort || port.subject.kind !== 'vmkernel-adapter') return port;
    const vmk = inventory.host?.vmk(port.identity);
    return vmk?.known ? new Suspect(vmk.value, port.missing) : port;
  });
}

/** Only the adapters of that list. */
export function adaptersOf(candidates: readonly (Candidate | Gap)[]): readonly Candidate[] {
  return candidates.filter((candidate): candidate is Candidate => !(candidate instanceof Gap));
}

/** What a rule would say of a suspect holds only if the suspect carries iSCSI; a rule that finds nothing has passed it either way. */
export function* decided(candidate: Candidate, check: Check): Check {
  const said = [...check];
  if (candidate instanceof IscsiPort || said.length === 0) yield* said;
  else yield candidate.missing;
}
