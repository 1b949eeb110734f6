import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/vm-tools-missing.ts';
import type { VmDescription } from '../../build/index.ts';
import { exportOf, goodHost, vm, without } from '../../build/index.ts';
import { vouched } from './places.ts';

const bare = (patch: Partial<VmDescription> = {}) => vm({ name: 'web01', tools: 'guestToolsNotInstalled', ...patch });
const finding = (entry = 0) => ({
  subject: 'web01',
  level: 'note' as const,
  message: 'web01 runs without VMware Tools.',
  pointer: `/entries/${entry}/properties/guest/toolsVersionStatus2`,
});

testRule(rule, {
  valid: [
    { name: 'current tools', input: exportOf(vm({ name: 'web01' })) },
    { name: 'open-vm-tools', exception: 'open-vm-tools', input: exportOf(bare({ tools: 'guestToolsUnmanaged' })) },
    { name: 'old tools', input: exportOf(bare({ tools: 'guestToolsTooOld' })) },
    { name: 'powered off', exception: 'powered-off', input: exportOf(bare({ power: 'poweredOff' })) },
    { name: 'suspended', input: exportOf(bare({ power: 'suspended' })) },
    {
      name: 'a template',
      exception: 'template',
      outcome: 'notApplicable',
      input: exportOf(without(bare({ template: true }), 'runtime.powerState')),
    },
    {
      name: 'an appliance',
      exception: 'appliance',
      outcome: 'notApplicable',
      input: exportOf(bare()),
      facts: `vms:\n  - { name: web01, role: appliance, ${vouched} }\n`,
    },
    {
      name: 'allowed',
      outcome: 'notApplicable',
      input: exportOf(bare()),
      facts: `allow:\n  - { rule: vm-tools-missing, object: web01, reason: Network appliance, ${vouched} }\n`,
    },
  ],
  invalid: [
    { name: 'none installed', input: exportOf(bare()), findings: [finding()] },
    { name: 'none installed, on a host', input: exportOf(goodHost(1), bare({ host: 'esx01.lab' })), findings: [finding(3)] },
    { name: 'it is not told that it is no template', input: exportOf(without(bare(), 'config.template')), findings: [finding()] },
  ],
  unknown: [
    {
      name: 'no guest data',
      input: exportOf(bare({ tools: null })),
      missing: [{ subject: 'web01', fact: 'VMware Tools status of web01' }],
    },
    {
      name: 'power state not told',
      input: exportOf(without(bare(), 'runtime.powerState')),
      missing: [{ subject: 'web01', fact: 'power state of web01' }],
    },
  ],
});
