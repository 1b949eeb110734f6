import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/path-count-vs-binding.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { esxcliSet, exportOf, goodHost, presetLuns, twoSubnetHost, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const A = '10.0.1.201';
const B = '10.0.1.202';
const C = '10.0.1.203';
const one = (lun: Patch<LunDescription>, more: Patch<HostDescription> = {}): HostDescription =>
  goodHost(1, { ...more, luns: { [first]: lun, [second]: undefined }, vmfs: { ds2: undefined } });
const found = (text: string, device: string = first, index = 0) => ({
  subject: `esx01.lab/${device}`,
  level: 'warning' as const,
  message: `${device} has ${text}.`,
  pointer: `/entries/0/properties/config/storageDevice/multipathInfo/lun/${index}/path`,
});

testRule(rule, {
  valid: [
    { name: 'two by two', input: exportOf(goodHost(1)) },
    { name: 'two portals without binding', input: exportOf(twoSubnetHost(1)) },
    { name: 'a dead path is a path', input: exportOf(one({ paths: [A, A, B, { target: B, state: 'dead' }] })) },
    {
      name: 'EqualLogic',
      exception: 'redirected-logins',
      outcome: 'notApplicable',
      input: exportOf(one({ vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL', paths: [A, A] })),
    },
    {
      name: 'two arrays with two portals each',
      exception: 'other-array',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba64: { sendTargets: [A, B, C, '10.0.1.204'] } },
          luns: { [first]: { paths: [A, A, B, B] }, [second]: { paths: [C, C, '10.0.1.204', '10.0.1.204'] } },
        }),
      ),
    },
    {
      name: 'a path to a portal that is configured no longer',
      exception: 'left-over-portal',
      input: exportOf(without(one({ paths: [A, A] }), 'config.storageDevice.hostBusAdapter.0.configuredSendTarget.1')),
    },
    {
      name: 'an independent hardware adapter',
      exception: 'hardware-initiator',
      input: exportOf(
        one({ paths: [A] }, { adapters: { vmhba64: { kind: 'independent', bound: undefined, ip: '10.0.1.31/24' } } }),
      ),
    },
    {
      name: 'mapped through one portal on purpose',
      exception: 'some-portals',
      outcome: 'notApplicable',
      input: exportOf(one({ paths: [A, A] })),
      facts: `allow:\n  - rule: path-count-vs-binding\n    object: ${first}\n    reason: selective mapping\n    who: me\n    when: 2025-12-30\n    until: 2026-12-30`,
    },
  ],
  invalid: [
    {
      name: 'three of four',
      input: exportOf(one({ paths: [A, A, B] })),
      findings: [found('3 paths over vmhba64 where 2 bound VMkernel adapters and 2 portals make 4')],
    },
    {
      name: 'a portal without any path',
      input: exportOf(one({ paths: [A, A] })),
      findings: [found('2 paths over vmhba64 where 2 bound VMkernel adapters and 2 portals make 4')],
    },
    {
      name: 'a portal that carries paths of another device only partly',
      input: exportOf(goodHost(1, { luns: { [first]: { paths: [A] } } })),
      findings: [found('1 path over vmhba64 where 2 bound VMkernel adapters and 2 portals make 4')],
    },
    {
      name: 'a portal without binding',
      input: exportOf(
        twoSubnetHost(1, {
          luns: { [first]: { paths: [A] }, [second]: { paths: [A, '10.0.2.201'] } },
        }),
      ),
      findings: [found('1 path over vmhba64 where 2 portals without port binding make 2')],
    },
    {
      name: 'an idle portal without binding',
      input: exportOf(twoSubnetHost(1, { luns: { [first]: { paths: [A] }, [second]: undefined }, vmfs: { ds2: undefined } })),
      findings: [found('1 path over vmhba64 where 2 portals without port binding make 2')],
    },
  ],
  unknown: [
    {
      name: 'bindings not exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: presetLuns.map((device) => ({ subject: `esx01.lab/${device}`, fact: 'port bindings of vmhba64' })),
    },
    {
      name: 'esxcli does not tell the portals of paths',
      input: exportOf(esxcliSet(one({ paths: [A, A, B] }))),
      missing: [{ subject: `esx01.lab/${first}`, fact: `portals of paths of vmhba64:C0:T0:L1 of ${first}` }],
    },
    {
      name: 'the vendor of a device with few paths is not told',
      input: exportOf(without(one({ paths: [A, A, B] }), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `vendor string of ${first}` }],
    },
  ],
});
