import { unknown } from './entity.ts';
import { type Fact, type Known, settled, type Unknown } from './fact.ts';
import type { Host } from './host.ts';

/**
 * A question that is put to every host once, before anything is judged, so that a rule can tell the outlier from the crowd while only one
 * host is at hand. A rule names the comparisons that it asks in `compares`.
 */
export interface Comparison {
  /** Unique: "path-policies". */
  readonly name: string;
  /** Who is compared with whom. Within clusters, a host outside any cluster is compared with nobody. */
  readonly within: 'cluster' | 'estate';
  /**
   * What the host has under each key (a device, a port group, ...). It must depend on nothing but the host. Unknown when it cannot be told
   * which keys the host has; `undefined` when the host takes no part, as one in maintenance may not.
   */
  answers(host: Host): Fact<Iterable<Answer>> | undefined;
}

export type Answer = readonly [key: string, value: Fact<string>];

/** What the hosts, the one at hand among them, answered for one key. */
export interface Ballot {
  /** Values by number of hosts, the most frequent first. */
  readonly tallies: readonly Tally<string>[];
  /** The same of hosts that may belong to another cluster: the inputs do not tell theirs. */
  readonly doubtful: readonly Tally<string>[];
  /** Hosts that have the key or may have it, and do not tell the value. */
  readonly untold: readonly Untold[];
  /** Hosts that answered and do not have the key. */
  readonly lacking: readonly string[];
  /** What would tell whether the doubtful hosts belong. */
  readonly doubt: Unknown | undefined;
}

/** A value and the hosts that have it. */
export interface Tally<T> {
  readonly value: T;
  readonly hosts: readonly string[];
  /** Evidence on the first of them. */
  readonly example: Known<T>;
}

export interface Untold {
  readonly host: string;
  readonly missing: Unknown;
}

/** How a host's value stands among those of the others. */
export type Standing =
  | { readonly kind: 'alone' }
  | { readonly kind: 'agrees' }
  | { readonly kind: 'undecided'; readonly missing: Unknown }
  | {
      readonly kind: 'outlier';
      /** The other values, the most frequent first. */
      readonly rivals: readonly Tally<string>[];
      /** How many hosts told a value, this one included. */
      readonly hosts: number;
      /** No value is the most frequent one: nobody can say who is right. */
      readonly tie: boolean;
    };

/** Whether a host with the value `own` stands out: another value is at least as frequent. In a tie all stand out. */
export function standing({ tallies, doubtful, untold, doubt }: Ballot, own: string): Standing {
  // True of nearly all: everybody says the same, and nobody is silent.
  const [first] = tallies;
  if (tallies.length === 1 && first?.value === own && first.hosts.length > 1 && doubtful.length === 0 && untold.length === 0)
    return AGREES;
  const count = (list: readonly Tally<string>[], value: string) => list.find((tally) => tally.value === value)?.hosts.length ?? 0;
  const rival = (list: readonly Tally<string>[], also: readonly Tally<string>[]) =>
    Math.max(
      0,
      ...[...list, ...also].filter(({ value }) => value !== own).map(({ value }) => count(list, value) + count(also, value)),
    );
  const hosts = tallies.reduce((sum, tally) => sum + tally.hosts.length, 0);
  const mine = Math.max(1, count(tallies, own));
  if (hosts <= 1 && doubtful.length === 0 && untold.length === 0) return { kind: 'alone' };
  const certainRival = rival(tallies, []);
  if (mine + count(doubtful, own) + untold.length <= certainRival) {
    const rivals = tallies.filter(({ value }) => value !== own);
    const [first, second] = rivals;
    const most = first?.hosts.length ?? 0;
    return { kind: 'outlier', rivals, hosts, tie: most === mine || most === second?.hosts.length };
  }
  if (mine > rival(tallies, doubtful) + untold.length) return { kind: 'agrees' };
  const missing = untold[0]?.missing ?? doubt;
  return missing === undefined ? { kind: 'agrees' } : { kind: 'undecided', missing };
}

const AGREES: Standing = { kind: 'agrees' };

interface Counted {
  readonly hosts: string[];
  readonly example: Known<string>;
}

/** The answers of the hosts of one cluster, or of all. */
class Box {
  readonly hosts: string[] = [];
  /** Hosts of which it is not told which keys they have. */
  readonly untold: Untold[] = [];
  readonly untoldByKey = new Map<string, Untold[]>();
  readonly values = new Map<string, Map<string, Counted>>();
  /** By key; dropped whenever a host is added. */
  private readonly sorted = new Map<string, readonly Tally<string>[]>();

  add(host: string, answers: Fact<Iterable<Answer>>): void {
    if (!answers.known) {
      this.untold.push({ host, missing: settled(answers) });
      return;
    }
    this.hosts.push(host);
    this.sorted.clear();
    for (const [key, value] of answers.value) this.addAnswer(host, key, value);
  }

  private addAnswer(host: string, key: string, value: Fact<string>): void {
    if (!value.known) {
      const list = this.untoldByKey.get(key);
      const untold = { host, missing: settled(value) };
      if (list) list.push(untold);
      else this.untoldByKey.set(key, [untold]);
      return;
    }
    let counts = this.values.get(key);
    if (counts === undefined) {
      counts = new Map();
      this.values.set(key, counts);
    }
    const counted = counts.get(value.value);
    if (counted === undefined) counts.set(value.value, { hosts: [host], example: settled(value) });
    // A host may say the same twice, as of two adapters.
    else if (counted.hosts.at(-1) !== host) counted.hosts.push(host);
  }

  tallies(key: string): readonly Tally<string>[] {
    const known = this.sorted.get(key);
    if (known !== undefined) return known;
    const made = this.count(key);
    this.sorted.set(key, made);
    return made;
  }

  private count(key: string): readonly Tally<string>[] {
    const found = [...(this.values.get(key) ?? [])].map(([value, { hosts, example }]) => ({ value, hosts, example }));
    return found.sort((a, b) => b.hosts.length - a.hosts.length || (a.value < b.value ? -1 : 1));
  }

  lacking(key: string): string[] {
    const having = new Set([
      ...[...(this.values.get(key)?.values() ?? [])].flatMap(({ hosts }) => hosts),
      ...(this.untoldByKey.get(key) ?? []).map(({ host }) => host),
    ]);
    return this.hosts.filter((host) => !having.has(host));
  }
}

/** The ballots of one comparison over an estate. */
export class Ballots {
  private readonly comparison: Comparison;
  private readonly boxes = new Map<string, Box>();
  private readonly ofUnknownCluster = new Box();

  constructor(comparison: Comparison) {
    this.comparison = comparison;
  }

  add(host: Host): void {
    const { cluster } = host;
    const inCluster = this.comparison.within === 'cluster';
    if (inCluster && cluster.known && cluster.value === null) return;
    const answers = this.comparison.answers(host);
    if (answers === undefined) return;
    if (!inCluster) this.everywhere(host).add(host.name, answers);
    else if (cluster.known) this.box(cluster.value ?? '').add(host.name, answers);
    else this.ofUnknownCluster.add(host.name, answers);
  }

  get name(): string {
    return this.comparison.name;
  }

  /** The comparison threw on this host: what it has is not known. */
  fail(host: Host): void {
    const missing = unknown(
      `answer to the comparison ${this.name}`,
      host.name,
      'a version of vlint without this fault',
      'the rule failed',
    );
    const { cluster } = host;
    if (this.comparison.within === 'estate') this.everywhere(host).add(host.name, missing);
    else if (!cluster.known) this.ofUnknownCluster.add(host.name, missing);
    else if (cluster.value !== null) this.box(cluster.value).add(host.name, missing);
  }

  /** All that is real is one estate, and what a document plans another. */
  private everywhere({ plannedBy = '' }: Host): Box {
    return this.box(plannedBy);
  }

  private box(name: string): Box {
    const found = this.boxes.get(name) ?? new Box();
    this.boxes.set(name, found);
    return found;
  }

  /** Boxes whose hosts certainly belong with `host`, and those whose hosts may. */
  private scope(host: Host): { readonly sure: readonly Box[]; readonly maybe: readonly Box[] } {
    const { cluster } = host;
    if (this.comparison.within === 'estate') return { sure: [this.everywhere(host)], maybe: [] };
    if (!cluster.known) return { sure: [], maybe: [...this.boxes.values(), this.ofUnknownCluster] };
    return cluster.value === null ? { sure: [], maybe: [] } : { sure: [this.box(cluster.value)], maybe: [this.ofUnknownCluster] };
  }

  /** Keys that a host which certainly belongs with `host` has, or `host` itself. */
  keys(host: Host): readonly string[] {
    return [...new Set(this.scope(host).sure.flatMap((box) => [...box.values.keys(), ...box.untoldByKey.keys()]))];
  }

  ballot(host: Host, key: string): Ballot {
    const { sure, maybe } = this.scope(host);
    const [box] = sure;
    // The cluster is known, and nobody says nothing: what all rules meet for all hosts of it.
    const isSure = host.cluster.known && box !== undefined && maybe.every(isEmpty);
    if (isSure && box.untold.length === 0 && !box.untoldByKey.has(key)) return new SureBallot(box, key);
    const others = maybe.filter((box) => !isEmpty(box));
    return {
      tallies: sure.flatMap((box) => box.tallies(key)),
      doubtful: others.flatMap((box) => without(host.name, box.tallies(key))),
      untold: [...sure, ...others]
        .flatMap((box) => [...box.untold, ...(box.untoldByKey.get(key) ?? [])])
        .filter((item) => item.host !== host.name),
      get lacking() {
        return sure.flatMap((box) => box.lacking(key));
      },
      doubt: host.cluster.known
        ? others.length > 0
          ? unknown('cluster', others[0]?.hosts[0] ?? others[0]?.untold[0]?.host ?? '', CLUSTERS)
          : undefined
        : host.cluster,
    };
  }
}

function isEmpty(box: Box): boolean {
  return box.hosts.length + box.untold.length === 0;
}

const NONE: readonly never[] = [];

/** Where every host that may belong with another one certainly does, and says what it has. */
class SureBallot implements Ballot {
  private readonly box: Box;
  private readonly key: string;
  readonly doubtful = NONE;
  readonly untold = NONE;
  readonly doubt = undefined;

  constructor(box: Box, key: string) {
    this.box = box;
    this.key = key;
  }

  get tallies(): readonly Tally<string>[] {
    return this.box.tallies(this.key);
  }
  get lacking(): readonly string[] {
    return this.box.lacking(this.key);
  }
}

const CLUSTERS = 'govc collect -json -type h -type c / name parent';

function without(host: string, tallies: readonly Tally<string>[]): readonly Tally<string>[] {
  return tallies.flatMap((tally) => {
    if (!tally.hosts.includes(host)) return [tally];
    const hosts = tally.hosts.filter((item) => item !== host);
    return hosts.length === 0 ? [] : [{ ...tally, hosts }];
  });
}
