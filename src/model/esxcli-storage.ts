import { claimRules } from './esxcli-claim-rules.ts';
import { policySettings } from './esxcli-round-robin.ts';
import { allKeyed, keyed, type Row, rowsOf } from './esxcli-row.ts';
import type { Known } from './fact.ts';
import { Outputs } from './from-esxcli.ts';
import { splitPortal } from './from-vim-storage.ts';
import type { Maybe } from './node.ts';
import type {
  AdapterKind,
  AdapterSource,
  BoundSource,
  DeviceSource,
  HostSource,
  Listing,
  NfsSource,
  PathSource,
  PortalSource,
  Transport,
  VolumeSource,
} from './source.ts';
import { esxcliTargets } from './target-parameters.ts';

/** What `esxcli iscsi ...` and `esxcli storage ...` know of a host. */
export function esxcliStorage(
  outputs: Outputs,
): Pick<HostSource, 'adapters' | 'devices' | 'volumes' | 'nfsMounts' | 'claimRules'> {
  return {
    get claimRules() {
      return claimRules(outputs);
    },
    get adapters(): Listing<AdapterSource> {
      return { all: adapterList(outputs) ?? coreAdapters(outputs), some: bindings(outputs) };
    },
    get devices(): Listing<DeviceSource> {
      return {
        all: deviceList(outputs),
        some: [...coreDevices(outputs), ...groupStates(outputs), ...displayNames(outputs), ...policySettings(outputs)],
      };
    },
    get volumes(): Listing<VolumeSource> {
      return {
        all: outputs.listing('storage vmfs extent list', volumes),
        some: [...fileSystems(outputs), ...volumeSettings(outputs)],
      };
    },
    get nfsMounts(): Listing<NfsSource> {
      return {
        all: outputs.listing('storage nfs list', (rows) =>
          allKeyed([...rows, ...outputs.rows('storage nfs41 list')], 'Volume Name', nfsMount),
        ),
      };
    },
  };
}

/** NFS 4.1 may name several servers; the first one is as good as the others. */
function nfsMount(row: Row, name: string): NfsSource {
  return {
    name,
    get server() {
      const hosts = row.text('Host', 'Hosts');
      return hosts && row.get('Host', 'Hosts').known(hosts.value.split(',')[0]?.trim() ?? hosts.value);
    },
  };
}

/** `iscsi adapter list` says which adapters there are; a binding list alone names those that carry bindings. */
function adapterList(outputs: Outputs): Maybe<readonly AdapterSource[]> {
  return outputs.listing('iscsi adapter list', (rows) =>
    allKeyed(rows, 'Adapter', (row, name) => listedAdapter(outputs, row, name)),
  );
}

function listedAdapter(outputs: Outputs, row: Row, name: string): AdapterSource {
  return {
    name,
    get kind() {
      return adapterKind(row);
    },
    get iqn() {
      return row.text('UID');
    },
    ...details(outputs, name),
  };
}

/** `storage core adapter list` has all adapters; an iSCSI one is told by its name, the IQN or EUI. */
function coreAdapters(outputs: Outputs): Maybe<readonly AdapterSource[]> {
  return outputs.listing('storage core adapter list', (rows) => {
    const all = allKeyed(rows, 'HBA Name', (row, name) => ({ row, name }));
    // Without a UID it may be an iSCSI adapter as well as any other.
    if (all === undefined || all.some(({ row }) => row.text('UID') === undefined)) return undefined;
    return all
      .filter(({ row }) => /^iqn\.|^eui\./.test(row.text('UID')?.value ?? ''))
      .map(({ row, name }) => listedAdapter(outputs, row, name));
  });
}

/** Adapters named by `iscsi networkportal list` and the discovery lists; without any of these outputs nothing. */
function bindings(outputs: Outputs): AdapterSource[] {
  const names = new Set<string>();
  for (const row of [...outputs.rows('iscsi networkportal list'), ...targetRows(outputs)]) {
    const adapter = row.text('Adapter');
    if (adapter) names.add(adapter.value);
  }
  return [...names].map((name) => ({ name, ...details(outputs, name) }));
}

function details(outputs: Outputs, name: string): Omit<AdapterSource, 'name'> {
  return {
    get bound() {
      return boundPorts(outputs, name);
    },
    get portals() {
      return portals(outputs, name);
    },
    get sessions() {
      const command = 'iscsi session connection list';
      const rows = outputs.rows(command).map((row) => ({ adapter: row.text('Adapter'), address: row.text('Remote Address') }));
      if (rows.some((row) => row.adapter === undefined || row.address === undefined)) return undefined;
      const own = rows.filter((row) => row.adapter?.value === name).flatMap((row) => row.address?.value ?? []);
      return outputs.of(command)[0]?.output.known<ReadonlySet<string>>(new Set(own));
    },
    get headerDigest() {
      return digest(outputs, name, 'HeaderDigest');
    },
    get dataDigest() {
      return digest(outputs, name, 'DataDigest');
    },
    get targets() {
      return esxcliTargets(outputs, name, splitPortal);
    },
    get parameters() {
      const answer = outputs.of('iscsi adapter param get').find((item) => Outputs.option(item, 'A', 'adapter') === name);
      if (answer === undefined) return undefined;
      const rows = answer.output.items();
      const map = new Map<string, Known<string | number | boolean>>();
      for (const row of outputs
        .rows('iscsi adapter param get')
        .filter((item) => rows.some((node) => node.value === item.node.value))) {
        const key = row.text('Name');
        const value = row.get('Current');
        const known = value.number() ?? value.boolean() ?? value.string();
        if (key && known) map.set(key.value, known);
      }
      return answer.output.known<ReadonlyMap<string, Known<string | number | boolean>>>(map);
    },
  };
}

/** "prohibited" as VIM says it: "digestProhibited". */
function digest(outputs: Outputs, adapter: string, key: string): Maybe<string> {
  for (const answer of outputs.of('iscsi adapter param get')) {
    if (Outputs.option(answer, 'A', 'adapter') !== adapter) continue;
    const row = rowsOf(answer.output).find((item) => item.text('Name')?.value === key);
    const text = row?.text('Current');
    if (text !== undefined) {
      const word = text.value.toLowerCase();
      return row?.get('Current').known(`digest${word.charAt(0).toUpperCase()}${word.slice(1)}`);
    }
  }
  return undefined;
}

function adapterKind(row: Row): Maybe<AdapterKind> {
  const driver = row.text('Driver');
  const description = row.text('Description');
  const text = `${driver?.value ?? ''} ${description?.value ?? ''}`;
  const place = row.get('Driver', 'Description');
  if (/\biser\b/i.test(text)) return place.known<AdapterKind>('iser');
  if (/iscsi_vmk|software adapter/i.test(text)) return place.known<AdapterKind>('software');
  return undefined;
}

/** A row that does not tell which adapter or which VMkernel adapter it is about could be any: then nothing is known. */
function boundPorts(outputs: Outputs, adapter: string): Maybe<readonly BoundSource[]> {
  const ports: BoundSource[] = [];
  for (const row of outputs.rows('iscsi networkportal list')) {
    const vmk = row.text('Vmknic');
    const of = row.text('Adapter');
    if (vmk === undefined || of === undefined) return undefined;
    if (of.value === adapter) ports.push(boundPort(row, vmk));
  }
  return outputs.listing<BoundSource>('iscsi networkportal list', () => ports);
}

function boundPort(row: Row, vmk: Known<string>): BoundSource {
  return {
    vmk,
    get pnic() {
      return row.text('Vmnic', 'Active Uplink');
    },
    get compliant() {
      const status = row.text('Compliant Status');
      return status && row.get('Compliant Status').known(/^compliant$/i.test(status.value));
    },
    get reasons() {
      const place = row.get('NonCompliant Message');
      const texts = Array.isArray(place.value) ? place.items() : [place];
      return place.value === undefined
        ? undefined
        : place.known(texts.map((text) => text.string()).filter((text) => text !== undefined));
    },
    get advice() {
      return row.text('NonCompliant Remedy');
    },
    get pathStatus() {
      return row.text('Path Status');
    },
  };
}

function targetRows(outputs: Outputs): Row[] {
  return [
    'iscsi adapter discovery sendtarget list',
    'iscsi adapter discovery statictarget list',
    'iscsi adapter target portal list',
  ].flatMap((command) => outputs.rows(command));
}

function portals(outputs: Outputs, adapter: string): Maybe<readonly PortalSource[]> {
  const send = outputs.of('iscsi adapter discovery sendtarget list')[0];
  const live = outputs.of('iscsi adapter target portal list')[0];
  // Sessions alone, or discovery entries alone, tell of targets; that there is none takes the list of live portals.
  const evidence = live ?? send;
  if (evidence === undefined) return undefined;
  const found: PortalSource[] = [];
  let incomplete = false;
  const push = (command: string, how: PortalSource['how'], discovered: boolean, ...columns: readonly string[]) => {
    for (const row of outputs.rows(command)) {
      const of = row.text('Adapter');
      const address = row.text(...columns);
      if (of === undefined || address === undefined) incomplete = true;
      if (of?.value !== adapter || address === undefined) continue;
      const iqn = row.text('Target', 'Target Name')?.value;
      const split = splitPortal(address.value);
      found.push({
        address: split.address,
        port: row.number('Port')?.value ?? split.port,
        how,
        discovered,
        ...(iqn === undefined ? {} : { iqn }),
        evidence: address,
      });
    }
  };
  push('iscsi adapter discovery sendtarget list', 'send', false, 'Sendtarget', 'Address');
  push('iscsi adapter discovery statictarget list', 'static', false, 'Target Address', 'Address');
  // What discovery once answered; whether there is a session to it takes the list of connections.
  push('iscsi adapter target portal list', 'static', true, 'IP', 'Address');
  if (incomplete || (found.length === 0 && live === undefined)) return undefined;
  return evidence.output.known<readonly PortalSource[]>(found);
}

function deviceList(outputs: Outputs): Maybe<readonly DeviceSource[]> {
  return outputs.listing('storage nmp device list', (rows) =>
    allKeyed(rows, 'Device', (row, name) => ({
      name,
      get psp() {
        return row.text('Path Selection Policy');
      },
      get satp() {
        return row.text('Storage Array Type');
      },
      get plugin() {
        return row.get('Path Selection Policy').known('NMP');
      },
      get paths() {
        return paths(outputs, name);
      },
    })),
  );
}

/** `storage nmp path list` alone tells which paths lead to the controller that owns the device. */
function groupStates(outputs: Outputs): DeviceSource[] {
  const byDevice = [...outputs.grouped('storage nmp path list', 'Device')];
  return byDevice.flatMap(([name, mine]) =>
    name === undefined
      ? []
      : [
          {
            name,
            get groupStates() {
              const states = new Map<string, Known<string>>();
              for (const row of mine) {
                const path = row.text('Runtime Name');
                const state = row.text('Group State');
                if (path && state) states.set(path.value, state);
              }
              return mine[0]?.get('Runtime Name').known<ReadonlyMap<string, Known<string>>>(states);
            },
          },
        ],
  );
}

/** A display name that nobody has changed begins with the vendor: "EQLOGIC iSCSI Disk (naa.6090…)". Last resort for the vendor. */
function displayNames(outputs: Outputs): DeviceSource[] {
  return keyed(outputs.rows('storage nmp device list'), 'Device', (row, name) => ({
    name,
    get vendor() {
      const text = row.text('Device Display Name');
      const given = / iSCSI Disk \((.+)\)$/.exec(text?.value ?? '');
      if (text === undefined || given === null || given[1] !== name) return undefined;
      return row.get('Device Display Name').known(text.value.slice(0, given.index));
    },
  }));
}

/** What `storage core device list` says of a device, in the API's words. */
const STATES: ReadonlyMap<string, string> = new Map([
  ['on', 'ok'],
  ['off', 'off'],
  ['degraded', 'degraded'],
  ['dead', 'lostCommunication'],
  ['dead timeout', 'lostCommunication'],
  ['not connected', 'lostCommunication'],
]);

function coreDevices(outputs: Outputs): DeviceSource[] {
  return keyed(outputs.rows('storage core device list'), 'Device', (row, name) => ({
    name,
    get uuid() {
      const uuid = row.list('Other UIDs')?.value.find((uid) => uid.startsWith('vml.'));
      return uuid === undefined ? undefined : row.get('Other UIDs').known(uuid.slice('vml.'.length));
    },
    get vendor() {
      const vendor = row.text('Vendor');
      return vendor && row.get('Vendor').known(vendor.value.trim());
    },
    get model() {
      const model = row.text('Model');
      return model && row.get('Model').known(model.value.trim());
    },
    get plugin() {
      return row.text('Multipath Plugin');
    },
    get local() {
      return row.flag('Is Local');
    },
    get disk() {
      const type = row.text('Device Type');
      return type && row.get('Device Type').known(/direct-access/i.test(type.value));
    },
    get perenniallyReserved() {
      return row.flag('Is Perennially Reserved');
    },
    get queueDepth() {
      return row.number('Device Max Queue Depth');
    },
    get queueFullSampleSize() {
      return row.number('Queue Full Sample Size');
    },
    get queueFullThreshold() {
      return row.number('Queue Full Threshold');
    },
    get operationalState() {
      const status = row.text('Status');
      const state = status && STATES.get(status.value.toLowerCase());
      return state === undefined ? undefined : row.get('Status').known<readonly string[]>([state]);
    },
    get vaai() {
      const status = row.text('VAAI Status');
      const word = status?.value.toLowerCase();
      return word === 'supported' || word === 'unsupported'
        ? row.get('VAAI Status').known(word === 'supported' ? 'vStorageSupported' : 'vStorageUnsupported')
        : status && row.get('VAAI Status').known('vStorageUnknown');
    },
    get paths() {
      return paths(outputs, name);
    },
  }));
}

function paths(outputs: Outputs, device: string): Maybe<readonly PathSource[]> {
  return outputs.listing('storage core path list', () => {
    const byDevice = outputs.grouped('storage core path list', 'Device');
    // A path that does not tell its device may be one of this device.
    return byDevice.has(undefined) ? undefined : allKeyed(byDevice.get(device) ?? [], 'Runtime Name', pathOf);
  });
}

function pathOf(row: Row, name: string): PathSource {
  return {
    name,
    get adapter() {
      return row.text('Adapter');
    },
    get state() {
      return row.text('State');
    },
    get transport() {
      const transport = row.text('Transport');
      return transport && row.get('Transport').known(transportOf(transport.value));
    },
    get targetIqn() {
      const target = row.text('Target Identifier')?.value;
      const iqn = target && /iqn\.[^,]+/.exec(target)?.[0];
      return iqn ? row.get('Target Identifier').known(iqn) : undefined;
    },
  };
}

function transportOf(text: string): Transport {
  const word = text.toLowerCase();
  if (word === 'iscsi' || word === 'fc' || word === 'fcoe' || word === 'sas') return word;
  return word === 'sata' || word === 'usb' || word === 'block' || word === 'parallel' || word === 'ide' ? 'local' : 'other';
}

function volumes(rows: readonly Row[]): readonly VolumeSource[] | undefined {
  const byName = new Map<string, Row[]>();
  for (const row of rows) {
    const name = row.text('Volume Name')?.value;
    // An extent of a volume without a name: which volumes there are is not told.
    if (name === undefined) return undefined;
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  return [...byName].map(([name, extents]) => ({
    name,
    get label() {
      return extents[0]?.text('Volume Name');
    },
    get extents() {
      const names = extents.map((row) => row.text('Device Name'));
      // An extent without a device: which devices there are is not told.
      return names.includes(undefined) ? undefined : extents[0]?.get('Device Name').known(names.map((text) => text?.value ?? ''));
    },
  }));
}

/** `storage filesystem list`: "VMFS-6" and others that are no VMFS. */
function fileSystems(outputs: Outputs): VolumeSource[] {
  const rows = outputs.rows('storage filesystem list').filter((row) => /^VMFS-\d+$/.test(row.text('Type')?.value ?? ''));
  return keyed(rows, 'Volume Name', (row, name) => ({
    name,
    get majorVersion() {
      const type = row.text('Type');
      return type && row.get('Type').known(Number(type.value.slice('VMFS-'.length)));
    },
  }));
}

/** What single commands tell of a volume's locking and of its automatic unmap. */
function volumeSettings(outputs: Outputs): VolumeSource[] {
  const locking = keyed(outputs.rows('storage vmfs lockmode list'), 'Volume Name', (row, name) => ({
    name,
    get majorVersion() {
      const type = row.text('Type');
      const number = type && /^VMFS-(\d+)$/.exec(type.value)?.[1];
      return number === undefined ? undefined : row.get('Type').known(Number(number));
    },
    get lockingMode() {
      return row.text('Locking Mode');
    },
  }));
  const reclaim = outputs.of('storage vmfs reclaim config get').flatMap((answer): VolumeSource[] => {
    const name = Outputs.option(answer, 'l', 'volume-label');
    const [row] = rowsOf(answer.output);
    if (name === undefined || row === undefined) return [];
    return [
      {
        name,
        get unmapPriority() {
          return row.text('Reclaim Priority');
        },
      },
    ];
  });
  return [...locking, ...reclaim];
}
