import { type Answer, type Comparison, type Fact, type Host, mapFact, type PortGroup } from 'vlint';

export const NONE = 'no uplink';
const SOME = 'uplinks';

/** Whether the switch of a standard port group has a physical NIC. */
export function uplinked({ host, switchName }: PortGroup): Fact<string> {
  if (!switchName.known) return switchName;
  const vswitch = host.switchNamed(switchName.value, switchName);
  return vswitch.known ? mapFact(vswitch.value.uplinks, (nics) => (nics.length === 0 ? NONE : SOME)) : vswitch;
}

/** The same of every port group of a host, by the group's name. */
export const portGroupUplinks: Comparison = {
  name: 'port-group-uplinks',
  within: 'cluster',
  answers({ portGroups }: Host) {
    return mapFact(portGroups, (groups) => groups.map((group): Answer => [group.name, uplinked(group)]));
  },
};
