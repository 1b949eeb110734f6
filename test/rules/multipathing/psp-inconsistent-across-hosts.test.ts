import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/psp-inconsistent-across-hosts.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { esxcli, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';
import { clusterLun, node, nodes, quorum } from '../wsfc/cluster.ts';

const [first] = presetLuns;
const fixed = { psp: 'VMW_PSP_FIXED' };
const host = (n: number, lun: Patch<LunDescription> = {}, more: Patch<HostDescription> = {}) =>
  goodHost(n, { ...more, luns: { [first]: lun } });
const esxcliCommands = [
  'system version get',
  'system hostname get',
  'storage nmp device list',
  'storage core path list',
  'storage core device list',
];
const v67 = { version: '6.7.0', build: '14320388' };
const cluster = (n: number, version: object, lun: object = {}) => goodHost(n, { ...version, ...clusterLun({ ...lun }) });
/** Each preset host is three entries. */
const found = (n: number, policy: string, others: string, { device = first as string, index = 0, at = 3 * (n - 1) } = {}) => ({
  subject: `esx0${n}.lab/${device}`,
  level: 'warning' as const,
  message: `esx0${n}.lab uses ${policy} for ${device} while ${others}.`,
  pointer: `/entries/${at}/properties/config/storageDevice/multipathInfo/lun/${index}/policy/policy`,
});

testRule(rule, {
  valid: [
    { name: 'the same on two hosts', input: exportOf(host(1), host(2)) },
    { name: 'one host', exception: 'one-host', outcome: 'notApplicable', input: exportOf(host(1)) },
    {
      name: 'a name that is valid on one host only',
      outcome: 'notApplicable',
      input: exportOf(...[1, 2].map((n) => goodHost(n, { luns: { 'mpx.vmhba64:C0:T0:L9': n === 1 ? fixed : {} } }))),
    },
    {
      name: 'Fixed and Round Robin for a cluster on 6.7',
      exception: 'cluster-mix',
      input: exportOf(cluster(1, v67, fixed), cluster(2, v67), nodes()),
    },
    {
      name: 'a change under way',
      exception: 'mid-rollout',
      outcome: 'notApplicable',
      input: exportOf(host(1), host(2), host(3, fixed)),
      facts:
        'allow:\n  - rule: psp-inconsistent-across-hosts\n    host: esx03*\n    reason: change 4711\n    who: me\n    when: 2025-12-30\n    until: 2026-01-15',
    },
    {
      name: 'other policies for other devices',
      input: exportOf(...[1, 2].map((n) => goodHost(n, { luns: { [first]: fixed } }))),
    },
    { name: 'Fixed on every host', input: exportOf(...[1, 2, 3].map((n) => host(n, fixed))) },
  ],
  invalid: [
    {
      name: 'one of three',
      exception: 'majority',
      input: exportOf(host(1), host(2), host(3, fixed)),
      findings: [found(3, 'VMW_PSP_FIXED', 'esx01.lab and esx02.lab use VMW_PSP_RR')],
    },
    {
      name: 'one against one',
      input: exportOf(host(1), host(2, { psp: 'VMW_PSP_MRU' })),
      findings: [found(1, 'VMW_PSP_RR', 'esx02.lab uses VMW_PSP_MRU'), found(2, 'VMW_PSP_MRU', 'esx01.lab uses VMW_PSP_RR')],
    },
    {
      name: 'a crowd against one',
      input: exportOf(...[1, 2, 3, 4, 5].map((n) => host(n)), host(6, fixed)),
      findings: [found(6, 'VMW_PSP_FIXED', '5 of 6 hosts use VMW_PSP_RR')],
    },
    {
      name: 'three policies',
      input: exportOf(host(1), host(2), host(3, fixed), host(4, { psp: 'VMW_PSP_MRU' })),
      findings: [
        found(3, 'VMW_PSP_FIXED', 'esx01.lab and esx02.lab use VMW_PSP_RR, esx04.lab uses VMW_PSP_MRU'),
        found(4, 'VMW_PSP_MRU', 'esx01.lab and esx02.lab use VMW_PSP_RR, esx03.lab uses VMW_PSP_FIXED'),
      ],
    },
    {
      name: "the vendor's policy on one host only",
      input: exportOf(
        ...[1, 2].map((n) => host(n, { psp: 'DELL_PSP_EQL_ROUTED', satp: 'VMW_SATP_EQL' })),
        host(3, { satp: 'VMW_SATP_EQL' }),
      ),
      findings: [found(3, 'VMW_PSP_RR', 'esx01.lab and esx02.lab use DELL_PSP_EQL_ROUTED')],
    },
    {
      name: 'two plug-ins',
      input: exportOf(host(1), host(2), host(3, { plugin: 'HPP', psp: 'LB-RR' })),
      findings: [found(3, 'LB-RR', 'esx01.lab and esx02.lab use VMW_PSP_RR')],
    },
    {
      name: 'a cluster on 8.0, where no text speaks of a mix',
      input: exportOf(cluster(1, {}, fixed), cluster(2, {}), nodes()),
      findings: [
        found(1, 'VMW_PSP_FIXED', 'esx02.lab uses VMW_PSP_RR', { device: quorum, index: 1 }),
        found(2, 'VMW_PSP_RR', 'esx01.lab uses VMW_PSP_FIXED', { device: quorum, index: 1 }),
      ],
    },
    {
      name: 'a cluster of Windows Server 2003 on 6.7, for which Round Robin is not supported',
      input: exportOf(cluster(1, v67, fixed), cluster(2, v67), nodes({ guestId: 'winNetEnterpriseGuest' })),
      findings: [
        found(1, 'VMW_PSP_FIXED', 'esx02.lab uses VMW_PSP_RR', { device: quorum, index: 1 }),
        found(2, 'VMW_PSP_RR', 'esx01.lab uses VMW_PSP_FIXED', { device: quorum, index: 1 }),
      ],
    },
    {
      name: 'hosts of two clusters that share a device',
      input: exportOf(host(1), host(2), host(3, fixed, { cluster: 'C2' })),
      findings: [found(3, 'VMW_PSP_FIXED', 'esx01.lab and esx02.lab use VMW_PSP_RR')],
    },
    {
      name: 'esxcli of one host beside VIM of two',
      input: exportOf(
        host(1),
        host(2),
        esxcliCommands.map((command) => esxcli(host(3, fixed), command)),
      ),
      findings: [
        {
          ...found(3, 'VMW_PSP_FIXED', 'esx01.lab and esx02.lab use VMW_PSP_RR'),
          pointer: '/entries/8/output/0/PathSelectionPolicy',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'a host whose policy is not known cannot turn the majority',
      input: exportOf(...[1, 2, 3].map((n) => host(n)), without(goodHost(4), 'config.storageDevice.multipathInfo.lun.0.policy')),
      missing: [{ subject: `esx04.lab/${first}`, fact: `path selection policy of ${first}` }],
    },
    {
      name: 'the policy of the host is not known',
      input: exportOf(host(1), without(host(2), 'config.storageDevice.multipathInfo.lun.0.policy')),
      missing: [
        { subject: `esx01.lab/${first}`, fact: `path selection policy of ${first}` },
        { subject: `esx02.lab/${first}`, fact: `path selection policy of ${first}` },
      ],
    },
    {
      name: 'the devices of the other host were not exported',
      input: exportOf(host(1), without(goodHost(2), 'config.storageDevice')),
      missing: [
        ...presetLuns.map((device) => ({ subject: `esx01.lab/${device}`, fact: 'storage devices of esx02.lab' })),
        { subject: 'esx02.lab', fact: 'storage devices of esx02.lab' },
      ],
    },
    {
      name: 'no VM in an export of ESXi 6.7: the device may be the disk of a cluster',
      input: exportOf(cluster(1, v67, fixed), cluster(2, v67)),
      missing: [1, 2].map((n) => ({ subject: `esx0${n}.lab/${quorum}`, fact: 'virtual machines' })),
    },
    {
      name: 'the guest of a node is not known',
      input: exportOf(cluster(1, v67, fixed), cluster(2, v67), without(node('sql01'), 'config.guestId'), node('sql02')),
      missing: [1, 2].map((n) => ({ subject: `esx0${n}.lab/${quorum}`, fact: 'guest operating system of sql01' })),
    },
  ],
});
