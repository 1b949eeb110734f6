import { defineRule, problem } from 'vlint';
import { unsourced } from '../ledger.ts';
import { RATIO, rounded, sumOfRunning, vmCount } from './running-sum.ts';

const MIB_PER_GIB = 1024;

export default defineRule({
  id: 'host-memory-overcommitted',
  family: 'contention',
  title: 'The memory of the running VMs should fit into that of their host',
  rationale:
    'A host that promises more memory than it has gets it back from its VMs by ballooning, compression and at last by swapping to a ' +
    'datastore. Then VMs are slow for no reason that can be seen in them, and the swapping loads the storage of all others.',
  severity: 'note',
  cases: { far: { level: 'warning', when: 'The ratio is above the option far (1.5).' } },
  sources: [
    unsourced(
      'Configured memory above that of the host, and above 1.5 times of it, are thresholds of this project without a vendor.',
    ),
  ],
  exceptions: {
    'powered-off': 'VMs that are powered off, and templates, take no memory.',
    planned: 'The host is overcommitted on purpose; facts.yaml can allow it.',
  },
  fix: {
    powercli: [
      'Get-VMHost $h | Get-VM | Where-Object PowerState -eq PoweredOn | Sort-Object MemoryGB -Descending',
      'Move-VM -VM $vm -Destination $other',
    ],
    manual: ['Move VMs to another host, or give them the memory that they really use.'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ratio: { ...RATIO, description: 'Configured memory of running VMs for each unit of physical memory.' },
        far: { ...RATIO, description: 'The ratio above which it is a warning.' },
      },
    },
    defaults: { ratio: 1, far: 1.5 },
  },
  each: (inventory) => inventory.hosts,
  *check(host, { ratio, far }) {
    const { memoryMiB } = host;
    const { total, vms, missing } = sumOfRunning(host, (vm) => vm.memoryMiB);
    if (!memoryMiB.known) return yield memoryMiB;
    const actual = total / memoryMiB.value;
    if (actual <= ratio) {
      if (missing) yield missing;
      return;
    }
    const gib = (mib: number) => `${rounded(mib / MIB_PER_GIB)} GiB`;
    yield problem(
      memoryMiB,
      `The ${vmCount(vms)} that run on ${host.name} have ${gib(total)} of memory, the host has ${gib(memoryMiB.value)} (${rounded(actual)} times; the threshold is ${ratio}).`,
      {
        powercli: [
          `Get-VMHost '${host.name}' | Get-VM | Where-Object PowerState -eq PoweredOn | Sort-Object MemoryGB -Descending | Select-Object Name, MemoryGB`,
        ],
        manual: [`Move VMs away from ${host.name}, or give them the memory that they really use.`],
      },
      { case: actual > far ? 'far' : undefined },
    );
  },
});
