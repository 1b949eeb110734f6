import { defineRule, Gap, IscsiPort, listed, notApplicable, problem, switchOf, type Unknown, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { setVmk, together } from './set-mtu.ts';

/** What a jumbo switch is set to, in bytes; less serves encapsulation. */
const JUMBO = 9000;

export default defineRule({
  id: 'mtu-jumbo-switch-only',
  family: 'mtu',
  title: 'A jumbo switch whose iSCSI adapters all use 1500 has no jumbo frames in effect',
  rationale:
    'The MTU of a switch is only what it lets pass; the VMkernel adapter decides what is sent. A large switch under standard adapters is no ' +
    'fault and often meant, but who believes to have jumbo frames has none.',
  severity: 'note',
  sources: [
    says(
      'S23',
      'Everything between must carry at least the MTU of the sending adapter: adapters at 1500 on a larger switch are permitted.',
    ),
    says('V435411', 'To raise the MTU, change the physical switch first, then the virtual switch, the VMkernel adapter last.'),
  ],
  exceptions: {
    'on-purpose': 'Leaving the switch large and the adapters at 1500 is permitted, therefore it is a note and never more.',
    'others-use-it': 'Another VMkernel adapter of the switch, for vMotion say, sends larger frames: jumbo frames are in effect.',
  },
  fix: {
    esxcli: ['esxcli network ip interface set -i vmk1 -m 9000'],
    powercli: ['Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk1 | Set-VMHostNetworkAdapter -Mtu 9000'],
    manual: [
      'If 1500 is meant, leave it so. Otherwise raise the physical switch first and the VMkernel adapters last, then prove the path with vmkping.',
    ],
  },
  each: (inventory) => inventory.switches,
  *check(vswitch, _, { inventory }) {
    const { mtu, name, host } = vswitch;
    if (mtu.known && mtu.value < JUMBO) return yield notApplicable('the switch is not set to jumbo frames');
    const ports: IscsiPort[] = [];
    const missing: Unknown[] = [];
    for (const port of inventory.iscsiPorts) {
      const on = port instanceof Gap ? port.missing : switchOf(port.vmk);
      if (!on.known) missing.push(on);
      else if (on.value.name === name && port instanceof IscsiPort) ports.push(port);
    }
    if (ports.length === 0) return missing.length > 0 ? yield* missing : yield notApplicable('no iSCSI adapter is on the switch');
    if (!mtu.known) return yield mtu;
    const { vmks } = host;
    if (!vmks.known) return yield vmks;
    const untold: Unknown[] = [];
    for (const vmk of vmks.value) {
      const on = switchOf(vmk);
      if (on.known && on.value.name !== name) continue;
      if (!vmk.mtu.known) untold.push(vmk.mtu);
      else if (vmk.mtu.value <= 1500) continue;
      else if (on.known) return;
      else untold.push(on);
    }
    if (untold.length > 0) return yield* untold;
    const names = listed(ports.map((port) => port.vmk.name));
    yield problem(
      mtu,
      `${name} carries ${mtu.value} bytes, but ${names} ${ports.length === 1 ? 'sends' : 'send'} no more than 1500. No jumbo frames are in effect; that is permitted.`,
      together(
        {
          manual: [
            `If 1500 is meant, leave it so. Otherwise raise the physical switch first and ${names} last, then prove the path with vmkping.`,
          ],
        },
        ...ports.map((port) => setVmk(port.vmk, mtu.value)),
      ),
      { related: ports.flatMap(({ vmk }) => weighed(`MTU of ${vmk.name}: ${vmk.mtu.known ? vmk.mtu.value : ''}`, vmk.mtu)) },
    );
  },
});
