import type { Known } from './fact.ts';
import type { MethodAnswer } from './from-vim-host.ts';
import { keyTail, listed } from './from-vim-network.ts';
import { parseIpv4 } from './ipv4.ts';
import { isNaa, lunKey } from './lun-key.ts';
import type { Maybe, Node } from './node.ts';
import type {
  AdapterKind,
  AdapterSource,
  BoundSource,
  DeviceSource,
  HostSource,
  NfsSource,
  PathSource,
  PathSwitchSetting,
  PortalSource,
  TargetChap,
  Transport,
  VolumeSource,
} from './source.ts';
import { vimTargets } from './target-parameters.ts';

/** What `HostSystem.config.storageDevice` and `fileSystemVolume` know, with the answers of QueryBoundVnics. */
export function vimStorage(
  config: Node,
  answers: readonly MethodAnswer[],
): Required<Pick<HostSource, 'adapters' | 'devices' | 'volumes' | 'nfsMounts'>> {
  const storage = config.get('storageDevice');
  const mounts = config.at('fileSystemVolume', 'mountInfo');
  return {
    get adapters() {
      const iscsi = storage.get('hostBusAdapter').items().filter(isIscsi);
      const all = listed(storage.get('hostBusAdapter'), (hba) =>
        isIscsi(hba) ? adapter(hba, storage, answers, iscsi.length) : undefined,
      );
      return all === undefined ? { some: answeredAdapters(answers) } : { all };
    },
    get devices() {
      const luns = storage.at('multipathInfo', 'lun').items();
      // A multipath table without the devices it refers to: the devices were not exported.
      if (!Array.isArray(storage.get('scsiLun').value) && luns.length > 0) return {};
      const byLun = new Map<unknown, Node>();
      for (const lun of luns) {
        byLun.set(lun.get('id').value, lun);
        byLun.set(lun.get('lun').value, lun);
      }
      const table = storage.at('multipathInfo', 'lun');
      const hasTable = table.list() !== undefined;
      const all = listed(storage.get('scsiLun'), (lun) =>
        device(lun, byLun.get(lun.get('key').value) ?? byLun.get(lun.get('uuid').value), hasTable ? table : undefined),
      );
      // One device without a name: which devices there are is not told.
      return all && all.value.length === storage.get('scsiLun').items().length ? { all } : {};
    },
    get volumes() {
      // A VMFS volume without a name: which volumes there are is not told.
      if (mounts.items().some((mount) => isVmfs(mount.get('volume')) && mount.at('volume', 'name').string() === undefined))
        return {};
      return { all: listed(mounts, (mount) => volume(mount.get('volume'))) };
    },
    get nfsMounts() {
      // One without a name: which mounts there are is not told.
      const isNameless = (mount: Node) => isNfs(mount.get('volume')) && mount.at('volume', 'name').string() === undefined;
      return mounts.items().some(isNameless) ? {} : { all: listed(mounts, (mount) => nfs(mount.get('volume'))) };
    },
  };
}

/** govc prints no type names: an iSCSI adapter is one with the key of one, or with a member that no other adapter has. */
function isIscsi(hba: Node): boolean {
  const key = String(hba.get('key').value ?? '');
  return (
    key.includes('InternetScsiHba-') ||
    ISCSI_MEMBERS.some((name) => hba.raw(name) !== undefined) ||
    String(hba.get('_typeName').value ?? '').includes('InternetScsiHba')
  );
}

const ISCSI_MEMBERS = ['iScsiName', 'isSoftwareBased', 'networkBindingSupport', 'configuredSendTarget'] as const;

function adapter(hba: Node, storage: Node, answers: readonly MethodAnswer[], iscsiAdapters: number): AdapterSource | undefined {
  const key = hba.get('key').string();
  const name = hba.get('device').string() ?? (key && hba.get('key').known(keyTail(key.value)));
  if (name === undefined) return undefined;
  return {
    name: name.value,
    get kind() {
      return adapterKind(hba);
    },
    get iqn() {
      return hba.get('iScsiName').string();
    },
    get portals() {
      return portals(hba, storage, name.value);
    },
    get bound() {
      // An answer that does not say of which adapter it is (a bare result in a file) can only be meant for the only one.
      const answer = answers.find(
        (item) =>
          item.method === 'QueryBoundVnics' &&
          (item.argument === name.value || (item.argument === undefined && iscsiAdapters === 1)),
      );
      return answer && bound(answer.result);
    },
    get sessions() {
      return pathAddresses(storage.at('multipathInfo', 'lun'), name.value);
    },
    get mtu() {
      return hba.at('ipProperties', 'mtu').number();
    },
    get jumbo() {
      return hba.at('ipProperties', 'jumboFramesEnabled').boolean();
    },
    get ip() {
      return hba.at('ipProperties', 'address').string();
    },
    get mask() {
      return hba.at('ipProperties', 'subnetMask').string();
    },
    get headerDigest() {
      return hba.at('digestProperties', 'headerDigestType').string();
    },
    get dataDigest() {
      return hba.at('digestProperties', 'dataDigestType').string();
    },
    ...chapOf(hba),
    get targets() {
      return vimTargets(hba, splitPortal, (key) => ESXCLI_NAMES.get(key) ?? key);
    },
    get parameters() {
      const options = hba.get('advancedOptions').list();
      return options && hba.get('advancedOptions').known(parameters(options.value));
    },
  };
}

/** Adapters that only the answers about their bindings name. */
function answeredAdapters(answers: readonly MethodAnswer[]): AdapterSource[] {
  return answers.flatMap(({ method, argument, result }) =>
    method === 'QueryBoundVnics' && argument !== undefined ? [{ name: argument, bound: bound(result) }] : [],
  );
}

/** Whether CHAP is used, never by which name: of the adapter, and of targets that do not inherit it. */
function chapOf(hba: Node): Pick<AdapterSource, 'chap' | 'mutualChap' | 'targetChap'> {
  const own = hba.get('authenticationProperties');
  return {
    get chap() {
      return chapType(own);
    },
    get mutualChap() {
      return own.get('mutualChapAuthenticationType').string();
    },
    get targetChap() {
      const send = hba.get('configuredSendTarget').list();
      const statics = hba.get('configuredStaticTarget').list();
      if (send === undefined || statics === undefined) return undefined;
      const targets = [...send.value, ...statics.value];
      // Where no target was exported with its CHAP settings, that of the adapter stands for all: they inherit it unless told otherwise.
      const isTold = targets.some((target) => target.get('authenticationProperties').present);
      const found = isTold ? targets.map(targetChap) : [];
      // A target that does not tell whether it inherits may have any setting.
      if (found.includes(undefined)) return undefined;
      const own = found.filter((item) => item?.chap !== undefined || item?.mutualChap !== undefined);
      return hba.get('configuredSendTarget').known(own as readonly TargetChap[]);
    },
  };
}

function chapType(properties: Node): Maybe<string> {
  const enabled = properties.get('chapAuthEnabled');
  return (
    properties.get('chapAuthenticationType').string() ??
    (enabled.boolean()?.value === false ? enabled.known('chapProhibited') : undefined)
  );
}

function targetChap(target: Node): TargetChap | undefined {
  const properties = target.get('authenticationProperties');
  const inherits = properties.get('chapInherited').boolean();
  const mutualInherits = properties.get('mutualChapInherited').boolean();
  if (inherits === undefined || mutualInherits === undefined) return undefined;
  const chap = inherits.value ? undefined : chapType(properties);
  const mutualChap = mutualInherits.value ? undefined : properties.get('mutualChapAuthenticationType').string();
  if ((!inherits.value && chap === undefined) || (!mutualInherits.value && mutualChap === undefined)) return undefined;
  const { address, port } = splitPortal(String(target.get('address').value ?? 'a target'));
  return { portal: `${address}:${target.get('port').value ?? port}`, chap, mutualChap };
}

function adapterKind(hba: Node): Maybe<AdapterKind> {
  const software = hba.get('isSoftwareBased').boolean();
  const binding = hba.get('networkBindingSupport').string();
  if (/\biser\b/i.test(`${hba.get('model').value} ${hba.get('driver').value}`))
    return hba.get('model').known<AdapterKind>('iser');
  if (software?.value === true) return hba.get('isSoftwareBased').known<AdapterKind>('software');
  if (binding?.value === 'required') return hba.get('networkBindingSupport').known<AdapterKind>('dependent');
  if (binding?.value === 'notsupported') return hba.get('networkBindingSupport').known<AdapterKind>('independent');
  return undefined;
}

/** VIM and esxcli spell some initiator parameters differently; the model uses esxcli's names. */
const ESXCLI_NAMES: ReadonlyMap<string, string> = new Map([
  ['MaxCommands', 'MaxCmds'],
  ['LoginRetryMax', 'InitialLoginRetryMax'],
  ['MaxRecvDataSegLen', 'MaxRecvDataSegment'],
  ['DefaultTimeToWait', 'DefaultTime2Wait'],
  ['DefaultTimeToRetain', 'DefaultTime2Retain'],
  ['NoopTimeout', 'NoopOutTimeout'],
  ['NoopInterval', 'NoopOutInterval'],
  ['InitR2T', 'InitialR2T'],
]);

function parameters(options: readonly Node[]): ReadonlyMap<string, Known<string | number | boolean>> {
  const map = new Map<string, Known<string | number | boolean>>();
  for (const option of options) {
    const key = String(option.get('key').value);
    const value = option.get('value');
    const known = value.number() ?? value.boolean() ?? value.string();
    if (known !== undefined) map.set(ESXCLI_NAMES.get(key) ?? key, known);
  }
  return map;
}

/** Methods of discovery that made a static target, as the API calls them. */
const DISCOVERIES: ReadonlySet<unknown> = new Set(['sendTargetMethod', 'isnsMethod', 'slpMethod']);

/** Unknown as a whole when a target does not tell its address. */
function portals(hba: Node, storage: Node, name: string): Maybe<readonly PortalSource[]> {
  const send = hba.get('configuredSendTarget').list();
  const statics = hba.get('configuredStaticTarget').list();
  if (send === undefined || statics === undefined) return undefined;
  const found: (PortalSource | undefined)[] = [];
  for (const target of send.value) found.push(portal(target.get('address'), 'send', target.get('port').value));
  for (const target of statics.value) {
    const method = target.get('discoveryMethod').value;
    const entry = portal(
      target.get('address'),
      'static',
      target.get('port').value,
      target.get('iScsiName').value,
      DISCOVERIES.has(method),
    );
    found.push(entry && method === 'staticMethod' ? { ...entry, byHand: true } : entry);
  }
  for (const path of storage
    .at('multipathInfo', 'lun')
    .items()
    .flatMap((lun) => lun.get('path').items())) {
    if (keyTail(path.get('adapter').value) !== name) continue;
    for (const address of path.at('transport', 'address').items())
      found.push(portal(address, 'path', undefined, path.at('transport', 'iScsiName').value));
  }
  const known = found.filter((item) => item !== undefined);
  return known.length < found.length ? undefined : hba.get('configuredSendTarget').known<readonly PortalSource[]>(known);
}

/** Unknown when a path of the adapter does not tell its portals. */
function pathAddresses(luns: Node, name: string): Maybe<ReadonlySet<string>> {
  const list = luns.list();
  const paths = list?.value
    .flatMap((lun) => lun.get('path').items())
    .filter((item) => keyTail(item.get('adapter').value) === name);
  if (paths === undefined || paths.some((item) => item.at('transport', 'address').items().length === 0)) return undefined;
  const addresses = paths
    .flatMap((item) => item.at('transport', 'address').items())
    .map((address) => splitPortal(String(address.value)).address);
  return luns.known<ReadonlySet<string>>(new Set(addresses));
}

function portal(
  node: Node,
  how: PortalSource['how'],
  port: unknown,
  iqn?: unknown,
  discovered = false,
): PortalSource | undefined {
  const evidence = node.string();
  if (evidence === undefined) return undefined;
  const split = splitPortal(evidence.value);
  return {
    address: split.address,
    port: typeof port === 'number' ? port : split.port,
    ...(typeof iqn === 'string' ? { iqn } : {}),
    how,
    discovered,
    evidence,
  };
}

/** "10.0.1.201:3260", "[fe80::1]:3260", "array.example" -> address and port (3260 when none is given). */
export function splitPortal(text: string): { address: string; port: number } {
  const match = /^\[([^\]]+)\](?::(\d+))?$/.exec(text) ?? /^([^:]+)(?::(\d+))?$/.exec(text);
  return match?.[1] === undefined ? { address: text, port: 3260 } : { address: match[1], port: Number(match[2] ?? 3260) };
}

function bound(result: Node): Maybe<readonly BoundSource[]> {
  // A method that returns an empty array answers with nothing at all over SOAP and with null in JSON: that is an answer.
  if (result.value === null) return result.known<readonly BoundSource[]>([]);
  const list = result.list();
  if (list === undefined) return undefined;
  const ports: BoundSource[] = [];
  for (const item of list.value) {
    const vmk = item.get('vnicDevice').string() ?? item.at('vnic', 'device').string();
    if (vmk === undefined) continue;
    ports.push({
      vmk,
      get pnic() {
        return item.get('pnicDevice').string() ?? item.at('pnic', 'device').string();
      },
      get compliant() {
        const status = item.get('complianceStatus');
        // The API has no flag: a port is compliant when there is no reason against it.
        const reasons = status.get('reason').list();
        return (
          status.get('compliantStatus').boolean() ??
          status.get('compliant').boolean() ??
          (reasons && status.get('reason').known(reasons.value.length === 0))
        );
      },
      get reasons() {
        const reasons = item.at('complianceStatus', 'reason').list();
        return (
          reasons &&
          item.at('complianceStatus', 'reason').known(reasons.value.map(reasonText).filter((reason) => reason !== undefined))
        );
      },
      get pathStatus() {
        return item.get('pathStatus').string();
      },
    });
  }
  return result.known<readonly BoundSource[]>(ports);
}

/** A LocalizedMethodFault as text: its message, else the name of the fault. */
function reasonText(reason: Node): Maybe<string> {
  return (
    reason.get('localizedMessage').string() ??
    reason.get('message').string() ??
    reason.at('fault', '_typeName').string() ??
    reason.get('_typeName').string() ??
    reason.string() ??
    reason.known('no reason given')
  );
}

/** `table` is the list of all that ESXi's own multipathing has, where it is known. */
function device(lun: Node, multipath: Node | undefined, table: Node | undefined): DeviceSource | undefined {
  const name = lun.get('canonicalName').string()?.value ?? naaName(lun.get('uuid').value);
  if (name === undefined) return undefined;
  return new VimDevice(name, lun, multipath, table);
}

/** A class for the same reason as `VimPath`. */
class VimDevice implements DeviceSource {
  readonly name: string;
  private readonly lun: Node;
  private readonly multipath: Node | undefined;
  private readonly table: Node | undefined;

  constructor(name: string, lun: Node, multipath: Node | undefined, table: Node | undefined) {
    this.name = name;
    this.lun = lun;
    this.multipath = multipath;
    this.table = table;
  }

  get uuid() {
    return this.lun.get('uuid').string();
  }
  get vendor() {
    return trimmed(this.lun.get('vendor'));
  }
  get model() {
    return trimmed(this.lun.get('model'));
  }
  get psp() {
    return this.multipath?.at('policy', 'policy').string();
  }
  get satp() {
    return this.multipath?.at('storageArrayTypePolicy', 'policy').string();
  }
  get plugin() {
    return this.multipath && plugin(this.multipath.get('policy'));
  }
  get native() {
    return this.table?.known(this.multipath !== undefined);
  }
  get preferred() {
    return this.multipath && preferredPath(this.multipath.get('policy'));
  }
  get pathSwitch() {
    return this.multipath && hppSwitch(this.multipath.get('policy'));
  }
  get local() {
    return this.lun.get('localDisk').boolean();
  }
  get disk() {
    const type = this.lun.get('lunType').string();
    return type && this.lun.get('lunType').known(type.value === 'disk');
  }
  get perenniallyReserved() {
    return this.lun.get('perenniallyReserved').boolean();
  }
  get paths() {
    const paths = this.multipath?.get('path').list()?.value.map(path);
    // A path without a name is a path nevertheless: how many there are is then not known.
    return paths?.includes(undefined)
      ? undefined
      : paths && this.multipath?.get('path').known(paths.filter((item) => item !== undefined));
  }
  get queueDepth() {
    return this.lun.get('queueDepth').number();
  }
  get operationalState() {
    // Every device has a state: a list without any was not exported.
    const states = this.lun.get('operationalState').strings();
    return states?.value.length === 0 ? undefined : states;
  }
  get vaai() {
    return this.lun.get('vStorageSupport').string();
  }
  get clusteredVmdk() {
    return this.lun.get('clusteredVmdkSupported').boolean();
  }
}

/** The UUID of a NAA device holds its name. */
function naaName(uuid: unknown): string | undefined {
  const key = typeof uuid === 'string' ? lunKey(uuid) : '';
  return isNaa(key) ? key : undefined;
}

function trimmed(node: Node): Maybe<string> {
  const text = node.string();
  return text && node.known(text.value.trim());
}

/** The fixed policy always names its path: an empty name is none. */
function preferredPath(policy: Node): Maybe<string | null> {
  const prefer = policy.get('prefer');
  return prefer.string() ?? (prefer.value === '' ? policy.get('policy').known(null) : undefined);
}

/** Only the High-Performance Plug-in tells the API after how much it goes over to the next path. */
function hppSwitch(policy: Node): Maybe<PathSwitchSetting> {
  const name = policy.get('policy').string()?.value.toUpperCase();
  const limit = policy.get(name === 'LB-BYTES' ? 'bytes' : 'iops').number();
  if (name === 'LB-LATENCY') return policy.get('policy').known({ limit: 'latency' });
  if (name === 'LB-BYTES') return limit && { ...limit, value: { limit: 'bytes', bytes: limit.value } };
  return name === 'LB-IOPS' ? limit && { ...limit, value: { limit: 'iops', iops: limit.value } } : undefined;
}

/** NMP policies are named VMW_PSP_… or by a vendor; HPP has its own names (FIXED, LB-RR, LB-IOPS, ...) and members. */
function plugin(policy: Node): Maybe<string> {
  const name = policy.get('policy').string();
  if (name === undefined) return undefined;
  const hpp = /^(FIXED|LB-)/i.test(name.value) || String(policy.get('_typeName').value ?? '').includes('Hpp');
  return policy.get('policy').known(hpp ? 'HPP' : 'NMP');
}

function path(node: Node): PathSource | undefined {
  const name = node.get('name').string();
  return name && new VimPath(node, name.value);
}

/** A class and no literal: a host has thousands of paths, and of each a rule asks for little. */
class VimPath implements PathSource {
  readonly name: string;
  private readonly node: Node;
  private kind: { readonly transport: Maybe<Transport> } | undefined;
  private hba: Maybe<string>;
  private portals: Maybe<readonly string[]>;

  constructor(node: Node, name: string) {
    this.node = node;
    this.name = name;
  }

  get adapter(): Maybe<string> {
    this.hba ??= this.adapterFact();
    return this.hba;
  }
  private adapterFact(): Maybe<string> {
    const key = this.node.get('adapter').string();
    return key ? this.node.get('adapter').known(keyTail(key.value)) : this.node.get('name').known(this.name.split(':')[0] ?? '');
  }
  get state(): Maybe<string> {
    return this.node.get('state').string();
  }
  get working(): Maybe<boolean> {
    return this.node.get('isWorkingPath').boolean();
  }
  get transport(): Maybe<Transport> {
    this.kind ??= { transport: transportKind(this.node) };
    return this.kind.transport;
  }
  get targetIqn(): Maybe<string> {
    return this.node.get('transport').get('iScsiName').string();
  }
  get addresses(): Maybe<readonly string[]> {
    this.portals ??= this.node.get('transport').get('address').strings();
    return this.portals;
  }
}

function transportKind(path: Node): Maybe<Transport> {
  const transport = path.get('transport');
  const iscsiName = transport.get('iScsiName');
  if (iscsiName.present) return iscsiName.known<Transport>('iscsi');
  const type = `${transport.raw('_typeName') ?? ''} ${path.raw('adapter') ?? ''}`;
  const place = transport.present ? transport : path.get('adapter');
  const known = (kind: Transport) => place.known<Transport>(kind);
  if (/InternetScsi/.test(type)) return known('iscsi');
  if (/FibreChannelOverEthernet|Fcoe/i.test(type)) return known('fcoe');
  if (/FibreChannel/.test(type) || transport.raw('portWorldWideName') !== undefined) return known('fc');
  if (/SerialAttached/.test(type)) return known('sas');
  if (/BlockHba|BlockAdapter|ParallelScsi|Pcie(Hba|Target)/.test(type)) return known('local');
  return undefined;
}

/** NFS volumes are in the same table; only VMFS has a version and extents. */
function isVmfs(node: Node): boolean {
  return node.get('type').value === 'VMFS' || node.get('extent').present;
}

function volume(node: Node): VolumeSource | undefined {
  const name = node.get('name').string();
  const extents = node.get('extent');
  if (name === undefined || !isVmfs(node)) return undefined;
  return {
    name: name.value,
    label: name,
    get majorVersion() {
      return node.get('majorVersion').number();
    },
    get local() {
      return node.get('local').boolean();
    },
    get unmapPriority() {
      return node.get('unmapPriority').string();
    },
    get extents() {
      const list = extents.list();
      return list && extents.known(list.value.map((extent) => String(extent.get('diskName').value)));
    },
  };
}

/** The type of a file system in `config.fileSystemVolume`, by its name. */
export function vimFileSystemType(config: Node, name: string): Maybe<string> {
  const mounts = config.at('fileSystemVolume', 'mountInfo').items();
  return mounts
    .map((mount) => mount.get('volume'))
    .find((volume) => volume.raw('name') === name)
    ?.get('type')
    .string();
}

function isNfs(volume: Node): boolean {
  return String(volume.get('type').value).startsWith('NFS') || volume.get('remoteHost').present;
}

function nfs(node: Node): NfsSource | undefined {
  const name = node.get('name').string();
  if (!isNfs(node) || name === undefined) return undefined;
  return {
    name: name.value,
    get server() {
      const host = node.get('remoteHost');
      // NFS 4.1 may have several names for one server: an address tells more than a name.
      const address = [host, ...node.get('remoteHostNames').items()].find((item) => parseIpv4(String(item.value)) !== undefined);
      return (address ?? host).string();
    },
  };
}
