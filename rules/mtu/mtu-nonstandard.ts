import { defineRule, problem } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { flowOf } from './flow.ts';
import { setVmk } from './set-mtu.ts';

/** The largest MTU of ESXi and the smallest that IPv6 allows, in bytes. */
const LARGEST = 9000;
const SMALLEST = 1280;

export default defineRule({
  id: 'mtu-nonstandard',
  family: 'mtu',
  title: 'An iSCSI adapter should use an MTU of 1500 or 9000',
  rationale:
    'All devices of the path must agree on an MTU, and 1500 and 9000 are the values that everybody sets. Another one is often a slip of the ' +
    'keyboard; ESXi supports none above 9000.',
  severity: 'note',
  cases: {
    'too-large': { level: 'error', when: 'The MTU is above 9000, the largest that ESXi supports.' },
    'too-small': { level: 'warning', when: 'The MTU is below 1280, the minimum of IPv6.' },
  },
  sources: [
    says('S5', 'ESXi supports an MTU of up to 9000 bytes.'),
    unsourced(
      'That an MTU below 1280, the minimum of IPv6, is a fault, and that 1600 or 2000 to 8999 serve encapsulation and older switches.',
    ),
  ],
  exceptions: {
    standard: 'The adapter uses 1500 or 9000.',
    encapsulation: 'Values from 1280 to 8999, as encapsulation and older switches want them, are a note only.',
  },
  fix: {
    esxcli: ['esxcli network ip interface set -i vmk1 -m 1500'],
    powercli: ['Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk1 | Set-VMHostNetworkAdapter -Mtu 1500'],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port) {
    const { vmk } = port;
    const { mtu } = vmk;
    if (!mtu.known) return yield mtu;
    if (mtu.value === 1500 || mtu.value === LARGEST) return;
    const flow = flowOf(port);
    if (mtu.value > LARGEST) {
      yield problem(
        mtu,
        `${vmk.name} has an MTU of ${mtu.value}. ESXi supports ${LARGEST} bytes at most.`,
        setVmk(vmk, LARGEST),
        { case: 'too-large', flow },
      );
    } else if (mtu.value < SMALLEST) {
      yield problem(
        mtu,
        `${vmk.name} has an MTU of ${mtu.value}. That is less than the ${SMALLEST} bytes that IPv6 demands.`,
        setVmk(vmk, 1500),
        { case: 'too-small', flow },
      );
    } else {
      yield problem(
        mtu,
        `${vmk.name} has an MTU of ${mtu.value}, which is neither 1500 nor ${LARGEST}. Confirm that the switches and the array want it so.`,
        setVmk(vmk, mtu.value < 1500 ? 1500 : LARGEST),
        { flow },
      );
    }
  },
});
