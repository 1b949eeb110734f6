import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/vswitch-single-uplink.ts';
import type { HostDescription } from '../../build/index.ts';
import {
  dvsHost,
  edit,
  esxcliSet,
  exportOf,
  goodHost,
  presetDvs,
  presetLuns,
  twoSubnetHost,
  vm,
  without,
} from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
const [first, second] = presetLuns;
const on = (portGroup: string, name = 'web01') => vm({ name, host: 'esx01.lab', nics: [portGroup] });
const single = (patch: Patch = {}): HostDescription =>
  goodHost(1, { vswitches: { vSwitch0: { uplinks: ['vmnic0'] } }, ...patch });
const pnic = (index: number) => `/entries/0/properties/config/network/vswitch/${index}/pnic`;
const finding = (users: string, { name = 'vSwitch0', only = 'vmnic0', pointer = pnic(0) } = {}) => ({
  subject: `esx01.lab/${name}`,
  level: 'warning' as const,
  message: `${name} of esx01.lab has a single physical NIC, ${only}, and carries ${users}. Nothing takes over when it fails.`,
  pointer,
});
/** A switch for the bridge to the management processor, as some vendors' images bring it. */
const bridge = { vSwitchiDRACvusb: { uplinks: ['vusb0'], portGroups: { 'iDRAC Network': {} } } };
const oneLun = { adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } }, vmks: { vmk2: { ip: '10.0.9.11/24' } } } as const;
const uplinksBy = (command: string) => esxcliSet(goodHost(1)).findIndex((entry) => entry.command === command);

testRule(rule, {
  valid: [
    { name: 'two NICs each', input: exportOf(goodHost(1), on('VM Network')) },
    {
      name: 'two fabrics with a switch each',
      exception: 'two-fabrics',
      input: exportOf(twoSubnetHost(1), on('VM Network')),
    },
    { name: 'two fabrics, and no VM was exported', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'two fabrics without a device yet',
      input: exportOf(
        twoSubnetHost(1, { luns: { [first]: undefined, [second]: undefined }, vmfs: { ds1: undefined, ds2: undefined } }),
      ),
    },
    {
      name: 'an empty switch',
      exception: 'empty',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch5: { uplinks: ['vmnic5'], portGroups: { Spare: {} } } } }),
        on('VM Network'),
      ),
    },
    {
      name: 'the bridge to the management processor',
      exception: 'management-processor',
      input: exportOf(
        goodHost(1, { vswitches: bridge, vmks: { vmk9: { portGroup: 'iDRAC Network', ip: '169.254.0.2/24' } } }),
        on('VM Network'),
      ),
    },
    { name: 'a distributed switch with two NICs', input: exportOf(dvsHost(1), presetDvs(), on('VM Network')) },
  ],
  invalid: [
    { name: 'management and a VM', input: exportOf(single(), on('VM Network')), findings: [finding('vmk0 and web01')] },
    { name: 'management, and no VM was exported', input: exportOf(single()), findings: [finding('vmk0')] },
    {
      name: 'one switch alone, and nothing of iSCSI was exported',
      input: exportOf({
        name: 'esx01.lab',
        vswitches: { vSwitch0: { uplinks: ['vmnic0'], portGroups: { Mgmt: {} } } },
        vmks: { vmk0: { portGroup: 'Mgmt', ip: '10.0.0.1/24' } },
      }),
      findings: [finding('vmk0')],
    },
    {
      name: 'VMs alone',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch5: { uplinks: ['vmnic5'], portGroups: { 'DMZ net': {} } } } }),
        on('DMZ net'),
        on('DMZ net', 'web02'),
      ),
      findings: [finding('web01 and web02', { name: 'vSwitch5', only: 'vmnic5', pointer: pnic(2) })],
    },
    {
      name: 'all iSCSI over one switch with one NIC',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-B': undefined } } },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: ['vmk1'] } },
        }),
        on('VM Network'),
      ),
      findings: [finding('vmk1', { name: 'vSwitch1', only: 'vmnic2', pointer: pnic(1) })],
    },
    {
      name: 'two switches, but a device behind one of them only',
      input: exportOf(twoSubnetHost(1, { luns: { [first]: { paths: ['10.0.1.201'] } } }), on('VM Network')),
      findings: [finding('vmk1', { name: 'vSwitch1', only: 'vmnic2', pointer: pnic(1) })],
    },
    {
      name: 'a second switch that leads to no target',
      input: exportOf(twoSubnetHost(1, oneLun), on('VM Network')),
      findings: [
        finding('vmk1', { name: 'vSwitch1', only: 'vmnic2', pointer: pnic(1) }),
        finding('vmk2', { name: 'vSwitch2', only: 'vmnic3', pointer: pnic(2) }),
      ],
    },
    {
      name: 'a distributed switch with one NIC on this host',
      input: exportOf(
        dvsHost(1, { proxySwitches: { dvs1: { uplinks: { 'Uplink 2': undefined } } } }),
        presetDvs(),
        on('VM Network'),
      ),
      findings: [
        finding('vmk1 and vmk2', {
          name: 'dvs1',
          only: 'vmnic2',
          pointer: '/entries/0/properties/config/network/proxySwitch/0/pnic',
        }),
      ],
    },
    {
      name: 'by esxcli',
      input: exportOf(esxcliSet(single())),
      findings: [finding('vmk0', { pointer: `/entries/${uplinksBy('network vswitch standard list')}/output/0/Uplinks/0` })],
    },
  ],
  unknown: [
    {
      name: 'nobody knows what is on the switch',
      input: exportOf(goodHost(1, { vswitches: { vSwitch5: { uplinks: ['vmnic5'], portGroups: { Spare: {} } } } })),
      missing: [{ subject: 'esx01.lab/vSwitch5', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'paths of two fabrics not exported',
      input: exportOf(without(twoSubnetHost(1), 'config.storageDevice.multipathInfo'), on('VM Network')),
      missing: ['vSwitch1', 'vSwitch2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: `paths of ${first}` })),
    },
    {
      name: 'no switch was exported',
      input: exportOf(edit(without(goodHost(1), 'config.network'), 'name', 'esx01.lab'), on('VM Network')),
      missing: [{ subject: 'esx01.lab', fact: 'virtual switches of esx01.lab' }],
    },
  ],
});
