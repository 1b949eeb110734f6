import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-failback-notify.ts';
import {
  dvpg,
  dvs,
  dvsHost,
  edit,
  esxcliSet,
  exportOf,
  goodHost,
  type TeamingDescription,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

/** One unbound adapter over a team of two. */
const teamed = (team: TeamingDescription, told = true) =>
  twoSubnetHost(1, {
    vswitches: {
      vSwitch1: { uplinks: ['vmnic2', 'vmnic3'], portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'], ...team } } },
      vSwitch2: undefined,
    },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: told ? [] : undefined } },
  });
const member = (name: string) => `/entries/0/properties/config/network/portgroup/2/computedPolicy/nicTeaming/${name}`;
const message = (rest: string) =>
  `vmk1 carries iSCSI over several uplinks of port group iSCSI-A, which ${rest} after a failover.`;
const outputs = esxcliSet(teamed({ rolling: true }));
const failoverOf = outputs.findIndex(({ command }) => command.endsWith('failover get -p iSCSI-A'));
const dvsTeam = dvsHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: [] } } });
const teamGroup = dvpg({
  key: 'dvportgroup-21',
  name: 'iSCSI-A',
  dvs: 'dvs1',
  active: ['Uplink 1', 'Uplink 2'],
  rolling: true,
});

testRule(rule, {
  valid: [
    { name: 'a team that notifies and falls back', input: exportOf(teamed({})) },
    { name: 'a team that notifies and falls back, from esxcli', input: exportOf(...esxcliSet(teamed({}))) },
    {
      name: 'a bound adapter',
      exception: 'bound',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { teaming: { rolling: true, notify: false } } } })),
    },
    {
      name: 'one uplink for each of two subnets',
      exception: 'single-uplink',
      input: exportOf(twoSubnetHost(1, { vswitches: { vSwitch1: { teaming: { rolling: true, notify: false } } } })),
    },
    {
      name: 'a link aggregation group',
      input: exportOf(
        dvsHost(1, {
          proxySwitches: {
            dvs1: { uplinks: { 'Uplink 1': undefined, 'Uplink 2': undefined }, lags: { lag1: ['vmnic2', 'vmnic3'] } },
          },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: [] } },
        }),
        dvs({ name: 'dvs1', lags: { lag1: {} } }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['lag1'], rolling: true }),
      ),
    },
    {
      name: 'no failback on purpose',
      exception: 'on-purpose',
      outcome: 'notApplicable',
      input: exportOf(teamed({ rolling: true })),
      facts:
        'allow:\n  - { rule: iscsi-failback-notify, object: vmk1, reason: slow ports, who: network team, when: 2025-11-01, until: 2026-12-31 }\n',
    },
  ],
  invalid: [
    {
      name: 'no failback',
      input: exportOf(teamed({ rolling: true })),
      findings: [
        { subject: 'esx01.lab/vmk1', level: 'note', message: message('does not fall back'), pointer: member('rollingOrder') },
      ],
    },
    {
      name: 'no notification, a standby uplink',
      input: exportOf(teamed({ active: ['vmnic2'], standby: ['vmnic3'], notify: false })),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: message('does not notify the switches'),
          pointer: member('notifySwitches'),
        },
      ],
    },
    {
      name: 'neither',
      input: exportOf(teamed({ rolling: true, notify: false })),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: message('does not fall back and does not notify the switches'),
          pointer: member('rollingOrder'),
        },
      ],
    },
    {
      name: 'no failback in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: message('does not fall back'),
          pointer: `/entries/${failoverOf}/output/Failback`,
        },
      ],
    },
    {
      name: 'no failback on a distributed switch',
      input: exportOf(teamGroup, dvs({ name: 'dvs1' }), dvsTeam),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: message('does not fall back'),
          pointer: '/entries/0/properties/config/defaultPortConfig/uplinkTeamingPolicy/rollingOrder/value',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'no failback, bindings not exported',
      input: exportOf(teamed({ rolling: true }, false)),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the settings were not exported',
      input: exportOf(
        without(
          without(teamed({}), 'config.network.portgroup.2.computedPolicy.nicTeaming.rollingOrder'),
          'config.network.portgroup.2.computedPolicy.nicTeaming.notifySwitches',
        ),
      ),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'failback setting of port group iSCSI-A' },
        { subject: 'esx01.lab/vmk1', fact: 'notify switches setting of port group iSCSI-A' },
      ],
    },
    {
      name: 'a failback setting that is no truth value',
      input: exportOf(edit(teamed({}), 'config.network.portgroup.2.computedPolicy.nicTeaming.rollingOrder', '')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'failback setting of port group iSCSI-A' }],
    },
  ],
});
