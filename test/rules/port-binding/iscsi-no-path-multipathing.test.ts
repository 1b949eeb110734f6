import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-no-path-multipathing.ts';
import {
  dvpg,
  dvs,
  dvsHost,
  esxcliSet,
  exportOf,
  goodHost,
  type HostDescription,
  type Patch,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const team = (sendTargets: readonly string[], patch: Patch<HostDescription> = {}) =>
  goodHost(1, {
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': undefined } } },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { sendTargets, bound: [] } },
    ...patch,
  });
const message =
  'vmk1 is the only iSCSI port of vmhba64, unbound and teamed over vmnic2 and vmnic3. Teaming is not multipathing: there is one session for each target portal.';
const several = `${message} The portals 10.0.1.201 and 10.0.1.202 give a path each, which are redundant if they are on different controllers.`;
const active = '/entries/0/properties/config/network/portgroup/2/computedPolicy/nicTeaming/nicOrder/activeNic';
const printed = esxcliSet(team(['10.0.1.201']));

testRule(rule, {
  valid: [
    { name: 'two bound adapters', exception: 'bound', input: exportOf(goodHost(1)) },
    { name: 'two bound adapters in esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'two subnets', exception: 'several-ports', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'an independent adapter',
      exception: 'hardware-adapter',
      outcome: 'notApplicable',
      input: exportOf({
        name: 'esx01.lab',
        adapters: { vmhba2: { kind: 'independent', ip: '10.0.1.31/24', sendTargets: ['10.0.1.201'] } },
      }),
    },
    {
      name: 'one unbound adapter with one uplink',
      exception: 'one-uplink',
      input: exportOf(twoSubnetHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } } })),
    },
    {
      name: 'one unbound adapter on a LAG',
      exception: 'lag',
      outcome: 'notApplicable',
      input: exportOf(
        dvsHost(1, {
          proxySwitches: {
            dvs1: { uplinks: { 'Uplink 1': undefined, 'Uplink 2': undefined }, lags: { lag1: ['vmnic2', 'vmnic3'] } },
          },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: [] } },
        }),
        dvs({ name: 'dvs1', lags: { lag1: {} } }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['lag1'] }),
      ),
    },
    { name: 'a target behind a router', outcome: 'notApplicable', input: exportOf(team(['10.0.9.201'])) },
    { name: 'software iSCSI without targets', outcome: 'none', input: exportOf(team([], { luns: undefined, vmfs: undefined })) },
  ],
  invalid: [
    {
      name: 'one portal',
      input: exportOf(team(['10.0.1.201'])),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'warning', message, pointer: active }],
    },
    {
      name: 'one portal, the second uplink standby',
      input: exportOf(
        team(['10.0.1.201'], {
          vswitches: {
            vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] }, 'iSCSI-B': undefined } },
          },
        }),
      ),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'warning', message, pointer: active }],
    },
    {
      name: 'two portals',
      exception: 'several-portals',
      input: exportOf(team(['10.0.1.201', '10.0.1.202'])),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'note', message: several, pointer: active }],
    },
    {
      name: 'one portal in esxcli',
      input: exportOf(...printed),
      findings: [
        {
          subject: 'esx01.lab/vmhba64',
          level: 'warning',
          message,
          pointer: `/entries/${printed.findIndex(({ command }) => command.endsWith('-p iSCSI-A'))}/output/ActiveAdapters`,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'bindings were not exported',
      input: exportOf(
        team(['10.0.1.201'], {
          vmks: { vmk0: undefined, vmk2: undefined },
          adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: undefined } },
        }),
      ),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the teaming was not exported',
      input: exportOf(without(team(['10.0.1.201']), 'config.network.portgroup.2.computedPolicy')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'active uplinks of port group iSCSI-A' }],
    },
    {
      name: 'another adapter without a netmask',
      input: exportOf(without(team(['10.0.1.201']), 'config.network.vnic.0.spec.ip.subnetMask')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'IPv4 netmask of vmk0' }],
    },
  ],
});
