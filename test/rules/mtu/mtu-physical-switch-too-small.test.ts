import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-physical-switch-too-small.ts';
import { dvsHost, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';
import { facts, ping } from './facts.ts';

/** CDP of both storage NICs with an MTU, or without one. */
const cdp = (mtu: number | undefined) => ({ pnics: { vmnic2: { cdp: { mtu } }, vmnic3: { cdp: { mtu } } } });
const low = (
  vmk: string,
  ports: string,
  index: number,
  then = 'Verify it with vmkping: some switches report 1500 for ports that carry more.',
  mtu = 9000,
) => ({
  subject: `esx01.lab/${vmk}`,
  level: 'warning' as const,
  message: `${vmk} sends frames of ${mtu} bytes, but the physical switch reports less for the port of ${ports}. ${then}`,
  pointer: `/entries/0/properties/config/network/vnic/${index}/spec/mtu`,
});
const both = [low('vmk1', 'vmnic2 (1500)', 1), low('vmk2', 'vmnic3 (1500)', 2)];
const nowhere = (nic: string) => `physical switch MTU of ${nic}`;
const lldp = (parameters: Record<string, string>) => ({ cdp: undefined, lldp: { parameters } });
const everyTarget = ['10.0.1.201', '10.0.1.202'];

testRule(rule, {
  valid: [
    { name: 'ports at 9216', exception: 'large-enough', input: exportOf(goodHost(1)) },
    { name: 'ports at exactly the MTU', input: exportOf(goodHost(1, cdp(9000))) },
    {
      name: 'standard frames on large ports (case 23)',
      input: exportOf(goodHost(1, { vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } })),
    },
    {
      name: 'standard frames on standard ports',
      input: exportOf(goodHost(1, { ...cdp(1500), vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } })),
    },
    {
      name: 'LLDP tells it as text',
      input: exportOf(goodHost(1, { pnics: { vmnic2: lldp({ MTU: '9216' }), vmnic3: lldp({ mtu: '9216' }) } })),
    },
    { name: 'large ports behind a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    { name: 'two fabrics', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'facts.yaml tells what CDP does not',
      input: exportOf(goodHost(1, cdp(undefined))),
      facts: facts('switches', 'host: esx01.lab, mtu: 9216'),
    },
    {
      name: 'facts.yaml knows better than CDP',
      input: exportOf(goodHost(1, cdp(1500))),
      facts: facts('switches', 'host: "*", nics: [vmnic2, vmnic3], mtu: 9216'),
    },
    {
      name: 'ports that report 1500 and carry more',
      exception: 'proved-by-vmkping',
      input: exportOf(goodHost(1, cdp(1500))),
      facts: facts('vmkping', ...everyTarget.flatMap((target) => [ping('vmk1', target, 'pass'), ping('vmk2', target, 'pass')])),
    },
    {
      name: 'allowed',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { pnics: { vmnic3: { cdp: { mtu: 1500 } } } })),
      facts: facts('allow', 'rule: mtu-physical-switch-too-small, object: vmk2, reason: proved with a tester'),
    },
    {
      name: 'a small port of a NIC without iSCSI',
      input: exportOf(goodHost(1, { pnics: { vmnic0: { cdp: { mtu: 1500 } } } })),
    },
  ],
  invalid: [
    { name: 'CDP reports 1500 for both ports (case 25)', input: exportOf(goodHost(1, cdp(1500))), findings: both },
    { name: 'one port', input: exportOf(goodHost(1, { pnics: { vmnic3: { cdp: { mtu: 1500 } } } })), findings: both.slice(1) },
    {
      name: 'LLDP reports it in another spelling',
      input: exportOf(goodHost(1, { pnics: { vmnic2: lldp({ mTu: '1500' }) } })),
      findings: both.slice(0, 1),
    },
    {
      name: 'facts.yaml says so',
      input: exportOf(goodHost(1)),
      facts: facts('switches', 'host: esx01.lab, nics: [vmnic2], mtu: 8000'),
      findings: [low('vmk1', 'vmnic2 (8000)', 1)],
    },
    {
      name: 'a ping that does not fill the frame proves nothing',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { cdp: { mtu: 1500 } } } })),
      facts: facts('vmkping', ...everyTarget.map((target) => ping('vmk1', target, 'pass', 8000))),
      findings: both.slice(0, 1),
    },
    {
      name: 'a ping of one portal only',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { cdp: { mtu: 1500 } } } })),
      facts: facts('vmkping', ping('vmk1', '10.0.1.201', 'pass')),
      findings: both.slice(0, 1),
    },
    {
      name: 'a ping that fails too',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { cdp: { mtu: 1500 } } } })),
      facts: facts('vmkping', ping('vmk1', '10.0.1.201', 'pass'), ping('vmk1', '10.0.1.202', 'fail')),
      findings: [low('vmk1', 'vmnic2 (1500)', 1, 'A vmkping to 10.0.1.202 fails as well.')],
    },
    {
      name: 'a distributed switch',
      input: exportOf(dvsHost(1, cdp(1500)), presetDvs()),
      findings: both,
    },
    {
      name: 'a distributed switch whose port groups were not exported: the binding names the NIC',
      input: exportOf(dvsHost(1, { pnics: { vmnic2: { cdp: { mtu: 1500 } } } })),
      findings: both.slice(0, 1),
    },
    {
      name: 'a standby uplink',
      input: exportOf(
        goodHost(1, {
          pnics: { vmnic3: { cdp: { mtu: 1500 } } },
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } } },
        }),
      ),
      findings: [low('vmk1', 'vmnic3 (1500)', 1), low('vmk2', 'vmnic3 (1500)', 2)],
    },
    {
      name: 'less than standard frames',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { cdp: { mtu: 1400 } } }, vmks: { vmk1: { mtu: 1500 } } })),
      findings: [low('vmk1', 'vmnic2 (1400)', 1, undefined, 1500)],
    },
  ],
  unknown: [
    {
      name: 'LLDP without an MTU (case 27)',
      exception: 'no-hint',
      input: exportOf(
        goodHost(1, { pnics: { vmnic2: lldp({ 'System Name': 'san-a' }), vmnic3: lldp({ 'System Name': 'san-b' }) } }),
      ),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: nowhere('vmnic2') },
        { subject: 'esx01.lab/vmk2', fact: nowhere('vmnic3') },
      ],
    },
    {
      name: 'no hints at all',
      input: exportOf(goodHost(1, { hints: false })),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: nowhere('vmnic2') },
        { subject: 'esx01.lab/vmk2', fact: nowhere('vmnic3') },
      ],
    },
    {
      name: 'one of two uplinks tells nothing',
      input: exportOf(
        goodHost(1, {
          pnics: { vmnic3: { cdp: { mtu: undefined } } },
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic3', 'vmnic2'] } } } },
        }),
      ),
      missing: [{ subject: 'esx01.lab/vmk2', fact: nowhere('vmnic3') }],
    },
    {
      name: 'pings are stated, but the subnet of the adapter is missing',
      input: exportOf(
        without(goodHost(1, { pnics: { vmnic2: { cdp: { mtu: 1500 } } } }), 'config.network.vnic.1.spec.ip.subnetMask'),
      ),
      facts: facts('vmkping', ...everyTarget.map((target) => ping('vmk1', target, 'pass'))),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'IPv4 netmask of vmk1' }],
    },
  ],
});
