import type { Path } from '../model/fact.ts';
import type { Translation } from './translated.ts';
import { Places, type Span } from './translated.ts';

/** A member that a description of a VM tells, and where. */
export interface Told {
  readonly value: unknown;
  readonly span: Span;
}

/** Members of an object; those that are undefined were not told. */
export type Members = Readonly<Record<string, Told | undefined>>;

/** What a device stands for. */
export interface Backing {
  readonly members: Members;
  /** Whether what is not among the members is known to be absent. */
  readonly isWhole: boolean;
}

/**
 * Puts the properties of a VM together, in the form of a dump of the API, from a file that tells only some of them: what it does not tell
 * is unknown, not empty.
 */
export class VmBuilder {
  private readonly places = new Places();
  private readonly root = {};
  private readonly config = {};
  private readonly hardware = {};
  private readonly devices: object[] = [];
  private readonly incomplete: Path[] = [['config'], ['config', 'hardware']];

  constructor(own: Span) {
    this.places.put(this.root, 'config', this.config, own);
    this.places.put(this.config, 'hardware', this.hardware, own);
    this.places.put(this.hardware, 'device', this.devices, own);
  }

  name(told: Told | undefined): void {
    this.set(this.root, 'name', told);
    this.set(this.config, 'name', told);
  }

  setting(name: string, told: Told | undefined): void {
    this.set(this.config, name, told);
  }

  hardwareSetting(name: string, told: Told | undefined): void {
    this.set(this.hardware, name, told);
  }

  /** A device; members without a value are left out. */
  device(own: Span, members: Members, backing?: Backing): void {
    const made = this.object(members);
    if (backing !== undefined) {
      this.places.put(made, 'backing', this.object(backing.members), own);
      if (!backing.isWhole) this.incomplete.push(['config', 'hardware', 'device', this.devices.length, 'backing']);
    }
    this.places.put(this.devices, this.devices.length, made, own);
  }

  /** An object of such members, as a value of another. */
  object(members: Members): object {
    const made = {};
    for (const [name, told] of Object.entries(members)) this.set(made, name, told);
    return made;
  }

  end(line: number, lines: readonly string[], inside?: string): Translation {
    const { root: value, places, incomplete } = this;
    return { value, places, line, lines, incomplete, ...(inside === undefined ? {} : { inside }) };
  }

  private set(holder: object, name: string, told: Told | undefined): void {
    if (told !== undefined) this.places.put(holder, name, told.value, told.span);
  }
}
