/** What a name is the name of. A name of one kind is always replaced by the same one. */
export type NameKind =
  | 'host'
  | 'vm'
  | 'cluster'
  | 'datastore'
  | 'network'
  | 'switch'
  | 'uplink'
  | 'stack'
  | 'rule'
  | 'nas'
  | 'portal'
  | 'neighbour';

/** Names that the product itself gives: they tell nothing, and some mean something. */
const GIVEN: Readonly<Partial<Record<NameKind, RegExp>>> = {
  switch: /^(vSwitch\d+|iScsiBootvSwitch)$/,
  uplink: /^((dv)?uplink[ -]?\d+|lag\d+)$/i,
  stack: /^(defaultTcpipStack|vmotion|vSphereProvisioning|vxlan|hyperbus|ops|mirror)$/,
  network: /^(VM Network|Management Network|iScsiBootPG)$/,
};

/** Words in the names of VMs by which rules judge. */
const TELLING = /oracle|(?<![a-z])ora(?![a-z])/i;

/** Pseudonyms in the order in which names come: host-a1, host-a2. */
export class Names {
  private readonly given = new Map<NameKind, Map<string, string>>();
  private longestFirst: (readonly [string, string])[] | undefined;

  of(kind: NameKind, name: string): string {
    if (name === '' || GIVEN[kind]?.test(name)) return name;
    const known = this.given.get(kind) ?? new Map<string, string>();
    this.given.set(kind, known);
    const before = known.get(name);
    if (before !== undefined) return before;
    const word = kind === 'vm' ? TELLING.exec(name)?.[0] : undefined;
    // The letter keeps it apart from references such as "host-28".
    const made = `${kind}-n${known.size + 1}${word === undefined ? '' : `-${word.toLowerCase()}`}`;
    known.set(name, made);
    this.longestFirst = undefined;
    return made;
  }

  /** A sentence with the names in it that were met so far. Short ones may be anything, and stay. */
  within(sentence: string): string {
    this.longestFirst ??= [...this.given.values()].flatMap((known) => [...known]).sort(([a], [b]) => b.length - a.length);
    return this.longestFirst.reduce((text, [name, made]) => (name.length > 3 ? text.replaceAll(name, made) : text), sentence);
  }
}
