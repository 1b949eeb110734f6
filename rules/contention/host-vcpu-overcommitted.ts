import { defineRule, problem } from 'vlint';
import { unsourced } from '../ledger.ts';
import { RATIO, rounded, sumOfRunning, vmCount } from './running-sum.ts';

export default defineRule({
  id: 'host-vcpu-overcommitted',
  family: 'contention',
  title: 'A host should not run many more virtual CPUs than it has cores',
  rationale:
    'Virtual CPUs take turns on the cores. The more there are for each core, the longer a VM waits until it may run, and one with many ' +
    'CPUs waits longest. From within it looks like a slow disk or network.',
  severity: 'note',
  sources: [unsourced('Four virtual CPUs for each core are a threshold of this project without a vendor.')],
  exceptions: {
    'powered-off': 'VMs that are powered off, and templates, take no CPU.',
    planned: 'The VMs are idle mostly, as desktops are; facts.yaml can allow it.',
  },
  fix: {
    powercli: [
      'Get-VMHost $h | Get-VM | Where-Object PowerState -eq PoweredOn | Sort-Object NumCpu -Descending',
      'Move-VM -VM $vm -Destination $other',
    ],
    manual: ['Move VMs to another host, or take away virtual CPUs that they do not use.'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { ratio: { ...RATIO, description: 'Virtual CPUs of running VMs for each physical core.' } },
    },
    defaults: { ratio: 4 },
  },
  each: (inventory) => inventory.hosts,
  *check(host, { ratio }) {
    const { cores } = host;
    const { total, vms, missing } = sumOfRunning(host, (vm) => vm.cpus);
    if (!cores.known) return yield cores;
    const actual = total / cores.value;
    if (actual <= ratio) {
      if (missing) yield missing;
      return;
    }
    yield problem(
      cores,
      `The ${vmCount(vms)} that run on ${host.name} have ${total} virtual CPUs, the host has ${cores.value} cores (${rounded(actual)} for each; the threshold is ${ratio}).`,
      {
        powercli: [
          `Get-VMHost '${host.name}' | Get-VM | Where-Object PowerState -eq PoweredOn | Sort-Object NumCpu -Descending | Select-Object Name, NumCpu`,
        ],
        manual: [`Move VMs away from ${host.name}, or take away virtual CPUs that they do not use.`],
      },
    );
  },
});
