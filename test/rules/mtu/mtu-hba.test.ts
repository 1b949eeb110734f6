import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-hba.ts';
import type { HostDescription, Patch } from '../../build/index.ts';
import { edit, exportOf, goodHost, without } from '../../build/index.ts';

/** The canonical host with a dependent adapter on vmnic2 instead of the software initiator. */
const dependent = (mtu: number | undefined, patch: Patch<HostDescription> = {}) =>
  goodHost(1, {
    ...patch,
    adapters: {
      vmhba64: undefined,
      vmhba33: {
        kind: 'dependent',
        pnic: 'vmnic2',
        sendTargets: ['10.0.1.201'],
        bound: ['vmk1'],
        ...(mtu === undefined ? {} : { mtu }),
      },
    },
  });
/** Independent adapters by name with their MTU. */
const independent = (mtus: Readonly<Record<string, number | undefined>>) =>
  exportOf(
    goodHost(1, {
      adapters: {
        vmhba64: undefined,
        ...Object.fromEntries(
          Object.entries(mtus).map(([name, mtu], index) => [
            name,
            {
              kind: 'independent',
              ip: `10.0.1.${31 + index}/24`,
              sendTargets: ['10.0.1.201'],
              ...(mtu === undefined ? {} : { mtu }),
            },
          ]),
        ),
      },
    }),
  );
const hba = (index: number, member: string) =>
  `/entries/0/properties/config/storageDevice/hostBusAdapter/${index}/ipProperties/${member}`;
const odd = (name: string, index: number, mtu: number, others: string) => ({
  subject: `esx01.lab/${name}`,
  level: 'warning' as const,
  message: `${name} has an MTU of ${mtu}, but ${others}. Independent adapters that serve one host must agree.`,
  pointer: hba(index, 'mtu'),
});

testRule(rule, {
  valid: [
    { name: 'the software initiator', exception: 'software', outcome: 'notApplicable', input: exportOf(goodHost(1)) },
    { name: 'a dependent adapter that agrees with its VMkernel adapter', input: exportOf(dependent(9000)) },
    { name: 'standard frames', input: exportOf(dependent(1500, { vmks: { vmk1: { mtu: 1500 } } })) },
    { name: 'two independent adapters that agree', input: independent({ vmhba2: 9000, vmhba3: 9000 }) },
    { name: 'a single independent adapter', exception: 'alone', outcome: 'notApplicable', input: independent({ vmhba2: 9000 }) },
    {
      name: 'a dependent adapter without targets',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          luns: undefined,
          adapters: { vmhba64: undefined, vmhba33: { kind: 'dependent', pnic: 'vmnic2', mtu: 1500, bound: [] } },
        }),
      ),
    },
  ],
  invalid: [
    {
      name: 'a dependent adapter at 1500 under a jumbo VMkernel adapter',
      input: exportOf(dependent(1500)),
      findings: [
        {
          subject: 'esx01.lab/vmhba33',
          level: 'warning',
          message: 'vmhba33 has an MTU of 1500, but its VMkernel adapter vmk1 uses 9000. The two must agree.',
          pointer: hba(0, 'mtu'),
        },
      ],
    },
    {
      name: 'a jumbo dependent adapter over a standard VMkernel adapter',
      input: exportOf(dependent(9000, { vmks: { vmk1: { mtu: 1500 } } })),
      findings: [
        {
          subject: 'esx01.lab/vmhba33',
          level: 'warning',
          message: 'vmhba33 has an MTU of 9000, but its VMkernel adapter vmk1 uses 1500. The two must agree.',
          pointer: hba(0, 'mtu'),
        },
      ],
    },
    {
      name: 'jumbo frames are off',
      input: exportOf(
        without(
          edit(dependent(9000), 'config.storageDevice.hostBusAdapter.0.ipProperties.jumboFramesEnabled', false),
          'config.storageDevice.hostBusAdapter.0.ipProperties.mtu',
        ),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmhba33',
          level: 'warning',
          message: 'vmhba33 has jumbo frames off, but its VMkernel adapter vmk1 has an MTU of 9000. The two must agree.',
          pointer: hba(0, 'jumboFramesEnabled'),
        },
      ],
    },
    {
      name: 'two independent adapters that differ: both',
      input: independent({ vmhba2: 9000, vmhba3: 1500 }),
      findings: [odd('vmhba2', 0, 9000, 'vmhba3 has 1500'), odd('vmhba3', 1, 1500, 'vmhba2 has 9000')],
    },
    {
      name: 'one of three independent adapters: only that one',
      exception: 'crowd',
      input: independent({ vmhba2: 9000, vmhba3: 9000, vmhba4: 1500 }),
      findings: [odd('vmhba4', 2, 1500, 'vmhba2 has 9000 and vmhba3 has 9000')],
    },
  ],
  unknown: [
    {
      name: 'a dependent adapter that tells no MTU',
      input: exportOf(dependent(undefined)),
      missing: [{ subject: 'esx01.lab/vmhba33', fact: 'adapter MTU of vmhba33' }],
    },
    {
      name: 'one of two independent adapters tells no MTU',
      input: independent({ vmhba2: 9000, vmhba3: undefined }),
      missing: [
        { subject: 'esx01.lab/vmhba2', fact: 'adapter MTU of vmhba3' },
        { subject: 'esx01.lab/vmhba3', fact: 'adapter MTU of vmhba3' },
      ],
    },
  ],
});
