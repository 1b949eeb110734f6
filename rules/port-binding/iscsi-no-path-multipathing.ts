import {
  activeLag,
  activeNics,
  defineRule,
  Gap,
  type IscsiAdapter,
  type IscsiPort,
  listed,
  notApplicable,
  portGroupOf,
  portsOf,
  problem,
  standbyNics,
  usedAdapters,
} from 'vlint';
import { says } from '../ledger.ts';

export default defineRule({
  id: 'iscsi-no-path-multipathing',
  family: 'port-binding',
  title: 'A team of NICs under one VMkernel adapter is not multipathing',
  rationale:
    'A single unbound VMkernel adapter opens one session for each target portal, however many NICs its port group teams. The network fails over, ' +
    'but the storage stack sees one path: it can neither balance load nor act on a path that is up and yet does not work.',
  severity: { default: 'warning', lab: 'note' },
  cases: {
    'several-portals': {
      level: 'note',
      when: 'There are several target portals: one session each still gives several paths, if they are on different controllers.',
    },
  },
  sources: [
    says(
      'S56',
      "VMware's port binding paper: without binding only one VMkernel adapter is used for each target, and path failover and load balancing cannot be used even with network adapter teaming.",
    ),
    says('S2', 'Without port binding there is one session for each target portal.'),
  ],
  exceptions: {
    bound: 'The adapter has port bindings.',
    'hardware-adapter': 'An independent hardware adapter needs no VMkernel adapter.',
    'several-ports': 'Several VMkernel adapters reach targets.',
    'one-uplink': 'There is no team: iscsi-single-uplink judges that.',
    lag: 'The team is a link aggregation group: iscsi-over-lag speaks of it.',
  },
  fix: {
    esxcli: ['esxcli iscsi networkportal add -A vmhba64 -n vmk1', 'esxcli iscsi networkportal add -A vmhba64 -n vmk2'],
    manual: [
      'Add a second VMkernel adapter in the subnet, give each a port group with one active uplink and all others unused, and bind both.',
    ],
  },
  each: (inventory) => inventory.hosts.flatMap((host) => usedAdapters(host)),
  *check(adapter) {
    const { kind, bound } = adapter;
    if (kind.known && kind.value === 'independent') return yield notApplicable(`${adapter.name} has ports of its own`);
    if (kind.known && kind.value === 'iser') return yield notApplicable('no rule judges iSER');
    if (bound.known && bound.value.length > 0) return;
    const found = portsOf(adapter);
    const ports = found.filter((port): port is IscsiPort => !(port instanceof Gap));
    if (ports.length > 1) return;
    const gaps = found.flatMap((port) => (port instanceof Gap ? [port.missing] : []));
    if (gaps.length > 0) return yield* gaps;
    const [port] = ports;
    if (port === undefined) return yield notApplicable(`no VMkernel adapter is in the subnet of a target of ${adapter.name}`);
    const lag = activeLag(port.vmk);
    const [active, standby] = [activeNics(port.vmk), standbyNics(port.vmk)];
    if (!active.known) return yield active;
    if (!standby.known) return yield standby;
    const team = [...new Set([...active.value, ...standby.value])];
    if (team.length < 2) return;
    if (!lag.known) return yield lag;
    if (lag.value !== null) return yield notApplicable(`iscsi-over-lag speaks of ${lag.value}`);
    if (!port.bound.known) return yield port.bound;
    if (!kind.known) return yield kind;
    const group = portGroupOf(port.vmk);
    const portals = onLinkPortals(adapter, port);
    const several =
      portals.length > 1
        ? ` The portals ${listed(portals)} give a path each, which are redundant if they are on different controllers.`
        : '';
    yield problem(
      group.known && group.value.active.known ? group.value.active : active,
      `${port.vmk.name} is the only iSCSI port of ${adapter.name}, unbound and teamed over ${listed(team)}. Teaming is not multipathing: there is one session for each target portal.${several}`,
      {
        manual: [
          `Add a second VMkernel adapter in the subnet of ${port.vmk.name} and give each a port group with one of ${listed(team)} active and all others unused.`,
          `Bind both only then: esxcli iscsi networkportal add -A ${adapter.name} -n ${port.vmk.name}, and the same for the new one.`,
        ],
      },
      { case: portals.length > 1 ? 'several-portals' : undefined },
    );
  },
});

/** Addresses of the portals that the port reaches on-link. */
function onLinkPortals(adapter: IscsiAdapter, port: IscsiPort): readonly string[] {
  const { portals } = adapter;
  const reached = (address: string) => {
    const reaches = port.vmk.reaches(address);
    return reaches.known && reaches.value;
  };
  return [...new Set(portals.known ? portals.value.map((portal) => portal.address) : [])].filter(reached);
}
