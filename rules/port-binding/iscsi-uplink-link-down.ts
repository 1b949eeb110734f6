import type { Host } from 'vlint';
import { defineRule, listed, problem } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { carriersOf, linksOf } from './carriers.ts';
import { type IscsiUplink, iscsiUplinks } from './iscsi-uplinks.ts';

export default defineRule<IscsiUplink>({
  id: 'iscsi-uplink-link-down',
  family: 'port-binding',
  title: 'The active uplinks of iSCSI port groups must have link',
  rationale:
    'An active uplink without link is a path that is gone: the storage still works over the others, with less bandwidth and nothing left when the ' +
    'next cable, transceiver or switch port fails.',
  severity: 'warning',
  cases: { last: { level: 'error', when: 'No other iSCSI uplink of the host has link.' } },
  sources: [
    says('S50', 'PhysicalNic.linkSpeed is unset while the link is down.'),
    unsourced('That the last link makes it an error follows from what iSCSI needs.'),
  ],
  exceptions: {
    unused: 'The NIC is unused, or only on standby, in the port groups of iSCSI.',
    planned: 'Cables are being moved; facts.yaml can allow it until it is done.',
  },
  fix: {
    esxcli: ['esxcli network nic up -n vmnic2'],
    manual: ['Check cable, transceiver and the state of the switch port.'],
  },
  *each({ host }) {
    if (host !== undefined) yield* iscsiUplinks(host);
  },
  *check({ nic, host, active }) {
    if (active.length === 0) return;
    const { speed } = nic;
    if (!speed.known) return yield speed;
    if (speed.value !== null) return;
    const others = othersHaveLink(host, nic.name);
    const ports = listed(active.map((port) => port.vmk.name).sort());
    yield problem(
      speed,
      `${nic.name} has no link and is an active uplink of ${ports}, which ${active.length > 1 ? 'carry' : 'carries'} iSCSI. ` +
        (others === undefined
          ? 'Whether another iSCSI uplink has link is not known: without one this is an error.'
          : others
            ? 'Other iSCSI uplinks of the host have link.'
            : 'No other iSCSI uplink of the host has link.'),
      {
        esxcli: [`esxcli network nic up -n ${nic.name}`],
        manual: [`Check cable, transceiver and switch port of ${nic.name}.`],
      },
      others === false ? { case: 'last' } : {},
    );
  },
});

/** Undefined where it cannot be told. */
function othersHaveLink(host: Host, nic: string): boolean | undefined {
  const carriers = carriersOf(host);
  const { up, missing } = linksOf(host, carriers);
  if (up.some((name) => name !== nic)) return true;
  return missing.length + carriers.missing.length > 0 ? undefined : false;
}
