import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vmk-default-gateway.ts';
import { esxcli, esxcliOutput, esxcliSet, exportOf, goodHost, twoSubnetHost, without } from '../../build/index.ts';

const addressOf = (index: number) => `/entries/0/properties/config/network/vnic/${index}/spec/ip/ipAddress`;
const gatewayOf = (index: number) =>
  `/entries/0/properties/config/network/vnic/${index}/spec/ipRouteSpec/ipRouteConfig/defaultGateway`;
const hostGateway = (vmk: string) =>
  `The default gateway 10.0.1.1 of esx01.lab lies in 10.0.1.0/24, the iSCSI subnet of ${vmk}. What leaves the networks of the host does so over the storage NICs.`;
const own = 'vmk1 has the gateway 10.0.1.1 of its own, but all targets of vmhba64 are in its subnet 10.0.1.0/24.';
const withGateway = { vmks: { vmk1: { gateway: '10.0.1.1' } } };
/** Management and iSCSI over one adapter. */
const single = {
  defaultGateway: '10.0.1.1',
  vmks: { vmk0: { portGroup: 'iSCSI-A', ip: '10.0.1.11/24' }, vmk1: undefined, vmk2: undefined },
  adapters: { vmhba64: { bound: ['vmk0'] } },
} as const;
const outputs = [
  ...esxcliSet(goodHost(1)),
  ...['vmk1', 'vmk2'].map((name) => esxcli(goodHost(1), `network ip interface tag get -i ${name}`)),
];
const routes = esxcliOutput('esx01.lab', 'network ip route ipv4 list', [
  { Gateway: '10.0.1.1', Interface: 'vmk1', Netmask: '0.0.0.0', Network: 'default', Source: 'MANUAL' },
]);
const noRoutes = esxcliOutput('esx01.lab', 'network ip route ipv4 list', [
  { Gateway: '0.0.0.0', Interface: 'vmk1', Netmask: '255.255.255.0', Network: '10.0.1.0', Source: 'MANUAL' },
]);

testRule(rule, {
  valid: [
    { name: 'the gateway is in the management network', input: exportOf(goodHost(1)) },
    { name: 'a host without a default gateway', input: exportOf(goodHost(1, { defaultGateway: undefined })) },
    { name: 'esxcli lists no default route', input: exportOf(...outputs, noRoutes) },
    {
      name: 'a gateway of its own and a target in another network',
      exception: 'routed-targets',
      input: exportOf(
        twoSubnetHost(1, {
          vmks: { vmk1: { gateway: '10.0.1.1' }, vmk2: { gateway: '10.0.2.1' } },
          adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.2.201'] } },
        }),
      ),
    },
    {
      name: 'a gateway of its own before 6.5',
      exception: 'before-gateways',
      input: exportOf(goodHost(1, { version: '6.0.0', ...withGateway })),
    },
    {
      name: 'the only management adapter carries iSCSI',
      exception: 'manages-too',
      input: exportOf(goodHost(1, single)),
    },
    {
      name: 'no iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined })),
    },
  ],
  invalid: [
    {
      name: 'the default gateway of the host',
      input: exportOf(goodHost(1, { defaultGateway: '10.0.1.1' })),
      findings: [
        { subject: 'esx01.lab/vmk1', level: 'warning', message: hostGateway('vmk1'), pointer: addressOf(1) },
        { subject: 'esx01.lab/vmk2', level: 'warning', message: hostGateway('vmk2'), pointer: addressOf(2) },
      ],
    },
    {
      name: 'the default gateway of the host, told by its TCP/IP stack only',
      input: exportOf(without(goodHost(1, { defaultGateway: '10.0.1.1' }), 'config.network.ipRouteConfig')),
      findings: [
        { subject: 'esx01.lab/vmk1', level: 'warning', message: hostGateway('vmk1'), pointer: addressOf(1) },
        { subject: 'esx01.lab/vmk2', level: 'warning', message: hostGateway('vmk2'), pointer: addressOf(2) },
      ],
    },
    {
      name: 'the default gateway of the host, services not exported',
      input: exportOf(without(goodHost(1, { defaultGateway: '10.0.1.1' }), 'config.virtualNicManagerInfo')),
      findings: [
        { subject: 'esx01.lab/vmk1', level: 'warning', message: hostGateway('vmk1'), pointer: addressOf(1) },
        { subject: 'esx01.lab/vmk2', level: 'warning', message: hostGateway('vmk2'), pointer: addressOf(2) },
      ],
    },
    {
      name: 'a gateway that a port does not need, the routes of the host not exported',
      input: exportOf(
        without(without(goodHost(1, withGateway), 'config.network.ipRouteConfig'), 'config.network.netStackInstance'),
      ),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'note', message: own, pointer: gatewayOf(1) }],
    },
    {
      name: 'the default gateway of an unbound host, in one of two subnets',
      input: exportOf(twoSubnetHost(1, { defaultGateway: '10.0.1.1' })),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'warning', message: hostGateway('vmk1'), pointer: addressOf(1) }],
    },
    {
      name: 'the default route in esxcli',
      input: exportOf(...outputs, routes),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'warning',
          message: hostGateway('vmk1'),
          pointer: `/entries/${outputs.findIndex(({ command }) => command === 'network ip interface ipv4 get')}/output/1/IPv4Address`,
        },
        {
          subject: 'esx01.lab/vmk2',
          level: 'warning',
          message: hostGateway('vmk2'),
          pointer: `/entries/${outputs.findIndex(({ command }) => command === 'network ip interface ipv4 get')}/output/2/IPv4Address`,
        },
      ],
    },
    {
      name: 'an iSCSI port that is a second management adapter',
      input: exportOf(
        goodHost(1, {
          defaultGateway: '10.0.1.1',
          vmks: { vmk1: { tags: ['management'] }, vmk2: undefined },
          adapters: { vmhba64: { bound: ['vmk1'] } },
        }),
      ),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'warning', message: hostGateway('vmk1'), pointer: addressOf(1) }],
    },
    {
      name: 'a gateway that a port does not need',
      input: exportOf(goodHost(1, withGateway)),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'note', message: own, pointer: gatewayOf(1) }],
    },
    {
      name: 'a gateway that a port does not need, 6.5',
      input: exportOf(goodHost(1, { version: '6.5.0', ...withGateway })),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'note', message: own, pointer: gatewayOf(1) }],
    },
  ],
  unknown: [
    {
      name: 'routes not exported',
      input: exportOf(without(without(goodHost(1), 'config.network.ipRouteConfig'), 'config.network.netStackInstance')),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'default gateway of esx01.lab' },
        { subject: 'esx01.lab/vmk2', fact: 'default gateway of esx01.lab' },
      ],
    },
    {
      name: 'a gateway of its own, the ESXi version not exported',
      input: exportOf(without(goodHost(1, withGateway), 'config.product')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'ESXi version of esx01.lab' }],
    },
    {
      name: 'a gateway of its own and a target by name',
      input: exportOf(
        goodHost(1, { ...withGateway, luns: undefined, vmfs: undefined, adapters: { vmhba64: { sendTargets: ['san.lab'] } } }),
      ),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'address of a target of san.lab (vmhba64)' }],
    },
  ],
});
