import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/vm-sriov-jumbo.ts';
import { exportOf, goodHost, vm, without } from '../../build/index.ts';
import { dotted, nicAt } from './places.ts';

const finding = (index = 0, entry = 0) => ({
  subject: `nfv01/Network adapter ${index + 1}`,
  level: 'note' as const,
  message: `Network adapter ${index + 1} of nfv01 is an SR-IOV NIC: its frames pass no virtual switch, and no export tells their MTU.`,
  pointer: `${nicAt(index, entry)}/_typeName`,
});
const sriov = { type: 'sriov' } as const;

testRule(rule, {
  valid: [
    { name: 'VMXNET3', exception: 'through-the-switch', input: exportOf(vm({ name: 'web01', nics: [{}] })) },
    { name: 'E1000', input: exportOf(vm({ name: 'web01', nics: [{ type: 'e1000' }] })) },
    { name: 'no NIC', outcome: 'none', input: exportOf(vm({ name: 'web01' })) },
  ],
  invalid: [
    { name: 'SR-IOV', input: exportOf(vm({ name: 'nfv01', nics: [sriov] })), findings: [finding()] },
    {
      name: 'the second of two, on a host',
      input: exportOf(goodHost(1), vm({ name: 'nfv01', nics: [{}, sriov], host: 'esx01.lab' })),
      findings: [finding(1, 3)],
    },
  ],
  unknown: [
    {
      name: 'a NIC of no class',
      input: exportOf(without(vm({ name: 'nfv01', nics: [sriov] }), `${dotted(nicAt())}._typeName`)),
      missing: [{ subject: 'nfv01/Network adapter 1', fact: 'type of virtual NIC of Network adapter 1' }],
    },
  ],
});
