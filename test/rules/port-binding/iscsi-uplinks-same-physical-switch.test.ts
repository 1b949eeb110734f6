import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-uplinks-same-physical-switch.ts';
import { type CdpDescription, dvsHost, exportOf, goodHost, host, presetDvs, twoSubnetHost } from '../../build/index.ts';

const cdp = (first: CdpDescription, second: CdpDescription) => ({ pnics: { vmnic2: { cdp: first }, vmnic3: { cdp: second } } });
const one = cdp({ devId: 'san-a', portId: 'Ethernet1/1' }, { devId: 'san-a', portId: 'Ethernet1/2' });
const lldp = (first: string, second: string) => ({
  pnics: { vmnic2: { cdp: undefined, lldp: { chassisId: first } }, vmnic3: { cdp: undefined, lldp: { chassisId: second } } },
});
const nameOf = (member: string, entry = 2) => `/entries/${entry}/result/2/${member}`;
const message = (name: string, rest = '') =>
  `All iSCSI uplinks of esx01.lab, vmnic2 and vmnic3, lead to the physical switch ${name}.${rest}`;
const stack = (why: string) => ` ${why}: it may be a stack or a pair of switches that answers as one.`;
const devId = nameOf('connectedSwitchPort/devId');
const allow =
  'allow:\n  - { rule: iscsi-uplinks-same-physical-switch, object: esx01.lab, reason: pass-through modules, who: network team, when: 2025-11-01, until: 2026-12-31 }\n';

testRule(rule, {
  valid: [
    { name: 'two switches, CDP', input: exportOf(goodHost(1)) },
    { name: 'two switches, LLDP', input: exportOf(dvsHost(1, lldp('00:de:fb:00:00:01', '00:de:fb:00:00:02')), presetDvs()) },
    { name: 'two switches, unbound', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'one of three NICs has heard nothing, the others differ',
      input: exportOf(
        goodHost(1, {
          pnics: { vmnic4: {} },
          vswitches: {
            vSwitch1: { uplinks: ['vmnic2', 'vmnic3', 'vmnic4'], portGroups: { 'iSCSI-C': { vlan: 101, active: ['vmnic4'] } } },
          },
          vmks: { vmk3: { portGroup: 'iSCSI-C', ip: '10.0.1.211/24', mtu: 9000 } },
          adapters: { vmhba64: { bound: ['vmk1', 'vmk2', 'vmk3'] } },
        }),
      ),
    },
    {
      name: 'one uplink',
      exception: 'one-uplink',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: ['vmk1'] } } })),
    },
    {
      name: 'a hardware adapter beside them',
      exception: 'hardware-adapter',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          ...one,
          luns: undefined,
          vmfs: undefined,
          adapters: { vmhba40: { kind: 'independent', ip: '10.0.1.90/24', sendTargets: ['10.0.1.201'] } },
        }),
      ),
    },
    {
      name: 'pass-through modules',
      exception: 'pass-through',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, one)),
      facts: allow,
    },
    { name: 'management over one switch', input: exportOf(goodHost(1, { pnics: { vmnic1: { cdp: { devId: 'lan-a' } } } })) },
  ],
  invalid: [
    {
      name: 'one switch, CDP',
      input: exportOf(goodHost(1, one), goodHost(2)),
      findings: [{ subject: 'esx01.lab', level: 'warning', message: message('san-a'), pointer: devId }],
    },
    {
      name: 'one switch, unbound',
      input: exportOf(twoSubnetHost(1, one)),
      findings: [{ subject: 'esx01.lab', level: 'warning', message: message('san-a'), pointer: devId }],
    },
    {
      name: 'one switch, LLDP',
      input: exportOf(dvsHost(1, lldp('00:de:fb:00:00:01', '00:de:fb:00:00:01')), presetDvs()),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'warning',
          message: message('00:de:fb:00:00:01'),
          pointer: nameOf('lldpInfo/chassisId', host(dvsHost(1)).length - 1),
        },
      ],
    },
    {
      name: 'a stack by the members of its ports',
      input: exportOf(
        goodHost(
          1,
          cdp({ devId: 'san', portId: 'TenGigabitEthernet1/0/7' }, { devId: 'san', portId: 'TenGigabitEthernet2/0/7' }),
        ),
      ),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'note',
          message: message('san', stack('The ports are on different members')),
          pointer: devId,
        },
      ],
    },
    {
      name: 'a pair by its platforms',
      input: exportOf(goodHost(1, cdp({ devId: 'san' }, { devId: 'san', hardwarePlatform: 'N9K-C9336C-FX2' }))),
      findings: [{ subject: 'esx01.lab', level: 'note', message: message('san', stack('The platforms differ')), pointer: devId }],
    },
    {
      name: 'two ports of one member',
      input: exportOf(
        goodHost(1, cdp({ devId: 'san', portId: 'GigabitEthernet1/0/7' }, { devId: 'san', portId: 'GigabitEthernet1/0/8' })),
      ),
      findings: [{ subject: 'esx01.lab', level: 'warning', message: message('san'), pointer: devId }],
    },
  ],
  unknown: [
    {
      name: 'one NIC has heard nothing',
      exception: 'hints-missing',
      input: exportOf(goodHost(1, { pnics: { vmnic3: { cdp: undefined } } })),
      missing: [{ subject: 'esx01.lab', fact: 'physical switch name of vmnic3' }],
    },
    {
      name: 'one NIC has heard CDP, the other LLDP',
      input: exportOf(goodHost(1, { pnics: { vmnic3: { cdp: undefined, lldp: { chassisId: 'san-a' } } } })),
      missing: [{ subject: 'esx01.lab', fact: 'physical switch name of vmnic3' }],
    },
    {
      name: 'hints not exported',
      input: exportOf(goodHost(1, { hints: false })),
      missing: [{ subject: 'esx01.lab', fact: 'physical switch name of vmnic2' }],
    },
    {
      name: 'bindings not exported, one switch',
      input: exportOf(goodHost(1, { ...one, adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab', fact: 'port bindings of vmhba64' }],
    },
  ],
});
