import type { Vlan } from './source.ts';

/** A VLAN as messages call it: "no VLAN", "VLAN 101", "all VLANs", "VLANs 10-20". */
export function vlanWords(vlan: Vlan): string {
  if (typeof vlan !== 'number')
    return `VLANs ${vlan.map(({ start, end }) => (start === end ? start : `${start}-${end}`)).join(', ')}`;
  if (vlan === 0) return 'no VLAN';
  return vlan === 4095 ? 'all VLANs' : `VLAN ${vlan}`;
}
