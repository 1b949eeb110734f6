import { type JsonCursor, Sources } from '../derived.ts';
import type { JsonSink } from '../json-format.ts';
import type { Result } from './results.ts';

/**
 * Hands over what no esxcli command prints: what the physical switches have announced, and the port binding of one adapter. Answers of
 * methods belong to an object, so that each host is handed over as one as well.
 */
export function handMethods(found: readonly Result[], sink: JsonSink): void {
  const known = new Set<string>();
  const meet = (host: string, at: JsonCursor, nics?: JsonCursor) => {
    if (known.has(host) && nics === undefined) return;
    known.add(host);
    const sources = new Sources();
    const object = {};
    sources.put(object, 'name', at, host);
    if (nics) sources.put(object, 'config', nics, networkOf(nics, sources));
    sink.object({ type: 'HostSystem', id: `ansible:${host}` }, object, sources);
  };
  for (const { at, host } of found) {
    for (const [name, info] of at.get('hosts_vmnics_info').members()) {
      const sources = new Sources();
      const hints = info
        .get('vmnic_details')
        .items()
        .flatMap((nic) => hintOf(nic, sources) ?? []);
      if (hints.length === 0) continue;
      meet(name, info, isWhole(info) ? info.get('vmnic_details') : undefined);
      sink.method({ method: 'QueryNetworkHint', host: name }, hints, sources);
    }
    const properties = at.get('iscsi_properties');
    const adapter = properties.get('vmhba_name').text;
    if (adapter === undefined || !Array.isArray(properties.get('port_bind').value)) continue;
    if (host !== undefined) meet(host, properties);
    const sources = new Sources();
    const bound = properties
      .get('port_bind')
      .items()
      .map((name) => {
        const port = {};
        sources.put(port, 'vnicDevice', name);
        sources.incomplete.add(port);
        return port;
      });
    sink.method({ method: 'QueryBoundVnics', host, argument: adapter }, bound, sources);
  }
}

/** The module tells details of NICs called vmnic only. */
export function isWhole(info: JsonCursor): boolean {
  return info.get('all').items().length === info.get('vmnic_details').items().length;
}

/** The physical NICs by name, for what was heard on them; esxcli's rows tell the rest. */
function networkOf(nics: JsonCursor, sources: Sources): object {
  const config = {};
  const network = {};
  const list = nics.items().map((nic) => {
    const pnic = {};
    sources.put(pnic, 'device', nic.get('device'));
    sources.incomplete.add(pnic);
    return pnic;
  });
  sources.put(network, 'pnic', nics, list);
  sources.put(config, 'network', nics, network);
  sources.incomplete.add(config).add(network);
  return config;
}

/** A hint as the API gives it; LLDP without chassis and port, which the module drops. "N/A" stands for nothing heard. */
function hintOf(nic: JsonCursor, sources: Sources): object | undefined {
  const [lldp, cdp] = [nic.get('lldp_info'), nic.get('cdp_info')];
  const heard = [lldp, cdp].some(({ value }) => typeof value === 'object' && value !== null);
  if (!heard || nic.get('device').text === undefined) return undefined;
  const hint = {};
  sources.put(hint, 'device', nic.get('device'));
  if (typeof cdp.value === 'object') sources.put(hint, 'connectedSwitchPort', cdp);
  if (typeof lldp.value === 'object') {
    const parameters = lldp.members().flatMap(([key, value]) => {
      if (typeof value.value !== 'string' && typeof value.value !== 'number') return [];
      const parameter = {};
      sources.put(parameter, 'key', value, key);
      sources.put(parameter, 'value', value);
      return [parameter];
    });
    const info = {};
    sources.put(info, 'parameter', lldp, parameters);
    sources.incomplete.add(info);
    sources.put(hint, 'lldpInfo', lldp, info);
  }
  sources.incomplete.add(hint);
  return hint;
}
