import type { Answer, Comparison } from './comparison.ts';
import { mapFact } from './fact.ts';
import { vlanWords } from './vlan-words.ts';

/** The VLAN of each port group of a standard switch, by the group's name. Distributed port groups are the same object on every host. */
export const portGroupVlans: Comparison = {
  name: 'port-group-vlans',
  within: 'cluster',
  answers({ portGroups }) {
    return mapFact(portGroups, (groups) => groups.map(({ name, vlan }): Answer => [name, mapFact(vlan, vlanWords)]));
  },
};
