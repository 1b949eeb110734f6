import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/vm-nic-disconnected.ts';
import type { VmDescription, VmNicDescription } from '../../build/index.ts';
import { exportOf, goodHost, vm, without } from '../../build/index.ts';
import { dotted, nicAt, vouched } from './places.ts';

const web = (nics: readonly VmNicDescription[], patch: Partial<VmDescription> = {}) => vm({ name: 'web01', nics, ...patch });
const cut = { connected: false };
const later = { startConnected: false };
const finding = (message: string, member: string, index = 0, entry = 0) => ({
  subject: `web01/Network adapter ${index + 1}`,
  level: 'warning' as const,
  message,
  pointer: `${nicAt(index, entry)}/connectable/${member}`,
});
const connectable = (index: number) => dotted(nicAt(index));

testRule(rule, {
  valid: [
    { name: 'connected', input: exportOf(web([{}, {}])) },
    { name: 'no NIC', outcome: 'none', input: exportOf(web([])) },
    { name: 'powered off', exception: 'powered-off', input: exportOf(web([cut], { power: 'poweredOff' })) },
    { name: 'suspended', input: exportOf(web([{ ...cut, ...later }], { power: 'suspended' })) },
    { name: 'a template', input: exportOf(web([cut], { power: 'poweredOff', template: true })) },
    {
      name: 'a template without its power state',
      input: exportOf(without(web([cut], { template: true }), 'runtime.powerState')),
    },
    {
      name: 'a cold standby',
      exception: 'cold-standby',
      outcome: 'notApplicable',
      input: exportOf(web([cut])),
      facts: `allow:\n  - { rule: vm-nic-disconnected, object: 'web*', reason: Stands by, ${vouched} }\n`,
    },
  ],
  invalid: [
    {
      name: 'disconnected while running',
      input: exportOf(web([cut])),
      findings: [finding('Network adapter 1 of web01 is not connected while the VM runs.', 'connected')],
    },
    {
      name: 'the second of two, now and later, on a host',
      input: exportOf(web([{}, { ...cut, ...later }], { host: 'esx01.lab' }), goodHost(1)),
      findings: [
        finding(
          'Network adapter 2 of web01 is not connected while the VM runs. It will not be connected at the next power-on either.',
          'connected',
          1,
        ),
      ],
    },
    {
      name: 'not connected at power-on',
      input: exportOf(web([later])),
      findings: [finding('Network adapter 1 of web01 will not be connected at the next power-on.', 'startConnected')],
    },
    {
      name: 'what happens at power-on is not told',
      input: exportOf(without(web([cut]), `${connectable(0)}.connectable.startConnected`)),
      findings: [finding('Network adapter 1 of web01 is not connected while the VM runs.', 'connected')],
    },
  ],
  unknown: [
    {
      name: 'the power state is not told',
      input: exportOf(without(web([cut]), 'runtime.powerState')),
      missing: [{ subject: 'web01/Network adapter 1', fact: 'power state of web01' }],
    },
    {
      name: 'the connection is not told',
      input: exportOf(without(web([{}]), `${connectable(0)}.connectable`)),
      missing: [
        { subject: 'web01/Network adapter 1', fact: 'connection of a VM NIC at power on of Network adapter 1' },
        { subject: 'web01/Network adapter 1', fact: 'connection of a VM NIC of Network adapter 1' },
      ],
    },
    {
      name: 'virtual hardware not exported',
      input: exportOf(without(web([{}]), 'config.hardware')),
      missing: [{ subject: 'web01', fact: 'virtual NICs of web01' }],
    },
  ],
});
