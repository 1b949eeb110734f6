import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-target-routed.ts';
import {
  dvsHost,
  edit,
  esxcliSet,
  exportOf,
  goodHost,
  type HostDescription,
  presetDvs,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const portalOf = (adapter: number, target: number) =>
  `/entries/0/properties/config/storageDevice/hostBusAdapter/${adapter}/configuredSendTarget/${target}/address`;
const bare = { luns: undefined, vmfs: undefined } as const;
const away = twoSubnetHost(1, { adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.2.201', '10.9.9.201'] } } });
const message =
  'vmhba64 of esx01.lab reaches 10.9.9.201 only through a router: no VMkernel adapter is in that subnet. Such traffic leaves through vmk0 (management), where the default gateway 192.168.10.1 is.';
const card = (ip: string | undefined, targets: readonly string[]): HostDescription =>
  goodHost(1, {
    ...bare,
    adapters: {
      vmhba64: undefined,
      vmhba40: { kind: 'independent', ...(ip === undefined ? {} : { ip }), mtu: 9000, sendTargets: targets },
    },
  });
const outputs = esxcliSet(away);

testRule(rule, {
  valid: [
    { name: 'a portal in each subnet', input: exportOf(twoSubnetHost(1)) },
    { name: 'a portal in each subnet, from esxcli', input: exportOf(...esxcliSet(twoSubnetHost(1))) },
    {
      name: 'bound adapters and a target elsewhere',
      exception: 'bound',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.9.9.201'] } } })),
    },
    {
      name: 'bound adapters and a target elsewhere, the kind of the iSCSI adapter not exported',
      outcome: 'notApplicable',
      input: exportOf(
        without(
          goodHost(1, { adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.9.9.201'] } } }),
          'config.storageDevice.hostBusAdapter.0.isSoftwareBased',
        ),
      ),
    },
    {
      name: 'a target that iSNS told and no session leads to',
      input: exportOf(
        edit(
          edit(
            twoSubnetHost(1, { adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.2.201', '10.0.2.202'] } } }),
            'config.storageDevice.hostBusAdapter.0.configuredStaticTarget.2.address',
            '10.9.9.202',
          ),
          'config.storageDevice.hostBusAdapter.0.configuredStaticTarget.2.discoveryMethod',
          'isnsMethod',
        ),
      ),
    },
    {
      name: 'a hardware adapter in the subnet of its target, which no VMkernel adapter is in',
      exception: 'hardware-on-link',
      input: exportOf(card('10.7.1.31/24', ['10.7.1.201'])),
    },
    {
      name: 'a portal that discovery found once and no session leads to',
      exception: 'stale-discovery',
      input: exportOf(
        edit(
          twoSubnetHost(1, { adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.2.201', '10.0.2.202'] } } }),
          'config.storageDevice.hostBusAdapter.0.configuredStaticTarget.2.address',
          '10.9.9.202',
        ),
      ),
    },
    {
      name: 'an IPv6 target',
      exception: 'ipv6',
      outcome: 'notApplicable',
      input: exportOf(twoSubnetHost(1, { ...bare, adapters: { vmhba64: { sendTargets: ['fe80::201'] } } })),
    },
    {
      name: 'a dependent adapter without bindings',
      exception: 'no-binding-yet',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          ...bare,
          adapters: {
            vmhba64: undefined,
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.9.9.201'], bound: [] },
          },
        }),
      ),
    },
    {
      name: 'bindings not exported, all targets in a subnet of the host',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
    },
  ],
  invalid: [
    {
      name: 'one of three targets is in another network',
      input: exportOf(away, twoSubnetHost(2)),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'warning', message, pointer: portalOf(0, 2) }],
    },
    {
      name: 'one of three targets is in another network, in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab/vmhba64',
          level: 'warning',
          message: 'vmhba64 of esx01.lab reaches 10.9.9.201 only through a router: no VMkernel adapter is in that subnet.',
          pointer: `/entries/${outputs.findIndex(({ command }) => command === 'iscsi adapter discovery sendtarget list')}/output/2/Sendtarget`,
        },
      ],
    },
    {
      name: 'all targets are in another network, no default gateway',
      input: exportOf(
        twoSubnetHost(1, { defaultGateway: undefined, adapters: { vmhba64: { sendTargets: ['10.9.9.201', '10.9.9.202'] } } }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmhba64',
          level: 'warning',
          message:
            'vmhba64 of esx01.lab reaches 10.9.9.201 and 10.9.9.202 only through a router: no VMkernel adapter is in that subnet. The host has no default gateway.',
          pointer: portalOf(0, 0),
        },
      ],
    },
    {
      name: 'unbound on a distributed switch',
      input: exportOf(dvsHost(1, { ...bare, adapters: { vmhba64: { bound: [], sendTargets: ['10.9.9.201'] } } }), presetDvs()),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'warning', message, pointer: portalOf(0, 0) }],
    },
    {
      name: 'only an adapter of another TCP/IP stack is in the subnet',
      input: exportOf(
        twoSubnetHost(1, {
          ...bare,
          vmks: { vmk2: { netstack: 'vmotion', ip: '10.9.9.11/24' } },
          adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.9.9.201'] } },
        }),
      ),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'warning', message, pointer: portalOf(0, 1) }],
    },
    {
      name: 'a hardware adapter in another subnet than its target',
      input: exportOf(card('10.7.1.31/24', ['10.0.1.201'])),
      findings: [
        {
          subject: 'esx01.lab/vmhba40',
          level: 'warning',
          message: 'vmhba40 of esx01.lab reaches 10.0.1.201 only through a router: its own address is in another subnet.',
          pointer: portalOf(0, 0),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'a target by name',
      exception: 'dns-name',
      input: exportOf(twoSubnetHost(1, { ...bare, adapters: { vmhba64: { sendTargets: ['san.lab'] } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'address of a target of san.lab (vmhba64)' }],
    },
    {
      name: 'a target in another network, bindings not exported',
      input: exportOf(
        goodHost(1, { ...bare, adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.9.9.201'], bound: undefined } } }),
      ),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'a hardware adapter without its address',
      input: exportOf(card(undefined, ['10.7.1.201'])),
      missing: [{ subject: 'esx01.lab/vmhba40', fact: 'IPv4 address of vmhba40' }],
    },
    {
      name: 'a netmask was not exported',
      input: exportOf(without(away, 'config.network.vnic.0.spec.ip.subnetMask')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'IPv4 netmask of vmk0' }],
    },
  ],
});
