import type { Known } from './fact.ts';
import { vimNetwork } from './from-vim-network.ts';
import { vimFileSystemType, vimStorage } from './from-vim-storage.ts';
import type { Node } from './node.ts';
import { referenceOf } from './reference.ts';
import type { HostSource } from './source.ts';

/** An answer of a method call about a host: QueryBoundVnics (argument: the adapter) or QueryNetworkHint. */
export interface MethodAnswer {
  readonly method: string;
  readonly argument: string | undefined;
  readonly result: Node;
}

/**
 * What a HostSystem dump (any producer, canonical spelling) and the answers of its method calls know of a host.
 * `properties` is the managed object: name, parent, runtime, config, hardware, vm.
 */
export function vimHost(properties: Node, answers: readonly MethodAnswer[]): HostSource {
  const config = properties.get('config');
  const product = config.get('product');
  const summaryProduct = properties.at('summary', 'config', 'product');
  const plannedBy = properties.raw('plannedBy');
  return {
    ...(typeof plannedBy === 'string' ? { plannedBy } : {}),
    get name() {
      return properties.get('name').string();
    },
    get uuid() {
      return properties.at('hardware', 'systemInfo', 'uuid').string() ?? properties.at('summary', 'hardware', 'uuid').string();
    },
    get version() {
      return product.get('version').string() ?? summaryProduct.get('version').string();
    },
    get build() {
      return product.get('build').number() ?? summaryProduct.get('build').number();
    },
    get cluster() {
      const parent = properties.get('parent');
      const { type, known } = referenceOf(parent);
      if (type === undefined) return undefined;
      return type === 'ClusterComputeResource' ? known() : parent.known<string | null>(null);
    },
    get memoryMiB() {
      const bytes = properties.at('hardware', 'memorySize');
      const size = bytes.number();
      return size && bytes.known(size.value / 1024 ** 2);
    },
    get cores() {
      return properties.at('hardware', 'cpuInfo', 'numCpuCores').number();
    },
    get inMaintenance() {
      return properties.at('runtime', 'inMaintenanceMode').boolean();
    },
    get connected() {
      const state = properties.at('runtime', 'connectionState');
      const value = state.string();
      return value && state.known(value.value === 'connected');
    },
    get defaultGateway() {
      const network = config.get('network');
      const gateway = network.at('ipRouteConfig', 'defaultGateway');
      const told = gateway.string() ?? gateway.orAbsent<string | null>(undefined, null);
      if (told !== undefined) return told;
      const stacks = network.get('netStackInstance').items();
      return stacks
        .find((stack) => stack.raw('key') === 'defaultTcpipStack')
        ?.at('ipRouteConfig', 'defaultGateway')
        .string();
    },
    get vmRefs() {
      const list = properties.get('vm').list();
      return list && properties.get('vm').known(list.value.map((ref) => referenceOf(ref).id ?? String(ref.value)));
    },
    get softwareIscsi() {
      return config.at('storageDevice', 'softwareInternetScsiEnabled').boolean();
    },
    ...lazily(() => vimNetwork(config, answers), ['vmks', 'portGroups', 'switches', 'pnics']),
    ...lazily(() => vimStorage(config, answers), ['adapters', 'devices', 'volumes', 'nfsMounts']),
    fileSystemType: (name) => vimFileSystemType(config, name),
    option(key) {
      for (const option of config.get('option').items()) {
        if (option.get('key').value === key) {
          const value = option.get('value');
          return value.number() ?? value.boolean() ?? (value.string() as Known<string> | undefined);
        }
      }
      return undefined;
    },
  };
}

/** The listings as getters over one object made when the first is asked for; spreading would ask for all at once. */
function lazily<T extends object, K extends keyof T & string>(make: () => T, keys: readonly K[]): Pick<T, K> {
  let made: T | undefined;
  const listing = {} as Pick<T, K>;
  for (const key of keys) {
    Object.defineProperty(listing, key, {
      enumerable: true,
      get: () => {
        made ??= make();
        return made[key];
      },
    });
  }
  return listing;
}
