import { iscsiDevices } from './devices.ts';
import type { IscsiPeer } from './estate-view.ts';
import { type Fact, type Known, mapFact, settled } from './fact.ts';
import { Gap } from './gap.ts';
import type { Host } from './host.ts';
import { type IscsiPort, iscsiPorts } from './iscsi-ports.ts';
import { Device } from './storage.ts';

/** What a host brings to a comparison of iSCSI MTUs within its cluster; nothing from a host without an iSCSI port. */
export function iscsiPeerOf(host: Host): IscsiPeer | undefined {
  const ports = iscsiPorts(host);
  if (ports.length === 0) return undefined;
  const { name, identity, cluster, inMaintenance } = host;
  const devices = iscsiDevices(host);
  return {
    host: name,
    identity,
    cluster: settled(cluster),
    inMaintenance: settled(inMaintenance),
    devices: new Set(devices.filter((device) => device instanceof Device).map((device) => device.name)),
    moreDevices: devices.find((device) => device instanceof Gap)?.missing,
    mtus: settled(mtusOf(ports)),
  };
}

function mtusOf(ports: readonly (IscsiPort | Gap)[]): Fact<string> {
  const mtus: Known<number>[] = [];
  for (const port of ports) {
    if (port instanceof Gap) return port.missing;
    const { mtu } = port.vmk;
    if (!mtu.known) return mtu;
    mtus.push(mtu);
  }
  const [first] = mtus;
  if (first === undefined) throw new TypeError('no iSCSI port');
  return mapFact(first, () => [...new Set(mtus.map((mtu) => mtu.value))].sort((a, b) => a - b).join(', '));
}
