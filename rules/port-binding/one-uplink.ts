import { type Fact, type IscsiPort, mapFact, portGroupOf, switchOf } from 'vlint';

/**
 * Whether the switch of a port has one physical NIC of this host in all: then it is the only active uplink, whatever else the port group
 * names. The failover order of a standard port group names NICs of its switch only, so that nothing has to be known there.
 */
export function hasOneUplink({ vmk }: IscsiPort): Fact<boolean> {
  const group = portGroupOf(vmk);
  if (!group.known) return group;
  const vswitch = switchOf(vmk);
  const uplinks = vswitch.known ? vswitch.value.uplinks : vswitch;
  if (!uplinks.known && !group.value.distributed) return mapFact(group, () => false);
  return mapFact(uplinks, (names) => names.length === 1);
}
