import { defineRule, type IscsiAdapter, notApplicable, problem, type Unknown, type VendorArray } from 'vlint';
import { says } from '../ledger.ts';
import { iscsiAdapter } from './adapters-by-name.ts';
import { adapterOf, arrayPortals, portalsWith } from './array-portals.ts';
import { FIND_PATHS, findPaths } from './find-paths.ts';
import { portalOf } from './path-portals.ts';

export default defineRule({
  id: 'path-count-vs-binding',
  family: 'multipathing',
  title: 'An iSCSI device should have a path for each bound VMkernel adapter and portal',
  rationale:
    'Each bound adapter logs in to each portal that it reaches. Where there are fewer paths, some of these logins fail: an access list, a VLAN, an ' +
    'uplink or a portal is not as it should be, and the redundancy that the setup promises is not there.',
  severity: 'warning',
  sources: [
    says(
      'S2',
      '2 bound ports and 2 portals make 4 paths, 4 and 1 make 4, 2 and 4 make 8; without binding there is one path for each portal.',
    ),
  ],
  exceptions: {
    'redirected-logins':
      'The array answers at one address and redirects each login to another one (EqualLogic, StoreVirtual and the like).',
    'other-array': 'Portals of another array do not count.',
    'left-over-portal': 'A portal that discovery once found and that carries no path does not count.',
    'hardware-initiator': 'An independent hardware adapter has no VMkernel adapter.',
    'some-portals':
      'The array shows the device through some of its portals on purpose (selective mapping); facts.yaml can allow it.',
  },
  fix: {
    ...FIND_PATHS,
    manual: ['See which adapter has no session to which portal (esxcli iscsi session connection list) and mend its way there.'],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device, _, { vendors }) {
    const { paths, host } = device;
    if (!paths.known) return yield paths;
    if (!host.iscsiAdapters.known) return yield host.iscsiAdapters;
    const byAdapter = new Map<string, { count: number; portal: string | undefined }>();
    for (const path of paths.value) {
      const name = adapterOf(path);
      const entry = byAdapter.get(name) ?? { count: 0, portal: undefined };
      byAdapter.set(name, entry);
      entry.count += 1;
      entry.portal ??= portalOf(path);
    }
    const short: string[] = [];
    const missing: Unknown[] = [];
    for (const [name, { count, portal }] of byAdapter) {
      const adapter = iscsiAdapter(host, name);
      if (adapter === undefined) continue;
      const expected = expectedPaths(adapter, portal);
      if ('known' in expected) missing.push(expected);
      else if (expected.count > count)
        short.push(`${count} ${count === 1 ? 'path' : 'paths'} over ${name} where ${expected.words} make ${expected.count}`);
    }
    if (short.length === 0) return yield* missing.slice(0, 1);
    const array = vendors.of(device);
    if (!array.known) return yield array;
    if (redirects(array.value)) return yield notApplicable('the array redirects logins');
    yield problem(paths, `${device.name} has ${short.join(', and ')}.`, {
      ...findPaths(device),
      manual: [
        'See which adapter has no session to which portal (esxcli iscsi session connection list): an access list, a VLAN, an uplink or the portal itself may keep it out.',
      ],
    });
  },
});

function redirects(array: VendorArray | undefined): boolean {
  return array?.redirectsLogins !== undefined;
}

interface Expected {
  readonly count: number;
  /** "2 bound VMkernel adapters and 2 portals". */
  readonly words: string;
}

const NOTHING: Expected = { count: 0, words: '' };

function expectedPaths(adapter: IscsiAdapter, portal: string | undefined): Expected | Unknown {
  const { bound, host, kind } = adapter;
  if (kind.known && kind.value === 'independent') return NOTHING;
  if (!adapter.portals.known) return adapter.portals;
  const array = arrayPortals(host, adapter.name);
  if (array === undefined) return NOTHING;
  if (portal === undefined) return array.missing ?? NOTHING;
  const portals = portalsWith(array, portal);
  if ('known' in portals) return portals;
  if (!bound.known) return bound;
  if (!kind.known) return kind;
  if (bound.value.length === 0) return unbound(adapter, portals, array.groups);

  let count = 0;
  for (const port of bound.value) {
    const vmk = host.vmk(port.vmk.value);
    if (!vmk.known) return vmk;
    for (const address of portals) {
      const reaches = vmk.value.reaches(address);
      if (!reaches.known) return reaches;
      if (reaches.value) count += 1;
    }
  }
  return { count, words: `${counted(bound.value.length, 'bound VMkernel adapter')} and ${counted(portals.length, 'portal')}` };
}

/** Without binding there is one session for each portal; one to which no adapter is on-link may be meant for others. */
function unbound({ host }: IscsiAdapter, portals: readonly string[], carrying: ReadonlyMap<string, string>): Expected | Unknown {
  const { vmks } = host;
  let count = 0;
  for (const address of portals) {
    if (carrying.has(address)) {
      count += 1;
      continue;
    }
    if (!vmks.known) return vmks;
    const reach = vmks.value.map((vmk) => vmk.reaches(address));
    const missing = reach.find((fact) => !fact.known);
    if (reach.some((fact) => fact.known && fact.value)) count += 1;
    else if (missing && !missing.known) return missing;
  }
  return { count, words: `${counted(count, 'portal')} without port binding` };
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
