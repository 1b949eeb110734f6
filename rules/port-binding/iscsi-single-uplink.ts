import {
  defineRule,
  type Fact,
  Gap,
  type Host,
  listed,
  notApplicable,
  portGroupOf,
  problem,
  type Remedy,
  usedAdapters,
} from 'vlint';
import { says } from '../ledger.ts';
import { type Carriers, carriersOf, linksOf } from './carriers.ts';

export default defineRule({
  id: 'iscsi-single-uplink',
  family: 'port-binding',
  title: 'At least two physical NICs must carry the iSCSI traffic of a host',
  rationale:
    'When one NIC, cable or switch port carries all iSCSI, its failure takes every datastore away at once and all VMs on them stop. NICs that lie ' +
    'idle do not help: a bound VMkernel adapter uses its active uplink only, an unbound one the uplinks of its port group.',
  severity: 'error',
  cases: {
    'second-link-down': { level: 'warning', when: 'A second NIC carries iSCSI, but its link is down.' },
    maintenance: { level: 'note', when: 'The host is in maintenance mode.' },
  },
  sources: [
    says('S16', 'Two NICs are preferred for iSCSI.'),
    says('S56', "VMware's port binding paper: without binding only one VMkernel adapter is used for each target."),
    says('S2', 'With port binding sessions run from the bound ports only; unbound ports are not used.'),
  ],
  exceptions: {
    'independent-hardware': 'Two ports or more of independent hardware adapters carry the traffic.',
    'lab-with-one-portal': { profile: 'lab', when: 'The only target has a single portal.' },
  },
  fix: {
    manual: [
      'Give a second VMkernel adapter for iSCSI, or the team of the port group, a second physical NIC, best on another switch.',
    ],
    esxcli: ['esxcli network vswitch standard uplink add -u vmnic3 -v vSwitch1'],
  },
  *each(inventory) {
    for (const host of inventory.hosts) {
      const adapters = usedAdapters(host);
      const gap = adapters.find((adapter) => adapter instanceof Gap);
      if (adapters.some((adapter) => !(adapter instanceof Gap))) yield host;
      else if (gap) yield new Gap(host, (gap as Gap).missing);
    }
  },
  *check(host, _options, context) {
    if (usesIserOnly(host)) return yield notApplicable('no rule judges iSER');
    const carriers = carriersOf(host);
    const { sure, possible, missing, ports } = carriers;
    const links = linksOf(host, carriers);
    if (links.up.length > 1) return;
    if (sure.size < 2 && missing.length > 0) return yield* missing;
    if (sure.size < 2 && possible.size > 1) {
      for (const { bound } of ports) if (!bound.known) yield bound;
      return;
    }
    if (context.profile === 'lab') {
      const single = onePortal(host);
      if (!single.known) return yield single;
      if (single.value) return yield notApplicable('the profile is lab and there is one target portal');
    }
    const calm = host.inMaintenance.known && host.inMaintenance.value;
    const maintenance = calm ? ' The host is in maintenance mode.' : '';
    if (sure.size < 2) {
      const evidence = whereOf(host, carriers);
      if (!evidence.known) return yield evidence;
      const [only] = sure;
      const what =
        only === undefined
          ? 'no physical NIC'
          : carriers.hardware.has(only)
            ? `the single adapter port ${only}`
            : `the single physical NIC ${only}`;
      return yield problem(
        evidence,
        `The iSCSI traffic of ${host.name} has ${what}. Nothing takes over when it fails.${maintenance}`,
        remedy(carriers),
        { case: calm ? 'maintenance' : undefined },
      );
    }
    if (links.missing.length > 0) return yield* links.missing;
    const [first] = links.down;
    if (first === undefined) return;
    const left = links.up.length === 0 ? 'none has link' : `only ${links.up.join('')} has link`;
    yield problem(
      first.speed,
      `Of the physical NICs that carry iSCSI on ${host.name} ${left}: ${listed(links.down.map((nic) => nic.name))} ${links.down.length === 1 ? 'is' : 'are'} down.${maintenance}`,
      {
        esxcli: [`esxcli network nic up -n ${first.name}`],
        manual: [`Check cable, transceiver and switch port of ${first.name}.`],
      },
      { case: calm ? 'maintenance' : 'second-link-down' },
    );
  },
});

function usesIserOnly(host: Host): boolean {
  return usedAdapters(host).every((adapter) => !(adapter instanceof Gap) && adapter.kind.known && adapter.kind.value === 'iser');
}

/** Whether all targets of the host have one portal between them. */
function onePortal(host: Host): Fact<boolean> {
  const addresses = new Set<string>();
  const { iscsiAdapters } = host;
  if (!iscsiAdapters.known) return iscsiAdapters;
  for (const { portals } of iscsiAdapters.value) {
    if (!portals.known) return portals;
    for (const portal of portals.value) addresses.add(portal.address);
  }
  return { ...iscsiAdapters, value: addresses.size === 1 };
}

/** The value that says which NIC it is: the active uplinks of the first port, or the kind of the hardware adapter. */
function whereOf(host: Host, { ports, hardware }: Carriers): Fact<unknown> {
  const [port] = ports;
  if (port !== undefined) {
    const group = portGroupOf(port.vmk);
    return group.known ? group.value.active : group;
  }
  const { iscsiAdapters } = host;
  const adapter = iscsiAdapters.known ? iscsiAdapters.value.find((item) => hardware.has(item.name)) : undefined;
  return adapter?.kind ?? iscsiAdapters;
}

function remedy({ ports }: Carriers): Remedy {
  const [port] = ports;
  if (port === undefined)
    return {
      manual: ['Connect a second port of the hardware iSCSI adapter to the storage network and give it the same targets.'],
    };
  const group = portGroupOf(port.vmk);
  const place = group.known ? `beside port group ${group.value.name}` : `beside ${port.vmk.name}`;
  return {
    manual: [
      `Add a second VMkernel adapter for iSCSI ${place}, with a physical NIC of its own as its only active uplink; bind both to ${port.adapter.name} if they share a subnet.`,
    ],
    esxcli: [`esxcli iscsi networkportal list -A ${port.adapter.name}`],
  };
}
