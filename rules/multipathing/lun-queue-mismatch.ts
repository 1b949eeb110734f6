import { crowd, type Device, defineRule, notApplicable, problem, type Standing, standing, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { adapterKinds, depthKey, queueDepths } from './queue-depths.ts';

export default defineRule({
  id: 'lun-queue-mismatch',
  family: 'multipathing',
  title: 'Hosts with the same kind of adapter should have the same queue depth for a LUN',
  rationale:
    'The host with the deeper queue gets the larger share of a busy LUN, and VMs run at another speed after a move. It mostly means that somebody ' +
    'has changed the initiator on some hosts and forgotten the others.',
  severity: 'note',
  sources: [
    says('S50', 'ScsiLun.queueDepth: how many commands the host sends to the LUN at a time.'),
    unsourced('That hosts which share a LUN should agree.'),
  ],
  exceptions: {
    'one-host': 'No other host in the inputs sees the LUN over the same kind of adapter, or its name is valid on one host only.',
    'other-adapters': 'The hosts reach the LUN over adapters of other kinds, which have queues of their own.',
    majority: 'The host has the depth that most hosts have; the others are found fault with.',
  },
  fix: {
    esxcli: [
      'esxcli system module parameters list -m iscsi_vmk',
      'esxcli system module parameters set -m iscsi_vmk -p iscsivmk_LunQDepth=128',
    ],
    manual: ['Set the same depth on all hosts that share the LUN; a module parameter takes effect at the next restart.'],
  },
  compares: [queueDepths],
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const { host, name, queueDepth } = device;
    if (name.startsWith('mpx.')) return yield notApplicable('its name is valid on this host only');
    const kinds = adapterKinds(device);
    if (!kinds.known) return yield kinds;
    const ballot = host.around.estate.ballot(queueDepths, host, depthKey(device, kinds.value));
    const alone = ballot.untold.length === 0 && ballot.tallies.every(({ hosts }) => hosts.every((item) => item === host.name));
    if (alone) return yield notApplicable('no other host in the inputs sees it over the same kind of adapter');
    if (!queueDepth.known) return yield queueDepth;
    const verdict = standing(ballot, String(queueDepth.value));
    if (verdict.kind === 'undecided') yield verdict.missing;
    if (verdict.kind !== 'outlier') return;
    yield problem(
      queueDepth,
      `${host.name} has a queue of ${queueDepth.value} for ${name} while ${others(verdict)}.`,
      remedyFor(device, kinds.value, verdict),
      { related: verdict.rivals.flatMap((rival) => weighed(`${rival.hosts[0]}: queue of ${rival.value}`, rival.example)) },
    );
  },
});

type Outlier = Extract<Standing, { kind: 'outlier' }>;

function others({ rivals, hosts }: Outlier): string {
  return rivals
    .map((rival) => `${crowd(rival.hosts, hosts)} ${rival.hosts.length === 1 ? 'has' : 'have'} one of ${rival.value}`)
    .join(', ');
}

function remedyFor({ host }: Device, kinds: string, { rivals, tie }: Outlier) {
  const [leader] = rivals;
  const manual = ['Set the same depth on all hosts that share the LUN; a module parameter takes effect at the next restart.'];
  if (kinds !== 'software')
    return { esxcli: ['esxcli system module list', 'esxcli system module parameters list -m MODULE'], manual };
  return {
    esxcli: [
      'esxcli system module parameters list -m iscsi_vmk',
      ...(leader === undefined || tie
        ? []
        : [`esxcli system module parameters set -m iscsi_vmk -p iscsivmk_LunQDepth=${leader.value}`]),
    ],
    manual: tie
      ? [`Find out which of the depths was set on purpose; nobody can tell from ${host.name} alone.`, ...manual]
      : manual,
  };
}
