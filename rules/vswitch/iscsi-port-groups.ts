import { type Answer, type Comparison, Gap, iscsiPorts, mapFact, portGroupOf, vlanWords } from 'vlint';

/** The port groups of standard switches that carry iSCSI on a host, by name, with their VLAN. */
export const iscsiPortGroups: Comparison = {
  name: 'iscsi-port-groups',
  within: 'cluster',
  answers(host) {
    const { portGroups } = host;
    const answers: Answer[] = [];
    for (const port of iscsiPorts(host)) {
      if (port instanceof Gap) return port.missing;
      const group = portGroupOf(port.vmk);
      if (!group.known) return group;
      if (!group.value.distributed) answers.push([group.value.name, mapFact(group.value.vlan, vlanWords)]);
    }
    return mapFact(portGroups, () => answers);
  },
};
