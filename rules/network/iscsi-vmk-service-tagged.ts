import type { Check, Host, Known, Remedy, VmkernelAdapter } from 'vlint';
import { defineRule, IscsiPort, problem, psWord } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { type Candidate, candidatesOf, decided, vmksBeside } from './candidates.ts';
import { listed } from './names.ts';
import { serviceName } from './service-names.ts';
import { wayOut } from './way-out.ts';

/** Which case a service is, worst first; undefined for the rule's severity. */
const CASES: ReadonlyMap<string, string | undefined> = new Map([
  ['vmotion', undefined],
  ['faultToleranceLogging', undefined],
  ['vsan', undefined],
  ['management', 'lesser-service'],
  ['vSphereReplication', 'lesser-service'],
  ['vSphereReplicationNFC', 'lesser-service'],
  ['vSphereProvisioning', 'lesser-service'],
  ['vSphereBackupNFC', 'lesser-service'],
  ['vsanWitness', 'lesser-service'],
  ['nvmeTcp', 'nvme-over-tcp'],
  ['nvmeRdma', 'nvme-over-tcp'],
]);
const ORDER = [...CASES.keys()];

export default defineRule<VmkernelAdapter>({
  id: 'iscsi-vmk-service-tagged',
  family: 'network',
  title: 'A VMkernel adapter that carries iSCSI must not carry another service',
  rationale:
    'There is no service tag for iSCSI: an adapter with a tag carries that service as well. A vMotion fills a link for seconds, and storage ' +
    'that waits behind it times out; and whoever reaches the service also stands in the storage network.',
  severity: 'error',
  cases: {
    'lesser-service': {
      level: { default: 'warning', stig: 'error' },
      when: 'The service is management, replication, provisioning, backup or the witness of vSAN.',
    },
    'nvme-over-tcp': { level: 'note', when: 'The service is NVMe over TCP or RDMA, which is storage beside storage.' },
  },
  sources: [
    says('S18', 'Any service that is enabled on a VMkernel adapter for NFS or iSCSI storage is a finding (ESXI-80-000199).'),
    says('S19', 'iSCSI and NFS have no service flag of their own (esx-9.vmk-storage).'),
    unsourced(
      'Management is a warning by default, since a host with one NIC or one that boots from iSCSI may have no choice; an error under the STIG profile.',
    ),
  ],
  exceptions: {
    'another-port-is-bound':
      'The adapter only lies in the subnet of a target while others are bound: binding decides which ports carry iSCSI.',
    'equallogic-heartbeat': 'The storage heartbeat of Dell EqualLogic has no tag.',
  },
  fix: {
    esxcli: ['esxcli network ip interface tag remove -i vmk1 -t VMotion'],
    powercli: ['Get-VMHostNetworkAdapter -VMHost $h -Name vmk1 | Set-VMHostNetworkAdapter -VMotionEnabled:$false'],
    manual: ['Give the service an adapter of its own first, and never remove the last management tag.'],
  },
  each: (inventory) => vmksBeside(candidatesOf(inventory), inventory.host),
  check: (vmk, _, { inventory }) => decided(candidatesOf(inventory).of(vmk), judge),
});

function* judge(candidate: Candidate): Check {
  const { vmk } = candidate;
  const port = candidate instanceof IscsiPort ? candidate : undefined;
  const { tags } = vmk;
  if (!tags.known) return yield tags;
  const offending = tags.value
    .filter((tag) => CASES.has(tag.value))
    .sort((a, b) => ORDER.indexOf(a.value) - ORDER.indexOf(b.value));
  const [worst, ...others] = offending;
  if (worst === undefined) return;
  const services = listed(offending.map((tag) => serviceName(tag.value).spoken));
  const bound = port?.bound.known && port.bound.value;
  const role = bound ? `is bound to ${port.adapter.name} for iSCSI` : 'lies in the subnet of the iSCSI targets';
  yield problem(worst, `${vmk.name} ${role} and is tagged for ${services}.${port ? wayOut(port) : ''}`, untag(vmk, offending), {
    case: CASES.get(worst.value),
    related: others.map((tag) => ({ message: `${vmk.name} is tagged for ${serviceName(tag.value).spoken}, too`, evidence: tag })),
  });
}

function untag(vmk: VmkernelAdapter, tags: readonly Known<string>[]): Remedy {
  const last = tags.some((tag) => tag.value === 'management') && !managedElsewhere(vmk.host, vmk);
  const removable = tags
    .map((tag) => ({ tag: tag.value, ...serviceName(tag.value) }))
    .filter(({ tag }) => !(last && tag === 'management'));
  const switches = removable.flatMap(({ powercli }) => (powercli === undefined ? [] : [`-${powercli}:$false`]));
  const target = `Get-VMHostNetworkAdapter -VMHost ${psWord(vmk.host.name)} -Name ${vmk.name}`;
  return {
    ...(removable.length > 0 && {
      esxcli: removable.map(({ esxcli }) => `esxcli network ip interface tag remove -i ${vmk.name} -t ${esxcli}`),
    }),
    ...(switches.length > 0 && { powercli: [`${target} | Set-VMHostNetworkAdapter ${switches.join(' ')}`] }),
    manual: last
      ? [
          `Give iSCSI a VMkernel adapter of its own, or move management to another one first: ${vmk.name} holds the last management tag of the host.`,
        ]
      : [`See that another VMkernel adapter carries ${listed(removable.map(({ spoken }) => spoken))} before the tag goes.`],
  };
}

/** Only what is certain counts: the last management tag of a host must never go. */
function managedElsewhere(host: Host, vmk: VmkernelAdapter): boolean {
  const others = host.vmks.known ? host.vmks.value.filter((other) => other !== vmk) : [];
  return others.some(({ tags }) => tags.known && tags.value.some((tag) => tag.value === 'management'));
}
