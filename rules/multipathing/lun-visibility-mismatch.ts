import { crowd, defineRule, type Host, listed, notApplicable, problem, psWord, type Unknown, unknown, weighed } from 'vlint';
import { unsourced } from '../ledger.ts';
import { datastoreLuns, PRESENT } from './datastore-luns.ts';

export default defineRule({
  id: 'lun-visibility-mismatch',
  family: 'multipathing',
  title: 'Every host of a cluster should see the LUNs of the datastores that the others share',
  rationale:
    'VMs on a datastore can run only on the hosts that see its LUNs. A host that lacks one cannot take them over when another fails, and DRS and ' +
    'maintenance mode find fewer places for them. It mostly means that the array does not let the host in, or that it was not rescanned.',
  severity: 'error',
  sources: [unsourced('That hosts of a cluster should see the same datastores: derived from what vSphere HA and vMotion need.')],
  exceptions: {
    maintenance: 'The host is in maintenance.',
    disconnected: 'The host is not connected.',
    'own-lun': 'Only one host sees the LUN, and the others have such LUNs as well, as when each boots from one of its own.',
    'local-disks': 'Local disks are seen by one host only.',
    'other-plugin': 'The host lists the LUN, and a multipathing product of another vendor owns it.',
  },
  fix: {
    esxcli: ['esxcli storage core adapter rescan --all'],
    powercli: ['Get-Cluster | Get-VMHost | Get-VMHostStorage -RescanAllHba -RescanVmfs'],
    manual: ["Give the host the LUNs on the array: its iSCSI name belongs in the cluster's host group there."],
  },
  compares: [datastoreLuns],
  each: (inventory) => inventory.hosts,
  *check(host) {
    const { cluster, connected, devices, inMaintenance } = host;
    const { estate } = host.around;
    if (cluster.known && cluster.value === null) return yield notApplicable('the host is in no cluster');
    if (connected.known && !connected.value) return yield notApplicable('the host is not connected');
    if (inMaintenance.known && inMaintenance.value) return yield notApplicable('the host is in maintenance');
    if (!cluster.known) return yield cluster;
    const { tallies, untold, doubtful, doubt } = estate.ballot(datastoreLuns, host, PRESENT);
    const others = tallies.flatMap(({ hosts }) => hosts).filter((name) => name !== host.name);
    if (others.length === 0 && untold.length === 0 && doubtful.length === 0)
      return yield notApplicable('no other host of its cluster is in the inputs');

    const own = datastoresOf(host);
    const { missing, lone } = lackedBy(host, own === undefined);
    if (missing.length > 0) {
      if (!devices.known) return yield devices;
      for (const fact of [connected, inMaintenance]) if (!fact.known) return yield fact;
      yield fault(host, devices, missing, others.length + 1);
      return;
    }
    const [first] = untold;
    if (lone && own) yield own;
    else if (first) yield first.missing;
    else if (doubtful.length > 0)
      yield doubt ?? unknown('cluster', host.name, 'govc collect -json -type h -type c / name parent');
  },
});

interface Lacking {
  readonly device: string;
  readonly datastore: string;
  readonly hosts: readonly string[];
  readonly related: ReturnType<typeof weighed>;
}

/** What is missing of the host's own datastores. */
function datastoresOf({ volumes }: Host): Unknown | undefined {
  if (!volumes.known) return volumes;
  for (const { extents } of volumes.value) if (!extents.known) return extents;
  return undefined;
}

/**
 * LUNs of datastores that others share and the host does not list. `lone`: there is one that a single other host has, for which it
 * counts which datastores the host has itself; `told` says whether that is known.
 */
function lackedBy(host: Host, told: boolean): { readonly missing: readonly Lacking[]; readonly lone: boolean } {
  const { estate } = host.around;
  const { devices } = host;
  const own = new Set(devices.known ? devices.value.map(({ name }) => name) : []);
  const missing: Lacking[] = [];
  let lone = false;
  for (const device of estate.ballotKeys(datastoreLuns, host)) {
    if (device === PRESENT || own.has(device)) continue;
    const { tallies } = estate.ballot(datastoreLuns, host, device);
    const hosts = tallies.flatMap((tally) => tally.hosts);
    const [first] = tallies;
    // Without its devices the host lists what its own datastores lie on.
    if (first === undefined || hosts.includes(host.name)) continue;
    if (hosts.length < 2) lone = true;
    if (hosts.length < 2 && !(told && isLoneLack(host, hosts[0] ?? ''))) continue;
    missing.push({
      device,
      datastore: first.value,
      hosts,
      related: weighed(`${hosts[0]} has ${first.value} on it`, first.example),
    });
  }
  missing.sort((a, b) => (a.datastore < b.datastore ? -1 : 1));
  return { missing, lone };
}

/** In a cluster of two, one host's LUN counts as shared unless the other host has LUNs of its own too. */
function isLoneLack(host: Host, holder: string): boolean {
  const { estate } = host.around;
  const { tallies, untold, doubtful } = estate.ballot(datastoreLuns, host, PRESENT);
  const hosts = tallies.flatMap((tally) => tally.hosts);
  if (hosts.length !== 2 || untold.length > 0 || doubtful.length > 0) return false;
  return estate.ballotKeys(datastoreLuns, host).every((device) => {
    const holders = estate.ballot(datastoreLuns, host, device).tallies.flatMap((tally) => tally.hosts);
    return holders.length !== 1 || holders[0] === holder;
  });
}

function fault(host: Host, devices: Parameters<typeof problem>[0], missing: readonly Lacking[], hosts: number) {
  const [first] = missing;
  const holders = crowd(first?.hosts ?? [], hosts);
  const same = missing.every((item) => item.hosts.join() === first?.hosts.join());
  const names = listed(
    missing.map(({ datastore, device }) => `${datastore} (${device})`),
    4,
  );
  return problem(
    devices,
    `${host.name} does not see ${names}, which ${same ? holders : 'other hosts of its cluster'} ${same && first?.hosts.length === 1 ? 'has' : 'have'}. ` +
      `VMs on ${missing.length === 1 ? 'it' : 'them'} cannot run there.`,
    {
      esxcli: ['esxcli storage core adapter rescan --all'],
      powercli: [`Get-VMHostStorage -VMHost ${psWord(host.name)} -RescanAllHba -RescanVmfs`],
      manual: [`Give ${host.name} the LUNs on the array first: its iSCSI name belongs in the cluster's host group there.`],
    },
    { related: missing.flatMap((item) => item.related).slice(0, 4) },
  );
}
