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
  if (tags.known && tags.value.length > 0) return mapFact(tags, () => false);
  const bound = boundVmks(host);
  if (!bound.known) return bound;
  if (bound.value.length === 0 || bound.value.some((port) => port.name === vmk.name)) return mapFact(bound, () => false);
  const array = seesVendor(host, EQUALLOGIC);
  if (!array.known || !array.value) return array;
  for (const port of bound.value) {
    const beside = besides(vmk, port);
    if (!beside.known) return beside;
    if (!beside.value) return mapFact(beside, () => false);
  }
  if (!tags.known) return tags;
  return mapFact(array, () => isLowest(vmk, bound.value));
}

function boundVmks(host: Host): Fact<readonly VmkernelAdapter[]> {
  const { iscsiAdapters } = host;
  if (!iscsiAdapters.known) return iscsiAdapters;
  const vmks: VmkernelAdapter[] = [];
  for (const { bound } of iscsiAdapters.value) {
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

function isLowest(vmk: VmkernelAdapter, bound: readonly VmkernelAdapter[]): boolean {
  if (bound.every((port) => vmk.number < port.number)) return true;
  const { ip } = vmk;
  return ip.known && bound.every((port) => port.ip.known && compareIpv4(ip.value, port.ip.value) < 0);
}
