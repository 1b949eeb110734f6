import { type Answer, type Comparison, mapFact } from 'vlint';

/** The iSCSI names of each host, and the hardware that has them: one server may be in the inputs under two names. */
export const initiatorNames: Comparison = {
  name: 'initiator-names',
  within: 'estate',
  answers({ iscsiAdapters, uuid }) {
    if (!iscsiAdapters.known) return iscsiAdapters;
    const answers: Answer[] = [];
    for (const { iqn } of iscsiAdapters.value) {
      // An adapter that does not tell its name may have any.
      if (!iqn.known) return iqn;
      answers.push([nameKey(iqn.value), mapFact(uuid, (text) => text.toLowerCase())]);
    }
    return mapFact(iscsiAdapters, () => answers);
  },
};

/** iSCSI names are compared without case. */
export function nameKey(iqn: string): string {
  return iqn.toLowerCase();
}
