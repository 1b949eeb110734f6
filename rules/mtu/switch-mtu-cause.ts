import { type Cause, causeOf, type VirtualSwitch } from 'vlint';

/** The MTU of a virtual switch, which is behind every adapter and NIC that wants more of it. */
export function switchMtuCause(vswitch: VirtualSwitch): Cause | undefined {
  const { mtu, name } = vswitch;
  return causeOf(vswitch, 'MTU', `${name} carries frames of up to ${mtu.known ? mtu.value : ''} bytes.`, mtu);
}
