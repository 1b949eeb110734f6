import { seesVendor } from './devices.ts';
import { derive, type Fact, mapFact } from './fact.ts';
import type { Host } from './host.ts';
import { compareIpv4 } from './ipv4.ts';
import { sameSubnet } from './iscsi-ports.ts';
import type { VmkernelAdapter } from './network.ts';
import { switchOf } from './teaming.ts';

/** SCSI vendor string of Dell EqualLogic PS arrays. */
const EQUALLOGIC = 'EQLOGIC';

/**
 * Whether a VMkernel adapter is the storage heartbeat of a Dell EqualLogic group: unbound and untagged on purpose, in the subnet and on
 * the switch of the bound adapters, with the lowest address or number there, both uplinks active. It looks like a fault and is none.
 */
export function isEqualLogicHeartbeat(vmk: VmkernelAdapter): Fact<boolean> {
  const { host, tags } = vmk;
  const bound = boundVmks(host);
  const ports = bound.known ? bound.value : [];
  return every([
    mapFact(bound, () => ports.length > 0 && !ports.some((port) => port.name === vmk.name)),
    seesVendor(host, EQUALLOGIC),
    ...ports.map((port) => besides(vmk, port)),
    mapFact(tags, (list) => list.length === 0),
    isLowest(vmk, ports),
  ]);
}

/** One that does not hold decides; else what is missing, for without it the others prove nothing. */
function every(conditions: readonly [Fact<boolean>, ...Fact<boolean>[]]): Fact<boolean> {
  return conditions.find((fact) => fact.known && !fact.value) ?? conditions.find((fact) => !fact.known) ?? conditions[0];
}

function boundVmks(host: Host): Fact<readonly VmkernelAdapter[]> {
  const { iscsiAdapters } = host;
  if (!iscsiAdapters.known) return iscsiAdapters;
  const vmks: VmkernelAdapter[] = [];
  for (const { kind, bound } of iscsiAdapters.value) {
    if (kind.known && kind.value === 'independent') continue;
    if (!bound.known) return bound;
    for (const port of bound.value) {
      const vmk = host.vmk(port.vmk.value);
      if (!vmk.known) return vmk;
      vmks.push(vmk.value);
    }
  }
  return mapFact(iscsiAdapters, () => vmks);
}

function besides(a: VmkernelAdapter, b: VmkernelAdapter): Fact<boolean> {
  const subnet = sameSubnet(a, b);
  if (!subnet.known || !subnet.value) return subnet;
  return derive([switchOf(a), switchOf(b)], (left, right) => left.name === right.name);
}

/** By number, or by address. */
function isLowest(vmk: VmkernelAdapter, ports: readonly VmkernelAdapter[]): Fact<boolean> {
  const { ip } = vmk;
  if (ports.every((port) => vmk.number < port.number)) return mapFact(vmk.host.vmks, () => true);
  return every([
    mapFact(ip, () => true),
    ...ports.map((port) => derive([ip, port.ip], (own, other) => compareIpv4(own, other) < 0)),
  ]);
}
