import {
  activeNics,
  defineRule,
  type Fact,
  type IscsiPort,
  listed,
  mapFact,
  notApplicable,
  portGroupOf,
  problem,
  seesVendor,
  type Unknown,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { askAll, siblingsOf } from './bound-siblings.ts';
import { pin } from './pin.ts';

/** SCSI vendor string of Dell EqualLogic PS arrays. */
const EQUALLOGIC = 'EQLOGIC';

export default defineRule({
  id: 'portbind-shared-uplink',
  family: 'port-binding',
  title: 'Two VMkernel adapters bound to one iSCSI adapter must not use the same physical NIC',
  rationale:
    'Each bound adapter is meant to be a path over a physical NIC of its own. Two on one NIC look like two paths but fail together, and when ' +
    'all of them do, one NIC, cable or switch port takes the storage down.',
  severity: 'warning',
  cases: {
    'all-on-one': { level: 'error', when: 'All adapters that are bound to the iSCSI adapter depend on one physical NIC.' },
  },
  sources: [
    says('S4', 'VMkernel adapters and physical NICs are mapped 1:1; there are as many VMkernel adapters as physical ones.'),
    says('S14', 'For EqualLogic with MEM a layout of n+1 VMkernel adapters on n NICs is recommended.'),
  ],
  exceptions: {
    'equallogic-mem': 'Dell EqualLogic with n+1 bound adapters on n NICs, as is recommended for its multipathing module.',
    'different-adapters': 'The two are bound to different iSCSI adapters.',
    'more-than-nics': 'More bound adapters than NICs on purpose, for bandwidth: still a warning.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy failover set -p iSCSI-2 -a vmnic3 -s ""'],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name iSCSI-2 | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicActive vmnic3 -MakeNicUnused vmnic2',
      "Get-VDPortgroup iSCSI-2 | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort 'Uplink 2' -UnusedUplinkPort 'Uplink 1'",
    ],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const own = activeNics(port.vmk);
    if (!own.known) return yield own;
    const [nic] = own.value;
    if (nic === undefined || own.value.length > 1)
      return yield notApplicable(`${port.vmk.name} has ${own.value.length} active uplinks, not one`);
    const siblings = siblingsOf(port);
    const { ports: sharing, missing } = askAll(siblings, (other) =>
      mapFact(activeNics(other.vmk), (nics) => nics.length === 1 && nics[0] === nic),
    );
    if (sharing.length === 0) return yield* missing;
    const spared = memLayout(port, siblings.ports, missing);
    if (!spared.known) return yield spared;
    if (spared.value) return;
    const collapsed = missing.length === 0 && sharing.length === siblings.ports.length;
    const names = listed(sharing.map((other) => other.vmk.name));
    const group = portGroupOf(port.vmk);
    yield problem(
      group.known && group.value.active.known ? group.value.active : own,
      `${port.vmk.name} and ${names} are bound to ${port.adapter.name} and use the same physical NIC ${nic}. ` +
        (collapsed ? 'All bound adapters depend on this one NIC.' : 'They are not independent paths.'),
      pin(last([port, ...sharing])),
      {
        case: collapsed ? 'all-on-one' : undefined,
        related: sharing.flatMap((other) => weighed(`${other.vmk.name} sends over ${nic}`, activeNics(other.vmk))),
      },
    );
  },
});

/** Whether this is the layout of n+1 adapters on n NICs on a host that sees an EqualLogic array. One NIC is no redundancy and no layout. */
function memLayout(port: IscsiPort, others: readonly IscsiPort[], missing: readonly Unknown[]): Fact<boolean> {
  const array = seesVendor(port.host, EQUALLOGIC);
  if (array.known && !array.value) return array;
  if (missing[0] !== undefined) return missing[0];
  const teams = [port, ...others].map((item) => activeNics(item.vmk));
  const nics = new Set(teams.flatMap((team) => (team.known ? team.value : [])));
  return nics.size > 1 && others.length === nics.size ? array : mapFact(activeNics(port.vmk), () => false);
}

/** The one to move: the same for all that share, so that their remedies agree. */
function last(ports: readonly IscsiPort[]): IscsiPort {
  return ports.reduce((found, port) => (port.vmk.number > found.vmk.number ? port : found));
}
