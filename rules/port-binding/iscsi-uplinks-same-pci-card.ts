import type { Host, PhysicalNic } from 'vlint';
import { defineRule, listed, notApplicable, problem, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { iscsiHosts, iscsiNicsOf } from './iscsi-nics.ts';

export default defineRule<Host>({
  id: 'iscsi-uplinks-same-pci-card',
  family: 'port-binding',
  title: 'The iSCSI uplinks of a host should be on different network cards',
  rationale:
    'Ports of one card share its chip, its slot and its driver: when the card fails or its firmware hangs, all paths to the storage are gone at once.',
  severity: 'note',
  cases: { spare: { level: 'warning', when: 'Another card of the host has a free port with link.' } },
  sources: [
    says('S53', 'A real host with both iSCSI uplinks on one dual-port card, vmnic4 0000:0b:00.00 and vmnic5 0000:0b:00.01.'),
    unsourced('That both uplinks should not be on one card is common practice.'),
  ],
  exceptions: {
    'only-card': 'The host has no other card with a free port, as with blades: a note.',
    'other-slot': 'The addresses differ: a card with a bridge may still be one, which cannot be seen.',
    'one-uplink': 'The host has one iSCSI uplink: iscsi-single-uplink reports it.',
    'hardware-adapter': 'An independent hardware adapter carries iSCSI as well.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard uplink add -u vmnic4 -v vSwitch1'],
    manual: ['Give one of the iSCSI port groups an uplink on another card.'],
  },
  each: ({ host }) => iscsiHosts(host),
  *check(host) {
    const { nics, hardware, missing } = iscsiNicsOf(host);
    if (hardware.length > 0) return yield notApplicable('an independent hardware adapter carries iSCSI as well');
    if (nics.length < 2) return yield* missing.length > 0 ? missing : [notApplicable('the host has one iSCSI uplink')];
    const known = nics.flatMap(({ pci }) => (pci.known ? [pci] : []));
    const [first] = known;
    if (first !== undefined && known.some((pci) => cardOf(pci.value) !== cardOf(first.value))) return;
    const untold = nics.map((nic) => nic.pci).find((pci) => !pci.known);
    if (untold?.known === false) return yield untold;
    if (missing.length > 0 || first === undefined) return yield* missing;
    const names = listed(nics.map((nic) => nic.name));
    const spare = spareOf(host, nics, cardOf(first.value));
    const last = nics.at(-1)?.name ?? '';
    yield problem(
      first,
      `All iSCSI uplinks of ${host.name}, ${names}, are ports of one card (${cardOf(first.value)}).` +
        (spare === undefined ? '' : ` ${spare.name} on another card has link and is free.`),
      {
        manual: [
          spare === undefined
            ? `Give one of ${names} up for a port of another card, if the host can hold one.`
            : `Put ${spare.name} in the place of ${last} on its virtual switch and in the port group of iSCSI, in maintenance mode, and connect it to the storage network.`,
        ],
      },
      {
        ...(spare === undefined ? {} : { case: 'spare' }),
        related: [
          ...nics.slice(1).flatMap((nic) => weighed(`PCI address of ${nic.name}`, nic.pci)),
          ...weighed(`link of ${spare?.name}`, spare?.speed),
        ],
      },
    );
  },
});

/** "0000:0b:00" of "0000:0b:00.1": functions of one device. */
function cardOf(pci: string): string {
  return pci.replace(/\.[^.]*$/, '').toLowerCase();
}

/** A NIC of another card that has link and is an uplink of no switch. */
function spareOf({ pnics, switches }: Host, used: readonly PhysicalNic[], card: string): PhysicalNic | undefined {
  if (!pnics.known || !switches.known) return undefined;
  const taken = new Set(used.map((nic) => nic.name));
  for (const { uplinks } of switches.value) {
    if (!uplinks.known) return undefined;
    for (const name of uplinks.value) taken.add(name);
  }
  return pnics.value.find(
    ({ name, speed, pci }) => !taken.has(name) && speed.known && speed.value !== null && pci.known && cardOf(pci.value) !== card,
  );
}
