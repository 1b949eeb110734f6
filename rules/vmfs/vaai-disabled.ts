import {
  type Device,
  defineRule,
  type Fact,
  type Host,
  listed,
  mapFact,
  problem,
  type Unknown,
  unknown,
  type VendorTable,
  vendorSources,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { sharedDisks, untold } from './lookup.ts';
import { setOptions } from './set-option.ts';
import { LOCKING } from './sharers.ts';

const OPTIONS = [LOCKING, 'DataMover.HardwareAcceleratedMove', 'DataMover.HardwareAcceleratedInit'];

export default defineRule({
  id: 'vaai-disabled',
  family: 'vmfs',
  title: 'The storage primitives of an array that has them should be used',
  rationale:
    'With the primitives of VAAI the array copies, zeroes and locks blocks by itself. Without them the host moves every block over the ' +
    'network to clone a VM and reserves whole devices to create a file, and all hosts of the datastore wait for it.',
  severity: 'warning',
  cases: {
    'mandatory-locking': {
      level: 'error',
      when: 'Hardware-accelerated locking is off, and the vendor of an array with the primitives demands it.',
    },
  },
  sources: [
    says('S43', 'The three advanced options are on by default; the article tells how to turn them off for known faults.'),
    says('S17', 'NetApp: hardware-accelerated locking is mandatory.'),
    says('S58', 'NetApp: VMFS3.HardwareAcceleratedLocking is 1.'),
    ...vendorSources('hardwareLocking'),
  ],
  exceptions: {
    'known-fault': 'They are off for a known fault of the array; facts.yaml can allow it.',
    'no-primitives': 'No array behind the host has the primitives.',
  },
  fix: {
    esxcli: [
      'esxcli system settings advanced set -o /VMFS3/HardwareAcceleratedLocking -i 1',
      'esxcli system settings advanced set -o /DataMover/HardwareAcceleratedMove -i 1',
      'esxcli system settings advanced set -o /DataMover/HardwareAcceleratedInit -i 1',
    ],
    powercli: ['Get-AdvancedSetting -Entity $h -Name VMFS3.HardwareAcceleratedLocking | Set-AdvancedSetting -Value 1'],
  },
  each: (inventory) => inventory.hosts,
  *check(host, _, { vendors }) {
    const options = OPTIONS.map((key) => ({ key, value: host.option(key) }));
    const off = options.flatMap(({ key, value }) => (value.known && Number(value.value) === 0 ? [{ key, value }] : []));
    const silent = options.flatMap(({ value }) => (value.known ? [] : [value]));
    if (off.length === 0 && silent.length === 0) return;
    const support = supported(host);
    if (support.known && support.value === null) return;
    const [first, ...others] = off;
    if (first === undefined) return yield* silent;
    if (!support.known || support.value === null) {
      if (!support.known) yield support;
      return;
    }
    const demand = first.key === LOCKING ? demanding(host, vendors) : undefined;
    const words = listed(off.map(({ key, value }) => `${key} ${value.value}`));
    yield problem(
      first.value,
      `${host.name} has ${words}, and ${support.value.name} has the primitives.${
        demand === undefined ? '' : ` ${demand.array} demands hardware-accelerated locking.`
      }`,
      setOptions(
        host,
        off.map(({ key }) => ({ key, value: 1 })),
      ),
      {
        case: demand === undefined ? undefined : 'mandatory-locking',
        related: [
          ...others.flatMap(({ key, value }) => weighed(`${key}: ${value.value}`, value)),
          ...weighed(`${support.value.name} has the primitives`, support),
          ...(demand === undefined ? [] : weighed(`${demand.device.name} is on ${demand.array}`, demand.device.vendor)),
        ],
      },
    );
  },
});

/** A shared disk whose array has the primitives; `null` when none has. */
function supported(host: Host): Fact<Device | null> {
  const disks = sharedDisks(host);
  if (!disks.known) return disks;
  let missing: Unknown | undefined;
  for (const device of disks.value) {
    const { vaai, name } = device;
    const unsure = untold(device);
    if (!vaai.known) missing ??= vaai;
    else if (vaai.value === 'vStorageSupported' && unsure === undefined) return mapFact(vaai, () => device);
    else if (vaai.value === 'vStorageSupported') missing ??= unsure;
    else if (vaai.value !== 'vStorageUnsupported')
      missing ??= unknown(
        'storage primitives (VAAI)',
        name,
        'esxcli storage core device vaai status get',
        'the host does not know it',
      );
  }
  return missing ?? mapFact(disks, () => null);
}

/** A disk with the primitives on an array whose vendor demands locking by them. */
function demanding(host: Host, vendors: VendorTable): { readonly device: Device; readonly array: string } | undefined {
  const disks = sharedDisks(host);
  for (const device of disks.known ? disks.value : []) {
    const { vaai } = device;
    if (!vaai.known || vaai.value !== 'vStorageSupported') continue;
    const array = vendors.of(device);
    if (array.known && array.value?.hardwareLocking) return { device, array: array.value.name };
  }
  return undefined;
}
