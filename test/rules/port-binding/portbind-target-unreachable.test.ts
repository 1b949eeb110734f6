import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-target-unreachable.ts';
import {
  edit,
  esxcliOutput,
  esxcliSet,
  exportOf,
  goodHost,
  type HostDescription,
  type Patch,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const bothSubnets = (patch: Patch<HostDescription> = {}) =>
  twoSubnetHost(1, { adapters: { vmhba64: { bound: ['vmk1', 'vmk2'] } }, ...patch });
const gateways = { vmk1: { gateway: '10.0.1.254' }, vmk2: { gateway: '10.0.2.254' } };
const ip = (index: number) => `/entries/0/properties/config/network/vnic/${index}/spec/ip/ipAddress`;
const noGateway = 'The adapter has no gateway of its own.';
const noRouting = 'ESXi before 6.5 does not route with port binding.';
const noVersion = ' The ESXi version is not known: before 6.5 this is an error.';
const crossed = (level: 'error' | 'warning', why: string) =>
  [1, 2].map((n) => ({
    subject: `esx01.lab/vmk${n}`,
    level,
    message: `vmk${n} in 10.0.${n}.0/24 is bound to vmhba64 and cannot reach 10.0.${3 - n}.201:3260. ${why}`,
    pointer: ip(n),
  }));
/** A discovered target that nothing is configured for and no path leads to. */
const stale = (address: string) => ({
  address,
  port: 3260,
  iScsiName: 'iqn.2010-06.com.example:array1.old',
  discoveryMethod: 'sendTargetMethod',
  parent: '10.0.1.201:3260',
});
const withStale = edit(goodHost(1), 'config.storageDevice.hostBusAdapter.0.configuredStaticTarget.0', stale('10.0.9.201'));
const foreignTarget = [
  { Adapter: 'vmhba64', IP: '10.0.9.201', Port: 3260, Target: 'iqn.2010-06.com.example:array1.ct9', Tpgt: 9 },
];
const portalList = esxcliOutput('esx01.lab', 'iscsi adapter target portal list', foreignTarget);
const sessions = (address: string) =>
  esxcliOutput('esx01.lab', 'iscsi session connection list', [
    { Adapter: 'vmhba64', Target: 'iqn.2010-06.com.example:array1.ct9', RemoteAddress: address, State: 'logged_in' },
  ]);

testRule(rule, {
  valid: [
    { name: 'one subnet', input: exportOf(goodHost(1)) },
    { name: 'one subnet, from esxcli', input: exportOf(...esxcliSet(goodHost(1)), sessions('10.0.1.201')) },
    {
      name: 'static targets in the subnet only',
      exception: 'on-link-targets',
      input: exportOf(
        goodHost(1, { adapters: { vmhba64: { sendTargets: undefined, staticTargets: ['10.0.1.201', '10.0.1.202'] } } }),
      ),
    },
    { name: 'a portal that discovery once found', exception: 'stale-discovery', input: exportOf(withStale) },
    {
      name: 'a discovered portal without a session in esxcli',
      input: exportOf(...esxcliSet(goodHost(1)), portalList, sessions('10.0.1.201')),
    },
    {
      name: 'gateways of their own from 6.5 on',
      exception: 'own-gateway',
      input: exportOf(bothSubnets({ version: '6.5.0', vmks: gateways })),
    },
    { name: 'nothing bound', outcome: 'none', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'a name that discovery has resolved',
      input: exportOf(edit(goodHost(1), 'config.storageDevice.hostBusAdapter.0.configuredSendTarget.0.address', 'array.lab')),
    },
  ],
  invalid: [
    {
      name: 'two bound subnets on 6.0',
      input: exportOf(bothSubnets({ version: '6.0.0' })),
      findings: crossed('error', noRouting),
    },
    {
      name: 'two bound subnets on 6.0, gateways or not',
      input: exportOf(bothSubnets({ version: '6.0.0', vmks: gateways })),
      findings: crossed('error', noRouting),
    },
    {
      name: 'two bound subnets on 6.5',
      input: exportOf(bothSubnets({ version: '6.5.0' })),
      findings: crossed('warning', noGateway),
    },
    { name: 'two bound subnets on 8.0', input: exportOf(bothSubnets()), findings: crossed('warning', noGateway) },
    {
      name: 'two bound subnets of an unknown version',
      input: exportOf(without(bothSubnets(), 'config.product')),
      findings: crossed('warning', noGateway + noVersion),
    },
    {
      name: 'one gateway only',
      input: exportOf(bothSubnets({ vmks: { vmk1: { gateway: '10.0.1.254' } } })),
      findings: crossed('warning', noGateway).slice(1),
    },
    {
      name: 'a send target in the management network',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.1.202', '192.168.10.201'] } } })),
      findings: [1, 2].map((n) => ({
        subject: `esx01.lab/vmk${n}`,
        level: 'warning' as const,
        message: `vmk${n} in 10.0.1.0/24 is bound to vmhba64 and cannot reach 192.168.10.201:3260. ${noGateway}`,
        pointer: ip(n),
      })),
    },
    {
      name: 'static targets in two other subnets',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { staticTargets: ['10.0.8.1', '10.0.9.1:3261'], bound: ['vmk1'] } } })),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'warning',
          message: `vmk1 in 10.0.1.0/24 is bound to vmhba64 and cannot reach 10.0.8.1:3260 and 10.0.9.1:3261. ${noGateway}`,
          pointer: ip(1),
        },
      ],
    },
    {
      name: 'a discovered portal with a session in esxcli',
      input: exportOf(...esxcliSet(goodHost(1)), portalList, sessions('10.0.9.201')),
      findings: [1, 2].map((n) => ({
        subject: `esx01.lab/vmk${n}`,
        level: 'warning' as const,
        message: `vmk${n} in 10.0.1.0/24 is bound to vmhba64 and cannot reach 10.0.9.201:3260. ${noGateway}`,
        pointer: `/entries/${esxcliSet(goodHost(1)).findIndex(({ command }) => command === 'network ip interface ipv4 get')}/output/${n}/IPv4Address`,
      })),
    },
  ],
  unknown: [
    {
      name: 'a discovered portal in esxcli, sessions not exported',
      input: exportOf(...esxcliSet(goodHost(1)), portalList),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'iSCSI sessions of vmhba64' })),
    },
    {
      name: 'a gateway where the version is not known',
      input: exportOf(without(bothSubnets({ vmks: gateways }), 'config.product')),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'ESXi version of esx01.lab' })),
    },
    {
      name: 'no netmask',
      input: exportOf(without(goodHost(1), 'config.network.vnic.1.spec.ip.subnetMask')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'IPv4 netmask of vmk1' }],
    },
    {
      name: 'an IPv6 portal',
      input: exportOf(
        edit(
          goodHost(1, { adapters: { vmhba64: { bound: ['vmk1'] } } }),
          'config.storageDevice.hostBusAdapter.0.configuredSendTarget.0.address',
          'fd00::1',
        ),
      ),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'IPv6 subnet of vmk1, for the portal fd00::1' }],
    },
  ],
});
