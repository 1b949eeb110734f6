import {
  DEFAULT_STACK,
  type Device,
  defineRule,
  type Fact,
  formatNetwork,
  type Host,
  type Known,
  listed,
  mapFact,
  notApplicable,
  type PathSource,
  parseIpv4,
  problem,
  type Unknown,
  unknown,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { FIND_PATHS, findPaths } from './find-paths.ts';
import { portalOf, portalsOfPaths } from './path-portals.ts';
import { pathStates } from './path-states.ts';

export default defineRule({
  id: 'path-unbalanced',
  family: 'multipathing',
  title: 'The paths of an iSCSI device should be spread evenly over uplinks and target portals',
  rationale:
    'Two paths over one NIC or to one portal fail together. And where one side has more paths than the other, or sees one controller only, the load ' +
    'lies unevenly and the loss of a NIC moves the device to the other controller.',
  severity: 'warning',
  sources: [
    says('S2', 'Each bound port has a path to each portal, so that all of them have the same number.'),
    says('S53', 'VNX: where each subnet has ports of one storage processor only, the loss of a NIC makes the LUN trespass.'),
    unsourced(
      'Which adapter carries a path is told from the subnet of its portal; the paths that Round Robin uses lead to the owning controller.',
    ),
  ],
  exceptions: {
    'two-controllers': 'The controllers of the array may have different numbers of portals, as long as each subnet has the same.',
    'redirected-logins':
      'The array answers at one address and spreads the logins itself (EqualLogic, StoreVirtual and the like).',
    'dead-portal': 'A portal all of whose paths are dead does not count; its paths are found fault with as dead ones.',
    'one-path': 'A device with one path is another matter.',
  },
  fix: {
    ...FIND_PATHS,
    manual: ['Give each subnet portals of both controllers, and each uplink the same number of them.'],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device, _, { vendors }) {
    const states = pathStates(device);
    if (!states.known) return yield states;
    const { all, live } = states.value;
    if (all.length < 2) return yield notApplicable('fewer than two paths');
    const portals = portalsOfPaths(device, all);
    if (!portals.known) return yield portals;
    // A portal all of whose paths are dead is another matter.
    const alive = new Set(live.map(portalOf));
    const counted = all.filter((path) => alive.has(portalOf(path)));
    const [untold] = states.value.untold;

    const uneven = unevenPortals(counted) ?? lonePortal(live);
    const fabrics = uneven === undefined ? unevenFabrics(device, all, live, counted) : undefined;
    if (fabrics?.known === false) return yield fabrics;
    const said = uneven ?? (fabrics?.known ? fabrics.value : undefined);
    if (said === undefined) return untold && (yield untold);
    const array = vendors.of(device);
    if (!array.known) return yield array;
    if (array.value?.redirectsLogins !== undefined) return yield notApplicable('the array redirects logins');
    if (untold) return yield untold;
    yield problem(evidenceOf(device, states), `${said.replace('DEVICE', device.name)}.`, {
      ...findPaths(device),
      manual: ['Give each subnet portals of both controllers, and each uplink the same number of them.'],
    });
  },
});

function evidenceOf({ paths }: Device, otherwise: Known<unknown>): Known<unknown> {
  return paths.known ? paths : otherwise;
}

function unevenPortals(paths: readonly PathSource[]): string | undefined {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const portal = portalOf(path) ?? '';
    counts.set(portal, (counts.get(portal) ?? 0) + 1);
  }
  return new Set(counts.values()).size > 1 ? `The portals of DEVICE have different numbers of paths: ${said(counts)}` : undefined;
}

/** One portal for all paths that are alive. */
function lonePortal(live: readonly PathSource[]): string | undefined {
  const portals = new Set(live.map(portalOf));
  const [portal] = portals;
  return live.length >= 2 && portals.size === 1
    ? `All ${live.length} live paths of DEVICE lead to one portal, ${portal}`
    : undefined;
}

/** Paths by the subnets of VMkernel adapters in which their portals lie; portals behind a router are left out. */
function unevenFabrics(
  device: Device,
  all: readonly PathSource[],
  live: readonly PathSource[],
  counted: readonly PathSource[],
): Fact<string | undefined> {
  const fabrics = fabricsOf(device.host);
  if (!fabrics.known) return fabrics;
  const within = ({ contains }: Fabric, paths: readonly PathSource[]) => paths.filter((path) => contains(portalOf(path) ?? ''));
  const usable = fabrics.value.filter((fabric) => within(fabric, all).length > 0);
  if (usable.length < 2) return mapFact(fabrics, () => undefined);
  const carrying = usable.filter((fabric) => within(fabric, live).length > 0);
  const [only, another] = carrying;
  if (only !== undefined && another === undefined && live.length > 1)
    return mapFact(fabrics, () => `All ${live.length} live paths of DEVICE run over ${only.name}`);
  if (another === undefined) return mapFact(fabrics, () => undefined);
  const counts = new Map(carrying.map((fabric) => [fabric.name, within(fabric, counted).length]));
  if (new Set(counts.values()).size > 1)
    return mapFact(fabrics, () => `The paths of DEVICE are spread unevenly: ${said(counts)}`);

  const blind: string[] = [];
  for (const fabric of carrying) {
    const owners = within(fabric, live).map((path) => leadsToOwner(device, path));
    const missing = owners.find((owner) => !owner.known);
    if (owners.some((owner) => owner.known && owner.value)) continue;
    if (missing && !missing.known) return missing;
    blind.push(fabric.name);
  }
  if (blind.length === 0 || blind.length === carrying.length) return mapFact(fabrics, () => undefined);
  return mapFact(
    fabrics,
    () => `${listed(blind)} ${blind.length === 1 ? 'sees' : 'see'} only the controller that does not own DEVICE`,
  );
}

/** Whether a live path leads to the controller that owns the device: by its group state, or because Round Robin uses it. */
function leadsToOwner({ groupStates, name, psp, satp }: Device, path: PathSource): Fact<boolean> {
  const state = groupStates.known ? groupStates.value.get(path.name) : undefined;
  if (state) return mapFact(state, (text) => text.toLowerCase() === 'active');
  if (!psp.known) return psp;
  if (/_RR$|^LB-/.test(psp.value) && path.working) return path.working;
  if (!satp.known) return satp;
  if (!satp.value.includes('ALUA')) return mapFact(satp, () => true);
  return groupStates.known ? unknown('group states of paths', name, 'esxcli storage nmp path list') : groupStates;
}

interface Fabric {
  /** "vmk1 (10.0.1.0/24)". */
  readonly name: string;
  contains(address: string): boolean;
}

/** The subnets of the VMkernel adapters on the default stack, each once. */
function fabricsOf(host: Host): Fact<readonly Fabric[]> {
  return host.remember('subnets of VMkernel adapters', () => {
    const { vmks } = host;
    if (!vmks.known) return vmks;
    const byNetwork = new Map<string, { names: string[]; contains: (address: string) => boolean }>();
    let missing: Unknown | undefined;
    for (const vmk of vmks.value) {
      if (vmk.netstack.known && vmk.netstack.value !== DEFAULT_STACK) continue;
      const { subnet } = vmk;
      if (!subnet.known) {
        missing ??= subnet;
        continue;
      }
      const network = formatNetwork(subnet.value);
      const found = byNetwork.get(network);
      if (found) found.names.push(vmk.name);
      else byNetwork.set(network, { names: [vmk.name], contains: reachedBy(vmk) });
    }
    if (missing) return missing;
    return mapFact(vmks, () =>
      [...byNetwork].map(([network, { names, contains }]) => ({ name: `${listed(names)} (${network})`, contains })),
    );
  });
}

function reachedBy(vmk: { reaches(address: string): Fact<boolean> }): (address: string) => boolean {
  const answers = new Map<string, boolean>();
  return (address) => {
    let answer = answers.get(address);
    if (answer === undefined) {
      const reaches = vmk.reaches(address);
      answer = parseIpv4(address) !== undefined && reaches.known && reaches.value;
      answers.set(address, answer);
    }
    return answer;
  };
}

function said(counts: ReadonlyMap<string, number>): string {
  return listed(
    [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} has ${count}`),
    4,
  );
}
