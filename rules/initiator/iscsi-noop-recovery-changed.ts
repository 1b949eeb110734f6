import {
  type Device,
  defineRule,
  type Fact,
  type IscsiAdapter,
  type Known,
  listed,
  mapFact,
  notApplicable,
  problem,
  type Unknown,
  unknown,
  usedAdapters,
  type VendorTable,
  vendorSources,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { setParams } from './set-param.ts';

/** Defaults of the software initiator in seconds. VIM calls the first two NoopInterval and NoopTimeout. */
const DEFAULTS = { NoopOutInterval: 15, NoopOutTimeout: 10, RecoveryTimeout: 10 } as const;
type Key = keyof typeof DEFAULTS;

export default defineRule({
  id: 'iscsi-noop-recovery-changed',
  family: 'initiator',
  title: 'The timers by which iSCSI finds dead sessions should keep their defaults',
  rationale:
    'The initiator pings its targets (NOP-Out) and gives a silent session up after these times; only then are its paths dead and the ' +
    'others take over. Longer times make guests wait at every failover, shorter ones drop sessions that are merely slow.',
  severity: 'note',
  sources: [
    says('S41', 'Do not change iSCSI parameters unless VMware support or the storage vendor says so.'),
    says('S54', 'Defaults of ESXi 5.0: NoopOutInterval 15, NoopOutTimeout 10, RecoveryTimeout 10.'),
    ...vendorSources('recoveryTimeout'),
  ],
  exceptions: {
    'vendor-asks': 'The vendor of an array behind the adapter asks for the value, as Ceph does for a RecoveryTimeout of 25.',
    'support-asked': 'Support asked for the value; facts.yaml can allow it.',
    'hardware-initiator': 'The adapter is a hardware initiator: the defaults are those of the software initiator.',
  },
  fix: {
    esxcli: [
      'esxcli iscsi adapter param set -A vmhba64 -k NoopOutInterval -v 15',
      'esxcli iscsi adapter param set -A vmhba64 -k NoopOutTimeout -v 10',
      'esxcli iscsi adapter param set -A vmhba64 -k RecoveryTimeout -v 10',
    ],
    manual: ['New sessions take the values: rescan, or reboot the host when it is in maintenance.'],
  },
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check(adapter, _, { vendors }) {
    const { name, kind, parameters } = adapter;
    if (kind.known && kind.value !== 'software') return yield notApplicable('a hardware initiator');
    if (!parameters.known) return yield parameters;
    const changed: { readonly key: Key; readonly value: Known<string | number | boolean> }[] = [];
    const missing: Unknown[] = [];
    for (const key of Object.keys(DEFAULTS) as Key[]) {
      const value = parameters.value.get(key);
      if (value === undefined) missing.push(unknown(key, name, `esxcli iscsi adapter param get -A ${name}`));
      else if (String(value.value) !== String(DEFAULTS[key])) {
        const wanted = key === 'RecoveryTimeout' ? isWanted(adapter, vendors, Number(value.value)) : undefined;
        if (wanted?.known === false) missing.push(wanted);
        else if (wanted?.value !== true) changed.push({ key, value });
      }
    }
    const [first, ...others] = changed;
    if (first === undefined) return yield* missing;
    if (!kind.known) return yield kind;
    const text = ({ key, value }: (typeof changed)[number]) => `${key} ${value.value} (default ${DEFAULTS[key]})`;
    yield problem(
      first.value,
      `${name} has ${listed(changed.map(text))}. Such timers are changed only when VMware or the storage vendor asks for it.`,
      setParams(
        adapter,
        changed.map(({ key }) => ({ key, value: String(DEFAULTS[key]) })),
      ),
      { related: others.flatMap((item) => weighed(text(item), item.value)) },
    );
  },
});

/** Whether the vendor of an array behind the adapter asks for this RecoveryTimeout. */
function isWanted(adapter: IscsiAdapter, vendors: VendorTable, seconds: number): Fact<boolean> | undefined {
  if (!vendors.arrays.some(({ recoveryTimeout }) => recoveryTimeout?.seconds === seconds)) return undefined;
  const { devices } = adapter.host;
  if (!devices.known) return devices;
  let missing: Unknown | undefined;
  for (const device of devices.value) {
    const array = vendors.of(device);
    if (array.known && array.value?.recoveryTimeout?.seconds !== seconds) continue;
    const behind = isBehind(device, adapter.name);
    if (behind.known && !behind.value) continue;
    if (array.known && behind.known) return mapFact(array, () => true);
    missing ??= array.known ? (behind as Unknown) : array;
  }
  return missing ?? mapFact(devices, () => false);
}

function isBehind({ paths, name }: Device, adapter: string): Fact<boolean> {
  if (!paths.known) return paths;
  if (paths.value.some((path) => path.adapter?.value === adapter)) return mapFact(paths, () => true);
  const untold = paths.value.some((path) => path.adapter === undefined);
  return untold ? unknown('adapters of paths', name, 'esxcli storage core path list') : mapFact(paths, () => false);
}
