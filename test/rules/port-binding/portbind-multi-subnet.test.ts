import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-multi-subnet.ts';
import {
  dvpg,
  dvs,
  dvsHost,
  esxcliSet,
  exportOf,
  goodHost,
  type HostDescription,
  type Patch,
  presetDvs,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const bound = (patch: Patch<HostDescription> = {}) =>
  twoSubnetHost(1, { adapters: { vmhba64: { bound: ['vmk1', 'vmk2'] } }, ...patch });
const gateways = { vmk1: { gateway: '10.0.1.254' }, vmk2: { gateway: '10.0.2.254' } };
const ip = (index: number) => `/entries/0/properties/config/network/vnic/${index}/spec/ip/ipAddress`;
const noVersion = ' The ESXi version is not known: before 6.5 this is an error.';
const eachOwn = ' Each has a gateway of its own.';
const noGateways = ' Not all gateways are known: without one of its own for each adapter this is a warning.';
const pair = (level: 'error' | 'warning' | 'note', hint = '', pointer = ip) =>
  [1, 2].map((n) => ({
    subject: `esx01.lab/vmk${n}`,
    level,
    message: `vmk${n} in 10.0.${n}.0/24 is bound to vmhba64 together with vmk${3 - n} in 10.0.${3 - n}.0/24. Adapters in several subnets need no port binding.${hint}`,
    pointer: pointer(n),
  }));
const withoutGatewayColumn = esxcliSet(bound()).map((entry) =>
  entry.command === 'network ip interface ipv4 get'
    ? { ...entry, output: (entry.output as { Gateway?: string }[]).map(({ Gateway: _gateway, ...row }) => row) }
    : entry,
);
const ipv4 = esxcliSet(bound()).findIndex(({ command }) => command === 'network ip interface ipv4 get');

testRule(rule, {
  valid: [
    { name: 'one subnet', input: exportOf(goodHost(1)) },
    { name: 'one subnet, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'one subnet on a distributed switch', input: exportOf(dvsHost(1), ...presetDvs()) },
    { name: 'two subnets, unbound', outcome: 'none', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'two dependent adapters, a subnet each',
      input: exportOf(
        twoSubnetHost(1, {
          adapters: {
            vmhba64: undefined,
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
            vmhba34: { kind: 'dependent', pnic: 'vmnic3', sendTargets: ['10.0.2.201'], bound: ['vmk2'] },
          },
        }),
      ),
    },
    {
      name: 'a dependent adapter with two subnets',
      exception: 'hardware-adapter',
      outcome: 'notApplicable',
      input: exportOf(bound({ adapters: { vmhba64: { kind: 'dependent', bound: ['vmk1', 'vmk2'] } } })),
    },
  ],
  invalid: [
    { name: 'two subnets on 6.0', input: exportOf(bound({ version: '6.0.0' })), findings: pair('error') },
    {
      name: 'two subnets on 6.0 with gateways, which it does not know',
      input: exportOf(bound({ version: '6.0.0', vmks: gateways })),
      findings: pair('error'),
    },
    { name: 'two subnets on 6.5', input: exportOf(bound({ version: '6.5.0' })), findings: pair('warning') },
    { name: 'two subnets on 8.0', input: exportOf(bound()), findings: pair('warning') },
    {
      name: 'two subnets with a gateway each',
      exception: 'own-gateways',
      input: exportOf(bound({ vmks: gateways })),
      findings: pair('note', eachOwn),
    },
    {
      name: 'two subnets with one gateway',
      input: exportOf(bound({ vmks: { vmk1: { gateway: '10.0.1.254' } } })),
      findings: pair('warning'),
    },
    {
      name: 'two subnets of an unknown version',
      input: exportOf(without(bound(), 'config.product')),
      findings: pair('warning', noVersion),
    },
    {
      name: 'two subnets with gateways of an unknown version',
      input: exportOf(without(bound({ vmks: gateways }), 'config.product')),
      findings: pair('note', eachOwn + noVersion),
    },
    {
      name: 'two subnets in esxcli without gateways',
      input: exportOf(...withoutGatewayColumn),
      findings: pair('note', noGateways, (n) => `/entries/${ipv4}/output/${n}/IPv4Address`),
    },
    {
      name: 'two subnets on a distributed switch',
      input: exportOf(
        dvsHost(1, { vmks: { vmk2: { ip: '10.0.2.11/24' } } }),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'] }),
      ),
      findings: pair('warning'),
    },
    {
      name: 'three adapters in two subnets',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-C': { active: ['vmnic3'] } } } },
          vmks: { vmk3: { portGroup: 'iSCSI-C', ip: '10.0.2.11/24', mtu: 9000 } },
          adapters: { vmhba64: { bound: ['vmk1', 'vmk2', 'vmk3'] } },
        }),
      ),
      findings: [
        ...[1, 2].map((n) => ({
          subject: `esx01.lab/vmk${n}`,
          level: 'warning' as const,
          message: `vmk${n} in 10.0.1.0/24 is bound to vmhba64 together with vmk3 in 10.0.2.0/24. Adapters in several subnets need no port binding.`,
          pointer: ip(n),
        })),
        {
          subject: 'esx01.lab/vmk3',
          level: 'warning' as const,
          message:
            'vmk3 in 10.0.2.0/24 is bound to vmhba64 together with vmk1 in 10.0.1.0/24 and vmk2 in 10.0.1.0/24. Adapters in several subnets need no port binding.',
          pointer: ip(3),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'no netmask',
      input: exportOf(without(goodHost(1), 'config.network.vnic.1.spec.ip.subnetMask')),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'IPv4 netmask of vmk1' })),
    },
    {
      name: 'two subnets on an adapter of an unknown kind',
      input: exportOf(
        without(
          without(bound(), 'config.storageDevice.hostBusAdapter.0.isSoftwareBased'),
          'config.storageDevice.hostBusAdapter.0.networkBindingSupport',
        ),
      ),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'kind of iSCSI adapter of vmhba64' })),
    },
    {
      name: 'bindings were not exported',
      input: exportOf(twoSubnetHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
  ],
});
