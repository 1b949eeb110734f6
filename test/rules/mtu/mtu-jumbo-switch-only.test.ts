import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-jumbo-switch-only.ts';
import { dvsHost, edit, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost } from '../../build/index.ts';

const small = { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } };
const finding = (name: string, adapters: string, pointer: string, mtu = 9000) => ({
  subject: `esx01.lab/${name}`,
  level: 'note' as const,
  message: `${name} carries ${mtu} bytes, but ${adapters} no more than 1500. No jumbo frames are in effect; that is permitted.`,
  pointer,
});
const network = '/entries/0/properties/config/network';
const switches = esxcliSet(goodHost(1)).findIndex((entry) => entry.command === 'network vswitch standard list');

testRule(rule, {
  valid: [
    { name: 'jumbo frames on both', input: exportOf(goodHost(1)) },
    { name: 'one adapter sends jumbo frames', input: exportOf(goodHost(1, { vmks: { vmk1: { mtu: 1500 } } })) },
    {
      name: 'standard frames on both',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { vmks: small, vswitches: { vSwitch1: { mtu: 1500 } } })),
    },
    {
      name: 'room for encapsulation only',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { vmks: small, vswitches: { vSwitch1: { mtu: 1700 } } })),
    },
    {
      name: 'a jumbo switch without iSCSI',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { vswitches: { vSwitch0: { mtu: 9000 } } })),
    },
    {
      name: 'vMotion uses the jumbo frames',
      exception: 'others-use-it',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { vMotion: { vlan: 7 } } } },
          vmks: { ...small, vmk3: { portGroup: 'vMotion', ip: '10.0.7.11/24', mtu: 9000, tags: ['vmotion'] } },
        }),
      ),
    },
  ],
  invalid: [
    {
      name: 'adapters at 1500 on a jumbo switch and jumbo ports (case 23)',
      exception: 'on-purpose',
      input: exportOf(goodHost(1, { vmks: small })),
      findings: [finding('vSwitch1', 'vmk1 and vmk2 send', `${network}/vswitch/1/mtu`)],
    },
    {
      name: 'vMotion does not use them either',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { vMotion: { vlan: 7 } } } },
          vmks: { ...small, vmk3: { portGroup: 'vMotion', ip: '10.0.7.11/24', tags: ['vmotion'] } },
        }),
      ),
      findings: [finding('vSwitch1', 'vmk1 and vmk2 send', `${network}/vswitch/1/mtu`)],
    },
    {
      name: 'one of two fabrics',
      input: exportOf(twoSubnetHost(1, { vmks: { vmk2: { mtu: 1500 } } })),
      findings: [finding('vSwitch2', 'vmk2 sends', `${network}/vswitch/2/mtu`)],
    },
    {
      name: 'a distributed switch',
      input: exportOf(dvsHost(1, { vmks: small }), presetDvs()),
      findings: [finding('dvs1', 'vmk1 and vmk2 send', `${network}/proxySwitch/0/mtu`)],
    },
    {
      name: 'by esxcli',
      input: exportOf(esxcliSet(goodHost(1, { vmks: small }))),
      findings: [finding('vSwitch1', 'vmk1 and vmk2 send', `/entries/${switches}/output/1/MTU`)],
    },
  ],
  unknown: [
    {
      name: 'which adapters carry iSCSI was not exported',
      input: exportOf(goodHost(1, { vmks: small, adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the MTU of one adapter is missing',
      input: exportOf(edit(goodHost(1, { vmks: small }), 'config.network.vnic.2.spec.mtu', 0)),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'MTU of vmk2' }],
    },
  ],
});
