import { activeLag, type Device, defineRule, type Host, notApplicable, portGroupOf, problem } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { teamingCause } from './teaming-cause.ts';

/** Arrays that are said to want no LACP on the host: how the vendor is called, and the vendor and model strings of their LUNs. */
const AGAINST: readonly { readonly array: string; readonly vendor: RegExp; readonly model: RegExp }[] = [
  { array: 'NetApp E-Series', vendor: /^NETAPP$/i, model: /^INF-01-00/i },
  { array: 'HPE', vendor: /^(3PARdata|Nimble|LEFTHAND)$/i, model: /./ },
  { array: 'HPE', vendor: /^HPE?$/i, model: /^MSA/i },
  { array: 'TrueNAS', vendor: /^(TrueNAS|FreeNAS)$/i, model: /./ },
];

export default defineRule({
  id: 'iscsi-over-lag',
  family: 'port-binding',
  title: 'iSCSI over a link aggregation group deserves a second look',
  rationale:
    'A link aggregation group gives iSCSI bandwidth and failover within the network, but each session stays on one NIC and the storage stack does ' +
    'not see a failed link. Whether VMware supports multipathing over it depends on which of its texts one reads.',
  severity: 'note',
  cases: { 'advised-against': { level: 'warning', when: 'It is advised against for the array of the host.' } },
  sources: [
    says('S12', 'iSCSI multipathing over LAG is supported, if port binding is not used.'),
    says('S11', 'iSCSI multipathing should not be used with static etherchannel or LACP.'),
    says('S15', 'For E-Series, LACP on the side of the host is not recommended.'),
    unsourced('That HPE and TrueNAS arrays want no LACP on the host is common advice.'),
  ],
  exceptions: {
    bound: 'The adapter is bound: portbind-with-lag judges it.',
    'single-uplink': 'The switch has a link aggregation group, but the port group uses plain uplinks.',
  },
  disputes: [
    'The 6.5 guide calls it supported without port binding, a KB article for 6.x to 8.x says not to use multipathing with it: hence a note.',
  ],
  fix: {
    powercli: [
      "Get-VDPortgroup iSCSI-1 | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort 'Uplink 1' -UnusedUplinkPort 'lag1'",
    ],
    manual: ['Prefer a VMkernel adapter and a NIC for each storage subnet over a link aggregation group.'],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port) {
    const { bound, adapter, vmk } = port;
    if (bound.known && bound.value) return yield notApplicable('portbind-with-lag judges bound adapters');
    const lag = activeLag(vmk);
    if (!lag.known) return yield lag;
    if (lag.value === null) return;
    if (!bound.known) return yield bound;
    const group = portGroupOf(vmk);
    const name = group.known ? group.value.name : '';
    const array = advisedAgainst(port.host);
    yield problem(
      lag,
      `${vmk.name} carries iSCSI of ${adapter.name} over the link aggregation group ${lag.value} of port group ${name}. ` +
        (array === undefined
          ? 'One VMware text supports this without port binding, another says not to use iSCSI multipathing with it.'
          : `It is advised against for ${array} arrays.`),
      {
        manual: [
          `Prefer a VMkernel adapter and a NIC for each storage subnet over ${lag.value}; do not add port binding while it is in use.`,
        ],
      },
      { case: array === undefined ? undefined : 'advised-against', cause: teamingCause(port) },
    );
  },
});

/** The first kind of array among the host's devices that wants no LACP on the host. */
function advisedAgainst(host: Host): string | undefined {
  const seen = (device: Device, { vendor, model }: (typeof AGAINST)[number]) =>
    device.vendor.known && device.model.known && vendor.test(device.vendor.value) && model.test(device.model.value);
  const devices = host.devices.known ? host.devices.value : [];
  return AGAINST.find((entry) => devices.some((device) => seen(device, entry)))?.array;
}
