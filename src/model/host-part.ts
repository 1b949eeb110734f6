import type { Subject, SubjectKind } from '../findings/report.ts';
import { Entity } from './entity.ts';
import type { Host } from './host.ts';

/** A named part of a host: what is judged with the host's name beside its own. */
export abstract class HostPart<S extends object> extends Entity<S> {
  readonly host: Host;
  readonly name: string;

  constructor(host: Host, name: string, sources: readonly S[]) {
    super(sources);
    this.host = host;
    this.name = name;
  }

  protected abstract get subjectKind(): SubjectKind;

  get subject(): Subject {
    return this.host.subjectOf(this.subjectKind, this.name);
  }

  get identity(): string {
    return this.name;
  }
}
