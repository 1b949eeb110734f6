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
  return new VimHost(properties, config, product, summaryProduct, answers);
}

class VimHost implements HostSource {
  readonly plannedBy?: string;
  private readonly network: ReturnType<typeof vimNetwork>;
  private readonly storage: ReturnType<typeof vimStorage>;
  private ofVmks: HostSource['vmks'];
  private ofPortGroups: HostSource['portGroups'];
  private ofSwitches: HostSource['switches'];
  private ofPnics: HostSource['pnics'];
  private ofAdapters: HostSource['adapters'];
  private ofDevices: HostSource['devices'];
  private ofVolumes: HostSource['volumes'];
  private ofNfsMounts: HostSource['nfsMounts'];
  private readonly properties: Node;
  private readonly config: Node;
  private readonly product: Node;
  private readonly summaryProduct: Node;

  constructor(properties: Node, config: Node, product: Node, summaryProduct: Node, answers: readonly MethodAnswer[]) {
    this.properties = properties;
    this.config = config;
    this.product = product;
    this.summaryProduct = summaryProduct;
    this.network = vimNetwork(config, answers);
    this.storage = vimStorage(config, answers);
    const plannedBy = properties.raw('plannedBy');
    if (typeof plannedBy === 'string') this.plannedBy = plannedBy;
  }

  get name() {
    const { properties } = this;
    return properties.get('name').string();
  }
  get uuid() {
    const { properties } = this;
    return properties.at('hardware', 'systemInfo', 'uuid').string() ?? properties.at('summary', 'hardware', 'uuid').string();
  }
  get version() {
    const { product, summaryProduct } = this;
    return product.get('version').string() ?? summaryProduct.get('version').string();
  }
  get build() {
    const { product, summaryProduct } = this;
    return product.get('build').number() ?? summaryProduct.get('build').number();
  }
  get cluster() {
    const { properties } = this;
    const parent = properties.get('parent');
    const { type, known } = referenceOf(parent);
    if (type === undefined) return undefined;
    return type === 'ClusterComputeResource' ? known() : parent.known<string | null>(null);
  }
  get memoryMiB() {
    const { properties } = this;
    const bytes = properties.at('hardware', 'memorySize');
    const size = bytes.number();
    return size && bytes.known(size.value / 1024 ** 2);
  }
  get cores() {
    const { properties } = this;
    return properties.at('hardware', 'cpuInfo', 'numCpuCores').number();
  }
  get inMaintenance() {
    const { properties } = this;
    return properties.at('runtime', 'inMaintenanceMode').boolean();
  }
  get connected() {
    const { properties } = this;
    const state = properties.at('runtime', 'connectionState');
    const value = state.string();
    return value && state.known(value.value === 'connected');
  }
  get defaultGateway() {
    const { config } = this;
    const network = config.get('network');
    const gateway = network.at('ipRouteConfig', 'defaultGateway');
    const told = gateway.string() ?? gateway.orAbsent<string | null>(undefined, null);
    if (told !== undefined) return told;
    const stacks = network.get('netStackInstance').items();
    return stacks
      .find((stack) => stack.raw('key') === 'defaultTcpipStack')
      ?.at('ipRouteConfig', 'defaultGateway')
      .string();
  }
  get vmRefs() {
    const { properties } = this;
    const list = properties.get('vm').list();
    return list && properties.get('vm').known(list.value.map((ref) => referenceOf(ref).id ?? String(ref.value)));
  }
  get softwareIscsi() {
    const { config } = this;
    return config.at('storageDevice', 'softwareInternetScsiEnabled').boolean();
  }
  fileSystemType(name: string) {
    const { config } = this;
    return vimFileSystemType(config, name);
  }
  option(key: string) {
    const { config } = this;
    const value = config
      .get('option')
      .items()
      .find((option) => option.raw('key') === key)
      ?.get('value');
    return value && (value.number() ?? value.boolean() ?? value.string());
  }
  get vmks() {
    this.ofVmks ??= this.network.vmks;
    return this.ofVmks;
  }
  get portGroups() {
    this.ofPortGroups ??= this.network.portGroups;
    return this.ofPortGroups;
  }
  get switches() {
    this.ofSwitches ??= this.network.switches;
    return this.ofSwitches;
  }
  get pnics() {
    this.ofPnics ??= this.network.pnics;
    return this.ofPnics;
  }
  get adapters() {
    this.ofAdapters ??= this.storage.adapters;
    return this.ofAdapters;
  }
  get devices() {
    this.ofDevices ??= this.storage.devices;
    return this.ofDevices;
  }
  get volumes() {
    this.ofVolumes ??= this.storage.volumes;
    return this.ofVolumes;
  }
  get nfsMounts() {
    this.ofNfsMounts ??= this.storage.nfsMounts;
    return this.ofNfsMounts;
  }
}
