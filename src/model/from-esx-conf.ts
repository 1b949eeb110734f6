import { listed } from './from-vim-network.ts';
import type { Maybe, Node } from './node.ts';
import type { HostSource, Listing, PortGroupSource, SwitchSource, VmkSource } from './source.ts';

/** The name under which its reader hands esx.conf over, as if it were the output of a command. */
export const ESX_CONF = 'esx.conf';

/**
 * What esx.conf knows of a host: standard switches, port groups, VMkernel adapters and advanced options that were changed. From ESXi 7.0 on
 * the file is only a part of the configuration: then it does not say that there are no others. What the file does not tell is unknown:
 * ESXi leaves out defaults, but which ones depends on the release.
 */
export function esxConfHost(conf: Node): HostSource {
  const listing = <S extends { readonly name: string }>(key: string, make: (item: Node, name: string) => S): Listing<S> => {
    const node = conf.get(key);
    if (!Array.isArray(node.value)) return {};
    const all = listed(node, (item) => {
      const name = item.raw('name');
      return typeof name === 'string' ? make(item, name) : undefined;
    });
    return conf.raw('part') === false ? { all } : { some: all?.value ?? [] };
  };
  return {
    get name() {
      return conf.get('hostName').string();
    },
    get vmks() {
      return listing('vmks', vmkernelNic);
    },
    get portGroups() {
      return listing('portGroups', portGroup);
    },
    get switches() {
      return listing('switches', standardSwitch);
    },
    option(key) {
      const value = conf.get('options').get(key);
      return value.number() ?? value.string();
    },
  };
}

function standardSwitch(node: Node, name: string): SwitchSource {
  return {
    name,
    distributed: false,
    get mtu() {
      return node.get('mtu').number();
    },
    get uplinks() {
      return texts(node.get('uplinks'));
    },
  };
}

/** Load balancing as esx.conf and as VIM call it. */
const POLICIES: ReadonlyMap<string, string> = new Map([
  ['lb_srcid', 'loadbalance_srcid'],
  ['lb_srcmac', 'loadbalance_srcmac'],
  ['lb_ip', 'loadbalance_ip'],
  ['explicit', 'failover_explicit'],
  ['lb_explicit', 'failover_explicit'],
]);

function portGroup(node: Node, name: string): PortGroupSource {
  return {
    name,
    get switchName() {
      return node.get('switchName').string();
    },
    get vlan() {
      return node.get('vlan').number();
    },
    teaming: {
      get policy() {
        const team = node.get('team').string();
        const policy = team && POLICIES.get(team.value);
        return policy === undefined ? undefined : node.get('team').known(policy);
      },
      get active() {
        return texts(node.get('active'));
      },
      get standby() {
        return texts(node.get('standby'));
      },
      get checkBeacon() {
        const word = node.get('beacon').string()?.value;
        return word === 'ignore' || word === 'require' ? node.get('beacon').known(word === 'require') : undefined;
      },
      get notifySwitches() {
        return node.get('notifySwitch').boolean();
      },
      get rollingOrder() {
        return node.get('rollingRestoration').boolean();
      },
      get overrides() {
        return node.get('overrides').boolean();
      },
    },
    security: {
      get promiscuous() {
        return node.get('promiscuous').boolean();
      },
      get macChanges() {
        return node.get('macChange').boolean();
      },
      get forgedTransmits() {
        return node.get('forgedTx').boolean();
      },
    },
  };
}

function vmkernelNic(node: Node, name: string): VmkSource {
  const address = (key: string) => {
    const text = node.get(key).string();
    // An address that DHCP gives stands nowhere in the file.
    return text?.value === '0.0.0.0' || node.get('dhcp').boolean()?.value === true ? undefined : text;
  };
  return {
    name,
    get mtu() {
      return node.get('mtu').number();
    },
    get ip() {
      return address('ip');
    },
    get mask() {
      return address('mask');
    },
    get dhcp() {
      return node.get('dhcp').boolean();
    },
    get portGroup(): Maybe<string | null> {
      return node.get('portGroup').string();
    },
    get netstack() {
      return node.get('netstack').string();
    },
  };
}

function texts(node: Node): Maybe<readonly string[]> {
  return Array.isArray(node.value) ? node.strings() : undefined;
}
