import { type Cause, causeOf, type IscsiPort, listed, portGroupOf } from 'vlint';

/** The teaming of a port's port group: it is behind whatever is wrong with the uplinks of all ports on it, on every host. */
export function teamingCause({ vmk }: IscsiPort): Cause | undefined {
  const group = portGroupOf(vmk);
  if (!group.known) return undefined;
  const { active, standby, name } = group.value;
  if (!active.known) return undefined;
  const spare = standby.known && standby.value.length > 0 ? `, standby ${listed(standby.value)}` : '';
  return causeOf(
    group.value,
    'teaming',
    `Teaming of port group ${name}: active ${listed(active.value) || 'none'}${spare}.`,
    active,
  );
}
