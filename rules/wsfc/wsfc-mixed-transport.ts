import {
  type Device,
  defineRule,
  type Fact,
  type Known,
  listed,
  lunKeysOf,
  nodeNames,
  notApplicable,
  problem,
  type RdmUse,
  type Transport,
  type Unknown,
  unknown,
  weighed,
  wsfcUse,
} from 'vlint';
import { says } from '../ledger.ts';

export default defineRule({
  id: 'wsfc-mixed-transport',
  family: 'wsfc',
  title: 'All nodes of a Windows cluster must reach a shared disk over the same kind of storage network',
  rationale:
    'Fibre Channel and iSCSI pass SCSI reservations on in different ways and at different speeds. A cluster whose nodes use one each is not ' +
    'supported: after a failover a node may find the disk still reserved over the other way.',
  severity: 'error',
  sources: [
    says('S31', 'ESXi 6.7: nodes with FC or FCoE must not be mixed with nodes with iSCSI; software and hardware iSCSI may be.'),
  ],
  exceptions: {
    'both-iscsi': 'All nodes use iSCSI, be it software or hardware iSCSI.',
    'no-node-here': 'No node of the cluster runs on the host.',
    'not-clustered': 'The device is no raw device mapping of a Windows cluster.',
  },
  fix: {
    esxcli: ['esxcli storage core path list -d naa.x'],
    manual: ['Present the device over the same kind of storage network to the hosts of all nodes.'],
  },
  each: (inventory) => inventory.devices,
  *check(device) {
    const { host, name } = device;
    if (device.disk.known && !device.disk.value) return yield notApplicable('no disk');
    if (device.local.known && device.local.value) return yield notApplicable('a local disk');
    const use = wsfcUse(device);
    if (!use.known) return yield use;
    if (use.value === null) return yield notApplicable('no Windows cluster maps it as a raw device');
    const { nodes, hidden } = use.value;
    const homeless = nodes.find((node) => !node.place.known)?.place;
    if (!nodes.some((node) => node.host === host.name)) {
      if (homeless?.known === false) return yield homeless;
      return hidden ? yield hidden : yield notApplicable('no node of the cluster runs on the host');
    }
    const own = device.transports;
    if (!own.known) return yield own;
    const seen = nodes.map((node) => ({ node, transports: seenBy(device, node) }));
    const other = seen.find(({ transports }) => transports?.known && mixed(own.value, transports.value));
    if (other || mixed(own.value, own.value)) {
      const evidence = pathOf(device);
      if (evidence)
        yield problem(
          evidence,
          `${host.name} reaches ${name}, which ${nodeNames(use.value)} share as a cluster disk, over ${wordsOf(own.value)}, ${other ? `the host of ${other.node.vm} over ${wordsOf(knownOf(other.transports))}` : 'both at once'}. Nodes with Fibre Channel and nodes with iSCSI must not be mixed.`,
          {
            esxcli: [`esxcli storage core path list -d ${name}`],
            manual: [`Present ${name} over the same kind of storage network to the hosts of all nodes.`],
          },
          { related: other ? weighed(`${other.node.vm} maps it as a raw device`, other.node.evidence) : [] },
        );
      return;
    }
    const missing = seen.map(({ transports }) => transports).find((fact) => fact?.known === false);
    if (missing?.known === false) yield missing;
    else if (homeless?.known === false) yield homeless;
    else if (hidden) yield hidden;
  },
});

/** How the host of a node reaches the device; undefined when it does not see it. */
function seenBy(device: Device, { vm, place }: RdmUse): Fact<ReadonlySet<Transport>> | undefined {
  if (!place.known) return place;
  const note = device.host.around.estate.hostNote(place.value);
  if (note === undefined)
    return unknown(
      'path transports',
      `${device.name} on the host of ${vm}`,
      'esxcli storage core path list',
      'its host is not in the export',
    );
  const { uuid } = device;
  for (const key of lunKeysOf(device.name, uuid.known ? uuid.value : undefined)) {
    const transports = note.transports.get(key);
    if (transports) return transports;
  }
  return note.moreDevices;
}

const isFibre = (transport: Transport) => transport === 'fc' || transport === 'fcoe';

function mixed(own: ReadonlySet<Transport>, other: ReadonlySet<Transport>): boolean {
  return (own.has('iscsi') && [...other].some(isFibre)) || (other.has('iscsi') && [...own].some(isFibre));
}

function pathOf({ paths }: Device): Known<Transport> | undefined {
  const known = paths.known ? paths.value.flatMap(({ transport }) => transport ?? []) : [];
  return known.find(({ value }) => value === 'iscsi' || isFibre(value));
}

const WORDS: Readonly<Record<Transport, string>> = {
  iscsi: 'iSCSI',
  fc: 'Fibre Channel',
  fcoe: 'FCoE',
  sas: 'SAS',
  local: 'a local bus',
  other: 'another transport',
};

function wordsOf(transports: ReadonlySet<Transport>): string {
  return listed([...transports].map((transport) => WORDS[transport]));
}

function knownOf(fact: Fact<ReadonlySet<Transport>> | Unknown | undefined): ReadonlySet<Transport> {
  return fact?.known ? fact.value : new Set();
}
