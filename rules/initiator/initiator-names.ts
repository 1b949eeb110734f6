import { type Answer, type Comparison, type Host, mapFact } from 'vlint';

/** Stands before the name of a host that does not tell its hardware. */
const NAME = 'name ';

/** The iSCSI names of each host, and the server that has them: one may be in the inputs under two names. */
export const initiatorNames: Comparison = {
  name: 'initiator-names',
  within: 'estate',
  answers(host) {
    const { iscsiAdapters } = host;
    if (!iscsiAdapters.known) return iscsiAdapters;
    const answers: Answer[] = [];
    for (const { iqn } of iscsiAdapters.value) {
      // An adapter that does not tell its name may have any.
      if (!iqn.known) return iqn;
      answers.push([nameKey(iqn.value), mapFact(host.uuid.known ? host.uuid : iqn, () => serverOf(host))]);
    }
    return mapFact(iscsiAdapters, () => answers);
  },
};

/** What tells a server from others: its hardware's UUID, else its name. */
export function serverOf({ uuid, name }: Host): string {
  return uuid.known ? uuid.value.toLowerCase() : `${NAME}${name}`;
}

/** Whether two servers are told by their hardware, or both by their names; one of each may be the same. */
export function isComparable(one: string, other: string): boolean {
  return one.startsWith(NAME) === other.startsWith(NAME);
}

/** iSCSI names are compared without case. */
export function nameKey(iqn: string): string {
  return iqn.toLowerCase();
}
