import type { Subject, SubjectKind } from '../findings/report.ts';
import { Entity } from './entity.ts';
import type { Host } from './host.ts';
import type { Vm } from './vm.ts';

/** A part of a VM that has a key and a label of its own: a controller, a disk, a NIC. */
export abstract class VmPart<S extends { readonly key: number; readonly label: string }> extends Entity<S> {
  readonly vm: Vm;
  /** "Hard disk 1" */
  readonly name: string;
  readonly key: number;
  protected abstract readonly subjectKind: SubjectKind;

  constructor(vm: Vm, source: S) {
    super([source]);
    this.vm = vm;
    this.name = source.label;
    this.key = source.key;
  }

  get host(): Host | undefined {
    return this.vm.host;
  }

  get subject(): Subject {
    return { ...this.vm.subject, kind: this.subjectKind, vm: this.vm.name, name: this.name };
  }

  get identity(): string {
    return `${this.vm.identity}/${this.key}`;
  }
}
