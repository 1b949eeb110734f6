import { testRule } from 'vlint/testing';
import rule from '../../../rules/contention/host-vcpu-overcommitted.ts';
import { exportOf, goodHost, vm, without } from '../../build/index.ts';

const host = goodHost(1, { cores: 4 });
const guest = (name: string, cpus: number, more: object = {}) => vm({ name, host: 'esx01.lab', cpus, ...more });
const found = (vms: string, cpus: number, each: number, threshold = 4) => ({
  subject: 'esx01.lab',
  level: 'note' as const,
  message: `The ${vms} that run on esx01.lab have ${cpus} virtual CPUs, the host has 4 cores (${each} for each; the threshold is ${threshold}).`,
  pointer: '/entries/0/properties/hardware/cpuInfo/numCpuCores',
});

testRule(rule, {
  valid: [
    { name: 'exactly four for each', input: exportOf(host, guest('app01', 8), guest('app02', 8)) },
    {
      name: 'what is off takes none',
      exception: 'powered-off',
      input: exportOf(host, guest('app01', 16), guest('app02', 16, { power: 'poweredOff' })),
    },
    { name: 'a higher threshold', options: { ratio: 8 }, input: exportOf(host, guest('app01', 32)) },
    {
      name: 'desktops',
      exception: 'planned',
      outcome: 'notApplicable',
      input: exportOf(host, guest('desk01', 20)),
      facts:
        'allow:\n  - rule: host-vcpu-overcommitted\n    host: esx01*\n    reason: desktops\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
  ],
  invalid: [
    { name: 'too many', input: exportOf(host, guest('app01', 12), guest('app02', 8)), findings: [found('2 VMs', 20, 5)] },
    {
      name: 'a lower threshold',
      options: { ratio: 1 },
      input: exportOf(host, guest('app01', 6)),
      findings: [found('1 VM', 6, 1.5, 1)],
    },
  ],
  unknown: [
    {
      name: 'no VM was exported',
      input: exportOf(host),
      missing: [{ subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'the cores are not told',
      input: exportOf(without(host, 'hardware.cpuInfo'), guest('app01', 8)),
      missing: [{ subject: 'esx01.lab', fact: 'physical CPU cores of esx01.lab' }],
    },
    {
      name: 'the CPUs of a VM are not told',
      input: exportOf(host, without(guest('app01', 8), 'config.hardware.numCPU')),
      missing: [{ subject: 'esx01.lab', fact: 'virtual CPUs of app01' }],
    },
  ],
});
