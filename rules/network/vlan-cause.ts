import { type Cause, causeOf, type PortGroup, type Vlan } from 'vlint';

/** The VLAN of a port group: what is on it, on every host of a distributed one, is where it is because of this value. */
export function vlanCause(group: PortGroup): Cause | undefined {
  const { name, vlan } = group;
  return causeOf(group, 'VLAN', `Port group ${name} is ${vlan.known ? inWords(vlan.value) : ''}.`, vlan);
}

function inWords(vlan: Vlan): string {
  if (vlan === 0) return 'untagged';
  if (typeof vlan === 'number') return `in VLAN ${vlan}`;
  return `a trunk of the VLANs ${vlan.map(({ start, end }) => (start === end ? String(start) : `${start}-${end}`)).join(', ')}`;
}
