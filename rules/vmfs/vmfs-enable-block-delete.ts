import {
  defineRule,
  type Fact,
  type Host,
  mapFact,
  problem,
  type Unknown,
  type VendorTable,
  vendorSources,
  weighed,
} from 'vlint';
import { arrayUnder, type DeviceOfArray } from './arrays.ts';
import { setOptions } from './set-option.ts';

const KEY = 'VMFS3.EnableBlockDelete';

export default defineRule({
  id: 'vmfs-enable-block-delete',
  family: 'vmfs',
  title: 'Space should not be unmapped from within guests on VMFS5 where the array vendor asks for that to be off',
  rationale:
    'The option passes what guests unmap on VMFS5 through to the array. Vendors set it differently; VMFS6 gives freed space back by ' +
    'itself and does not look at it.',
  severity: 'note',
  sources: vendorSources('blockDelete'),
  exceptions: {
    vmfs6: 'All datastores on such an array are VMFS6, which unmaps by itself.',
    'other-vendor': 'No vendor of an array with a datastore asks for it to be off.',
  },
  fix: {
    esxcli: ['esxcli system settings advanced set -o /VMFS3/EnableBlockDelete -i 0'],
    powercli: ['Get-AdvancedSetting -Entity $h -Name VMFS3.EnableBlockDelete | Set-AdvancedSetting -Value 0'],
  },
  each: (inventory) => inventory.hosts,
  *check(host, _, { vendors }) {
    const own = host.option(KEY);
    if (own.known && Number(own.value) === 0) return;
    const concerned = volumeConcerned(host, vendors);
    if (concerned.known && concerned.value === null) return;
    if (!own.known) return yield own;
    if (!concerned.known || concerned.value === null) {
      if (!concerned.known) yield concerned;
      return;
    }
    const { name, found } = concerned.value;
    yield problem(
      own,
      `${KEY} is ${own.value} on ${host.name}; ${found.array.name}, on which ${name} lies, asks for 0.`,
      setOptions(host, [{ key: KEY, value: 0 }]),
      { related: weighed(`${found.device.name} is on ${found.array.name}`, found.device.vendor) },
    );
  },
});

/** A datastore before VMFS6 on an array whose vendor asks for the option to be off. */
function volumeConcerned(
  host: Host,
  vendors: VendorTable,
): Fact<{ readonly name: string; readonly found: DeviceOfArray } | null> {
  const { volumes } = host;
  if (!volumes.known) return volumes;
  let missing: Unknown | undefined;
  for (const volume of volumes.value) {
    const { majorVersion, name } = volume;
    if (majorVersion.known && majorVersion.value > 5) continue;
    const under = arrayUnder(volume, vendors, ({ blockDelete }) => blockDelete?.enabled === false);
    if (!under.known) missing ??= under;
    else if (under.value !== null) {
      const found = under.value;
      if (majorVersion.known) return mapFact(under, () => ({ name, found }));
      missing ??= majorVersion;
    }
  }
  return missing ?? mapFact(volumes, () => null);
}
