import type { Known } from './fact.ts';
import { listed } from './from-vim-network.ts';
import type { Maybe, Node } from './node.ts';
import type {
  AdapterKind,
  AdapterSource,
  DeviceSource,
  DvPort,
  HostSource,
  Listing,
  NfsSource,
  PathSource,
  PnicSource,
  PortGroupSource,
  SwitchSource,
  Transport,
  VmkSource,
  VolumeSource,
} from './source.ts';

/** The name under which its reader hands esx.conf over, as if it were the output of a command. */
export const ESX_CONF = 'esx.conf';

/**
 * What a report of another tool (RVTools) or a configuration file (esx.conf) knows of a host. Its reader puts a tree together that is
 * spelled like HostSource, with what the input tells and nothing else: an absent member is not told, an absent list is not known, and the
 * lists of a tree that is only a `part` do not say that there are no others. The exceptions say so where they are read.
 * `clusterRef` gives the reference of the cluster that the report names.
 */
export function reportedHost(report: Node, clusterRef: (told: string) => string | null = () => null): HostSource {
  const listing = <S extends { readonly name: string }>(key: string, make: (item: Node, name: string) => S): Listing<S> => {
    const all = told(report.get(key), make);
    return report.raw('part') === true ? { some: all?.value ?? [] } : { all };
  };
  return {
    get name() {
      return report.get('name').string();
    },
    get uuid() {
      return report.at('hardware', 'systemInfo', 'uuid').string();
    },
    get version() {
      return report.get('version').string();
    },
    get build() {
      return report.get('build').number();
    },
    get cluster() {
      // The report has a place for the cluster, and nothing is in it.
      const none = report.get('noCluster');
      const told = report.get('cluster').string();
      if (told !== undefined) return report.get('cluster').known(clusterRef(told.value));
      return none.present ? none.known<string | null>(null) : undefined;
    },
    get memoryMiB() {
      return report.get('memoryMiB').number();
    },
    get cores() {
      return report.get('cores').number();
    },
    get inMaintenance() {
      return report.get('inMaintenance').boolean();
    },
    get defaultGateway() {
      return report.get('defaultGateway').string();
    },
    get vmks() {
      return listing('vmks', vmk);
    },
    get portGroups() {
      return listing('portGroups', portGroup);
    },
    get switches() {
      const listed = listing('switches', vswitch);
      return report.get('allSwitches').value === true ? listed : { some: listed.all?.value ?? listed.some ?? [] };
    },
    get pnics() {
      return { all: told(report.get('pnics'), pnic) };
    },
    get adapters() {
      return { all: told(report.get('adapters'), adapter) };
    },
    get devices() {
      return { part: told(report.get('devices'), device)?.value ?? [] };
    },
    get volumes() {
      return { all: told(report.get('volumes'), volume) };
    },
    get nfsMounts() {
      return { all: told(report.get('nfsMounts'), nfsMount) };
    },
    fileSystemType(name) {
      const found = report
        .get('fileSystems')
        .items()
        .find((item) => item.raw('name') === name);
      return found?.get('type').string();
    },
    option(key) {
      const value = report.get('options').get(key);
      return value.number() ?? (value.string() as Known<string> | undefined);
    },
  };
}

/** A list that is there, empty or not. */
function told<S extends { readonly name: string }>(node: Node, make: (item: Node, name: string) => S): Maybe<readonly S[]> {
  if (!Array.isArray(node.value)) return undefined;
  return listed(node, (item) => {
    const name = item.raw('name');
    return typeof name === 'string' ? make(item, name) : undefined;
  });
}

function texts(node: Node): Maybe<readonly string[]> {
  return Array.isArray(node.value) ? node.strings() : undefined;
}

function vmk(node: Node, name: string): VmkSource {
  const port = node.get('dvPort');
  return {
    name,
    get mtu() {
      return node.get('mtu').number();
    },
    get ip() {
      return node.get('ip').string();
    },
    get mask() {
      return node.get('mask').string();
    },
    get dhcp() {
      return node.get('dhcp').boolean();
    },
    get portGroup() {
      return node.get('portGroup').string() ?? (port.present ? port.known<string | null>(null) : undefined);
    },
    get dvPort(): Maybe<DvPort | null> {
      const switchUuid = port.raw('switchUuid');
      const portgroupKey = port.raw('portgroupKey');
      if (typeof switchUuid === 'string' && typeof portgroupKey === 'string')
        return port.known<DvPort | null>({ switchUuid, portgroupKey });
      const standard = node.get('portGroup');
      return standard.present ? standard.known<DvPort | null>(null) : undefined;
    },
    get netstack() {
      return node.get('netstack').string();
    },
  };
}

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
        return node.get('policy').string();
      },
      get active() {
        return texts(node.get('active'));
      },
      get standby() {
        return texts(node.get('standby'));
      },
      get checkBeacon() {
        return node.get('checkBeacon').boolean();
      },
      get overrides() {
        return node.get('overrides').boolean();
      },
      get notifySwitches() {
        return node.get('notifySwitches').boolean();
      },
      get rollingOrder() {
        return node.get('rollingOrder').boolean();
      },
    },
    security: {
      get promiscuous() {
        return node.get('promiscuous').boolean();
      },
      get macChanges() {
        return node.get('macChanges').boolean();
      },
      get forgedTransmits() {
        return node.get('forgedTransmits').boolean();
      },
    },
  };
}

function vswitch(node: Node, name: string): SwitchSource {
  const uuid = node.raw('uuid');
  return {
    name,
    distributed: node.raw('distributed') === true,
    ...(typeof uuid === 'string' ? { uuid } : {}),
    get mtu() {
      return node.get('mtu').number();
    },
    get uplinks() {
      return texts(node.get('uplinks'));
    },
    get uplinkNics() {
      const list = node.get('uplinkNics');
      return Array.isArray(list.value)
        ? list.known<ReadonlyMap<string, string>>(
            new Map(list.items().map((item) => [String(item.raw('uplink')), String(item.raw('nic'))])),
          )
        : undefined;
    },
    get lags() {
      const list = node.get('lags');
      return Array.isArray(list.value)
        ? list.known<ReadonlyMap<string, readonly string[]>>(
            new Map(
              list.items().map((item) => [
                String(item.raw('name')),
                item
                  .get('nics')
                  .items()
                  .map((nic) => String(nic.value)),
              ]),
            ),
          )
        : undefined;
    },
  };
}

function pnic(node: Node, name: string): PnicSource {
  return {
    name,
    get speed() {
      const down = node.get('isDown');
      return node.get('speed').number() ?? (down.value === true ? down.known<number | null>(null) : undefined);
    },
    get duplex() {
      return node.get('duplex').boolean();
    },
    get pci() {
      return node.get('pci').string();
    },
  };
}

function adapter(node: Node, name: string): AdapterSource {
  return {
    name,
    get kind() {
      return node.get('kind').string() as Maybe<AdapterKind>;
    },
  };
}

function device(node: Node, name: string): DeviceSource {
  return {
    name,
    get uuid() {
      return node.get('uuid').string();
    },
    get vendor() {
      return node.get('vendor').string();
    },
    get model() {
      return node.get('model').string();
    },
    get psp() {
      return node.get('psp').string();
    },
    get plugin() {
      const psp = node.get('psp').string();
      return psp && node.get('psp').known(/^(FIXED|LB-)/i.test(psp.value) ? 'HPP' : 'NMP');
    },
    get disk() {
      // Only disks hold datastores.
      return node.get('name').known(true);
    },
    get paths() {
      return told(node.get('paths'), path);
    },
    get somePaths() {
      return told(node.get('somePaths'), path)?.value ?? [];
    },
    get queueDepth() {
      return node.get('queueDepth').number();
    },
    get operationalState() {
      return texts(node.get('operationalState'));
    },
    get vaai() {
      return node.get('vaai').string();
    },
  };
}

function path(node: Node, name: string): PathSource {
  return {
    name,
    get adapter() {
      return node.get('adapter').string();
    },
    get state() {
      return node.get('state').string();
    },
    get transport() {
      return node.get('transport').string() as Maybe<Transport>;
    },
  };
}

function volume(node: Node, name: string): VolumeSource {
  return {
    name,
    get label() {
      return node.get('name').string();
    },
    get majorVersion() {
      return node.get('majorVersion').number();
    },
    get extents() {
      return texts(node.get('extents'));
    },
  };
}

function nfsMount(node: Node, name: string): NfsSource {
  return {
    name,
    get server() {
      return node.get('server').string();
    },
  };
}
