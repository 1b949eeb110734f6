import {
  defineRule,
  Gap,
  type IscsiPort,
  inUse,
  type Known,
  type Level,
  notApplicable,
  portsOf,
  problem,
  sameSubnet,
  type Unknown,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { reachDifferentArrays } from './different-arrays.ts';
import { flowOf } from './flow.ts';
import { setVmk } from './set-mtu.ts';

interface Sized {
  readonly port: IscsiPort;
  readonly mtu: Known<number>;
}

export default defineRule({
  id: 'mtu-mixed-on-iscsi-vmks',
  family: 'mtu',
  title: 'All iSCSI ports of one adapter must use the same MTU',
  rationale:
    'Round Robin sends the I/O of one LUN over all ports in turn. When they differ in MTU, half of the sessions runs with frames that the ' +
    'path of the other half was never set up for: at best they are slower, at worst large frames vanish there.',
  severity: 'error',
  cases: {
    'different-subnets': {
      level: 'warning',
      when: 'The ports are in different subnets, or it is not known whether they share one.',
    },
    'different-arrays': { level: 'note', when: 'The ports are in different subnets and reach different targets.' },
  },
  sources: [
    says('S17', 'Jumbo frames must be set identically on all devices of the path.'),
    says('S5', 'Jumbo frames must be supported end to end.'),
  ],
  exceptions: {
    heartbeat: 'Where ports are bound only those are compared, so that the heartbeat of an EqualLogic group does not count.',
  },
  fix: {
    esxcli: ['esxcli network ip interface set -i vmk2 -m 9000'],
    powercli: ['Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk2 | Set-VMHostNetworkAdapter -Mtu 9000'],
    manual: ['Raise the physical switch and the virtual switch before the VMkernel adapter.'],
  },
  each: (inventory) => inventory.iscsiAdapters,
  *check(adapter) {
    const { kind } = adapter;
    if (kind.known && kind.value === 'independent')
      return yield notApplicable('an independent hardware adapter has no VMkernel adapter');
    if (kind.known && kind.value === 'iser') return yield notApplicable('no rule judges iSER');
    const used = inUse(adapter);
    if (!used.known) return yield used;
    if (!used.value) return yield notApplicable('the adapter has neither target nor session');
    const missing: Unknown[] = [];
    const sized: Sized[] = [];
    for (const port of portsOf(adapter)) {
      if (port instanceof Gap) missing.push(port.missing);
      else if (!port.vmk.mtu.known) missing.push(port.vmk.mtu);
      else sized.push({ port, mtu: port.vmk.mtu });
    }
    const odd = oddOne(sized);
    if (odd === undefined) return yield* missing;
    const others = sized.filter((item) => item.mtu.value !== odd.mtu.value);
    const usual = others.map((item) => item.mtu.value).sort((a, b) => b - a)[0] ?? odd.mtu.value;
    const level = others.map((other) => levelOf(odd, other)).sort((a, b) => LEVELS.indexOf(a) - LEVELS.indexOf(b))[0] ?? 'error';
    const sizes = sized.map((item) => `${item.port.vmk.name} ${item.mtu.value}`).join(', ');
    yield problem(
      odd.mtu,
      `The iSCSI ports of ${adapter.name} differ in MTU: ${sizes}. ${CONSEQUENCE[level]}`,
      setVmk(odd.port.vmk, usual),
      {
        case: CASES[level],
        related: others.flatMap((item) => weighed(`MTU of ${item.port.vmk.name}: ${item.mtu.value}`, item.mtu)),
        flow: flowOf(odd.port),
      },
    );
  },
});

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];
const CASES: Readonly<Record<Level, string | undefined>> = {
  error: undefined,
  warning: 'different-subnets',
  note: 'different-arrays',
};
const CONSEQUENCE: Readonly<Record<Level, string>> = {
  error: 'They share a subnet, so a part of the sessions sends frames that the other part does not.',
  warning: 'The paths to one array then behave differently.',
  note: 'They reach different targets in different subnets, so it may be meant.',
};

/** A port of the least frequent MTU, of the smallest one where several are; nothing when all agree. */
function oddOne(sized: readonly Sized[]): Sized | undefined {
  const count = (mtu: number) => sized.filter((item) => item.mtu.value === mtu).length;
  if (new Set(sized.map((item) => item.mtu.value)).size < 2) return undefined;
  return sized.toSorted((a, b) => count(a.mtu.value) - count(b.mtu.value) || a.mtu.value - b.mtu.value)[0];
}

function levelOf(a: Sized, b: Sized): Level {
  const subnet = sameSubnet(a.port.vmk, b.port.vmk);
  if (subnet.known && subnet.value) return 'error';
  return subnet.known && reachDifferentArrays(a.port, b.port) ? 'note' : 'warning';
}
