import { testRule } from 'vlint/testing';
import rule from '../../../rules/contention/host-memory-overcommitted.ts';
import { exportOf, goodHost, vm, without } from '../../build/index.ts';

const host = goodHost(1, { memoryGiB: 16 });
const guest = (name: string, gib: number, more: object = {}) => vm({ name, host: 'esx01.lab', memoryMB: gib * 1024, ...more });
const found = (vms: string, gib: number, times: number, level: 'note' | 'warning', threshold = 1) => ({
  subject: 'esx01.lab',
  level,
  message: `The ${vms} that run on esx01.lab have ${gib} GiB of memory, the host has 16 GiB (${times} times; the threshold is ${threshold}).`,
  pointer: '/entries/0/properties/hardware/memorySize',
});

testRule(rule, {
  valid: [
    { name: 'it fits', input: exportOf(host, guest('app01', 8), guest('app02', 8)) },
    {
      name: 'what is off takes none',
      exception: 'powered-off',
      input: exportOf(
        host,
        guest('app01', 16),
        guest('app02', 16, { power: 'poweredOff' }),
        guest('gold', 16, { power: 'poweredOff', template: true }),
      ),
    },
    { name: 'a higher threshold', options: { ratio: 2 }, input: exportOf(host, guest('app01', 24)) },
    {
      name: 'on purpose',
      exception: 'planned',
      outcome: 'notApplicable',
      input: exportOf(host, guest('app01', 20)),
      facts:
        'allow:\n  - rule: host-memory-overcommitted\n    host: esx01*\n    reason: a lab\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
  ],
  invalid: [
    {
      name: 'a little too much',
      input: exportOf(host, guest('app01', 12), guest('app02', 8)),
      findings: [found('2 VMs', 20, 1.25, 'note')],
    },
    {
      name: 'far too much',
      exception: 'far',
      input: exportOf(host, guest('app01', 32)),
      findings: [found('1 VM', 32, 2, 'warning')],
    },
    { name: 'exactly 1.5 times', input: exportOf(host, guest('app01', 24)), findings: [found('1 VM', 24, 1.5, 'note')] },
    {
      name: 'a lower threshold',
      options: { ratio: 0.5 },
      input: exportOf(host, guest('app01', 12)),
      findings: [found('1 VM', 12, 0.75, 'note', 0.5)],
    },
    {
      name: 'one VM does not tell, and the others are too much already',
      input: exportOf(host, guest('app01', 24), without(guest('app02', 8), 'config.hardware.memoryMB')),
      findings: [found('1 VM', 24, 1.5, 'note')],
    },
  ],
  unknown: [
    {
      name: 'no VM was exported',
      input: exportOf(host),
      missing: [{ subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'the memory of the host is not told',
      input: exportOf(without(host, 'hardware.memorySize'), guest('app01', 8)),
      missing: [{ subject: 'esx01.lab', fact: 'physical memory of esx01.lab' }],
    },
    {
      name: 'the power state of a VM is not told',
      input: exportOf(host, guest('app01', 8), without(guest('app02', 16), 'runtime.powerState')),
      missing: [{ subject: 'esx01.lab', fact: 'power state of app02' }],
    },
  ],
});
