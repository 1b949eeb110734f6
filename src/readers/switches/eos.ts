import type { JsonCursor, Sources } from '../derived.ts';
import { channelOf, fullDuplexOf, macOf, modeOf, nicOf, pauseOf } from './words.ts';

/**
 * Reads an output of Arista EOS as `| json` and eAPI print it: `show interfaces`, `show interfaces switchport`,
 * `show lldp neighbors [detail]`, `show hostname`, `show version`.
 */
export function eosOutput(body: JsonCursor, sources: Sources): object | undefined {
  const output = {};
  const ports: object[] = [];
  const neighbors: object[] = [];
  for (const [name, row] of body.get('interfaces').members()) {
    if (row.get('lineProtocolStatus').present || row.get('forwardingModel').present || row.get('mtu').present)
      ports.push(portOf(name, row, sources));
  }
  for (const [name, row] of body.get('switchports').members()) ports.push(switchportOf(name, row, sources));
  const heard = body.get('lldpNeighbors');
  for (const [name, row] of heard.members()) {
    for (const info of row.get('lldpNeighborInfo').items()) neighbors.push(detailOf(name, row, info, sources));
  }
  for (const row of heard.items()) if (row.get('port').text !== undefined) neighbors.push(briefOf(row, sources));
  const named = body.get('fqdn').present ? body.get('fqdn') : body.get('hostname');
  sources.put(output, 'name', named, named.text);
  sources.put(output, 'systemMac', body.get('systemMacAddress'), macOf(body.get('systemMacAddress').text));
  if (ports.length === 0 && neighbors.length === 0 && Object.keys(output).length === 0 && !heard.present) return undefined;
  sources.put(output, 'ports', body, ports);
  sources.put(output, 'neighbors', body, neighbors);
  return output;
}

function portOf(name: string, row: JsonCursor, sources: Sources): object {
  const port = {};
  sources.put(port, 'name', row.get('name').present ? row.get('name') : row, name);
  sources.put(port, 'mtu', row.get('mtu'), row.get('mtu').number);
  // In bits per second; 0 without a link.
  const bandwidth = row.get('bandwidth');
  sources.put(port, 'speed', bandwidth, bandwidth.number ? bandwidth.number / 1_000_000 : undefined);
  sources.put(port, 'fullDuplex', row.get('duplex'), fullDuplexOf(row.get('duplex').text ?? ''));
  if (row.get('forwardingModel').text === 'routed') sources.put(port, 'mode', row.get('forwardingModel'), 'routed');
  const membership = row.get('interfaceMembership');
  sources.put(port, 'channel', membership, channelOf(membership.text ?? ''));
  sources.put(port, 'mac', row.get('physicalAddress'), macOf(row.get('physicalAddress').text));
  const frames = row.get('flowControl');
  sources.put(port, 'receives', frames.get('rxOperState'), pauseOf(frames.get('rxOperState').text ?? ''));
  sources.put(port, 'sends', frames.get('txOperState'), pauseOf(frames.get('txOperState').text ?? ''));
  return port;
}

function switchportOf(name: string, row: JsonCursor, sources: Sources): object {
  const info = row.get('switchportInfo');
  const port = {};
  sources.put(port, 'name', row, name);
  sources.put(port, 'mode', info.get('mode'), modeOf(info.get('mode').text ?? ''));
  sources.put(port, 'accessVlan', info.get('accessVlanId'), info.get('accessVlanId').number);
  sources.put(port, 'nativeVlan', info.get('trunkingNativeVlanId'), info.get('trunkingNativeVlanId').number);
  const allowed = info.get('trunkAllowedVlans');
  sources.put(port, 'trunkVlans', allowed, allowed.present ? String(allowed.value) : undefined);
  return port;
}

function detailOf(name: string, row: JsonCursor, info: JsonCursor, sources: Sources): object {
  const remote = info.get('neighborInterfaceInfo');
  const id = remote.get('interfaceId').present ? remote.get('interfaceId') : remote.get('interfaceId_v2');
  const neighbor = {};
  sources.put(neighbor, 'port', row, name);
  sources.put(neighbor, 'systemName', info.get('systemName'), info.get('systemName').text);
  const description = remote.get('interfaceDescription').text;
  sources.put(neighbor, 'nic', id, nicOf(id.text, info.get('chassisId').text, description));
  sources.put(neighbor, 'mac', id, macOf(id.text));
  return neighbor;
}

function briefOf(row: JsonCursor, sources: Sources): object {
  const neighbor = {};
  const remote = row.get('neighborPort');
  sources.put(neighbor, 'port', row.get('port'));
  sources.put(neighbor, 'systemName', row.get('neighborDevice'), row.get('neighborDevice').text);
  sources.put(neighbor, 'nic', remote, nicOf(remote.text));
  sources.put(neighbor, 'mac', remote, macOf(remote.text));
  return neighbor;
}
