import { withoutIdentifiers } from './identifiers.ts';
import { type NameKind, Names } from './names.ts';
import { Scrambler } from './scramble.ts';

/**
 * Replaces names and addresses in the entries of an export, so that what it says stays the same: the same name always becomes the same
 * pseudonym, two addresses share a network exactly when they did before. Versions, models and settings stay. One redactor serves one
 * export.
 */
export class Redactor {
  private readonly scrambler: Scrambler;
  private readonly names = new Names();

  /** `key` makes the pseudonyms; nobody needs it later. */
  constructor(key: Uint8Array) {
    this.scrambler = new Scrambler(key);
  }

  /** An entry as `vlint collect` makes it, with VIM properties or the answer of a method. */
  entry(entry: object): object {
    const { object, method } = entry as { readonly object?: { readonly type?: string }; readonly method?: string };
    const root = method ?? object?.type ?? '';
    return Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [
        key,
        key === 'properties' || key === 'result' ? this.value(value, root, { key: '', holder: undefined }) : value,
      ]),
    );
  }

  private value(value: unknown, path: string, at: Place): unknown {
    if (typeof value === 'string') return this.text(value, path, at);
    if (Array.isArray(value)) return value.map((item) => this.value(item, path, at));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        // Where an object is not whole its members stand under dotted names.
        const last = key.slice(key.lastIndexOf('.') + 1);
        const place = key === 'deviceInfo' && Object.hasOwn(value, 'macAddress') ? NIC_INFO : key;
        return [key, this.value(member, `${path}.${place}`, { key: last, holder: value })];
      }),
    );
  }

  private text(text: string, path: string, { key, holder }: Place): string {
    if (STAYS.has(key)) return text;
    const kind = NAMED.find(([pattern]) => pattern.test(path))?.[1];
    if (kind !== undefined) return this.name(kind, text);
    switch (key) {
      case 'fileName':
        return this.file(text);
      case 'deviceName':
        // Of a NIC it is its network, of a raw device mapping its device.
        return DEVICE.test(text) ? this.plain(text) : this.names.of('network', text);
      case 'summary':
        // Of a NIC it is its network, unless that is a distributed one; of a controller its class, of a disk its size.
        return path.endsWith(`.${NIC_INFO}.summary`) && !/^(DVSwitch|nsx)/i.test(text)
          ? this.name('network', text)
          : this.plain(text);
      case 'remotePath':
        return this.scrambler.text(text);
      case 'portWorldWideName':
        return this.scrambler.text(text);
      case 'iScsiName':
        return FORMAL.test(text) ? this.plain(text) : this.scrambler.text(text);
      case 'value':
        return path === 'QueryNetworkHint.lldpInfo.parameter.value' ? this.lldp(text, holder) : this.plain(text);
      case 'address':
        return this.portal(text);
      case 'parent':
        return this.portal(text);
      case 'key':
      case 'lun':
      case 'portgroup':
      case 'pnic':
        return this.reference(text);
      case 'localizedMessage':
        return this.names.within(this.plain(text));
      default:
        return this.plain(text);
    }
  }

  private plain(text: string): string {
    return withoutIdentifiers(text, this.scrambler);
  }

  /** A name that is an address is replaced as one. */
  private name(kind: NameKind, text: string): string {
    const other = this.plain(text);
    return other === text ? this.names.of(kind, text) : other;
  }

  /** "10.0.1.201:3260", or a name that stands for the address. */
  private portal(text: string): string {
    const other = this.plain(text);
    if (other !== text || !/[a-z]/i.test(text) || ADAPTER.test(text) || text.includes('::')) return other;
    const [, name = text, port = ''] = /^(.*?)(:\d+)?$/.exec(text) ?? [];
    return `${this.names.of('portal', name)}${port}`;
  }

  /** "key-vim.host.PortGroup-iSCSI A" */
  private reference(text: string): string {
    const [, head = '', kind = '', name = ''] = /^(key-vim\.host\.(PortGroup|VirtualSwitch)-)(.*)$/.exec(text) ?? [];
    if (head === '') return this.plain(text);
    return head + this.names.of(kind === 'PortGroup' ? 'network' : 'switch', name);
  }

  /** "[ds1] sql01/sql01_1-000002.vmdk" */
  private file(text: string): string {
    const [, datastore, path = text] = /^\[([^\]]*)\] ?(.*)$/.exec(text) ?? [];
    const parts = path.split('/').map((part) => {
      const [, stem = part, end = ''] = FILE.exec(part) ?? [];
      return this.name('vm', stem) + end;
    });
    return datastore === undefined ? parts.join('/') : `[${this.names.of('datastore', datastore)}] ${parts.join('/')}`;
  }

  private lldp(text: string, holder: object | undefined): string {
    const key = String((holder as { readonly key?: unknown } | undefined)?.key ?? '');
    return MEASURES.test(key) || /^\d*$/.test(text) ? text : this.name('neighbour', text);
  }
}

/** Stands in paths for the `deviceInfo` of a virtual NIC. */
const NIC_INFO = 'deviceInfo of a NIC';

interface Place {
  readonly key: string;
  /** The object around the text. */
  readonly holder: object | undefined;
}

/** Which member of which object is a name, by its path from the object's type or the method's name on. */
const NAMED: readonly (readonly [RegExp, NameKind])[] = [
  [/^HostSystem\.name$/, 'host'],
  [/^VirtualMachine\.(config\.)?name$/, 'vm'],
  [/^ClusterComputeResource\.name$/, 'cluster'],
  [/^ClusterComputeResource\.configurationEx\.rule\.name$/, 'rule'],
  [/^Datastore\.name$/, 'datastore'],
  [/^(\w*)DistributedVirtualSwitch\.(config\.)?name$/, 'switch'],
  [/^DistributedVirtualPortgroup\.(config\.)?name$/, 'network'],
  [
    /\.lacpGroupConfig\.name$|\.uplinkPortOrder\.\w+$|\.proxySwitch\.(uplinkPort\.value|hostLag\.lagName|hostLag\.uplinkPort\.value)$/,
    'uplink',
  ],
  [/\.network\.portgroup\.spec\.name$|\.network\.vnic\.(spec\.)?portgroup$/, 'network'],
  [/\.vswitch\.name$|\.spec\.vswitchName$|\.dvsName$/, 'switch'],
  [/\.netStackInstanceKey$|\.netStackInstance\.key$/, 'stack'],
  [/\.fileSystemVolume\.mountInfo\.volume\.name$/, 'datastore'],
  [/\.remoteHost(Names)?$/, 'nas'],
  [/^QueryNetworkHint\.(connectedSwitchPort\.(devId|systemName)|lldpInfo\.chassisId)$/, 'neighbour'],
];

/** Members whose texts look like names or addresses and are none. */
const STAYS: ReadonlySet<string> = new Set([
  'subnetMask',
  'version',
  'build',
  'type',
  '_typeName',
  'guestFullName',
  'guestId',
  'vendor',
  'model',
]);

const DEVICE = /^(vml|naa|eui|t10|mpx)\.|^vmhba\d/;
const ADAPTER = /^vmhba\d+$/;
const FORMAL = /^(iqn|eui|naa)\./i;
const FILE = /^(.*?)((?:_\d+)?(?:-\d{6})?(?:-(?:flat|delta|ctk|rdmp?|sesparse))?\.\w+)$/;
/** Kinds of LLDP values that are numbers or modes. */
const MEASURES = /mtu|frame|vlan|aggregat|speed|duplex|time|capab|samples|ttl/i;
