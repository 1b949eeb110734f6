import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/psp-not-round-robin.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { edit, esxcli, esxcliOutput, exportOf, goodHost, presetLuns, twoSubnetHost, vm, without } from '../../build/index.ts';
import { clusterLun, node, nodes, quorum } from '../wsfc/cluster.ts';

const [first, second] = presetLuns;
type Lun = Patch<LunDescription>;
/** Only the first LUN differs from the preset. */
const host = (lun: Lun, more: Patch<HostDescription> = {}) => goodHost(1, { ...more, luns: { [first]: lun } });
const fixed = { psp: 'VMW_PSP_FIXED' };
const mru = { psp: 'VMW_PSP_MRU' };
const aa = { satp: 'VMW_SATP_DEFAULT_AA' };
const pointer = '/entries/0/properties/config/storageDevice/multipathInfo/lun/0/policy/policy';
const found = (
  policy: string,
  advice: string,
  { device = first as string, paths = 4, level = 'warning' as 'warning' | 'note', at = pointer } = {},
) => ({
  subject: `esx01.lab/${device}`,
  level,
  message: `${device} uses ${policy} over ${paths} usable paths, so its I/O goes over one path at a time. ${advice}`,
  pointer: at,
});
const generic = (satp: string, vendor = 'EXAMPLE') =>
  `No claim rule of ${vendor} is known here; a generic one is ${satp} with VMW_PSP_RR.`;
const claim = (name: string, text: string) => `The claim rule for Round Robin on ${name} is ${text}.`;

const eSeries =
  `${claim('NetApp E-Series', 'VMW_SATP_ALUA with VMW_PSP_RR, tpgs_on, reset_on_attempted_reserve')} ` +
  'The system claim rule of E-Series with Round Robin in place of MRU; NetApp prints none with Round Robin.';

const v51 = { version: '5.1.0', build: '799733' };
const v67 = { version: '6.7.0', build: '14320388' };
const cluster = (version: object, lun: object, n = 1) => goodHost(n, { ...version, ...clusterLun({ ...lun }) });
const clusterPointer = pointer.replace('/lun/0/', '/lun/1/');

const me4 = { vendor: 'DellEMC', model: 'ME4', paths: ['10.0.1.201', '10.0.1.202'] };
const groupStates = (states: readonly string[]) =>
  esxcliOutput(
    'esx01.lab',
    'storage nmp path list',
    states.map((state, target) => ({ Device: first, 'Runtime Name': `vmhba64:C0:T${target}:L1`, 'Group State': state })),
  );

testRule(rule, {
  valid: [
    { name: 'Round Robin', input: exportOf(goodHost(1)) },
    { name: 'Round Robin in two subnets', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'one path',
      exception: 'one-path',
      outcome: 'notApplicable',
      input: exportOf(host({ ...fixed, paths: ['10.0.1.201'] })),
    },
    {
      name: 'one path alive, the others dead or disabled',
      outcome: 'notApplicable',
      input: exportOf(
        host({
          ...mru,
          paths: ['10.0.1.201', { target: '10.0.1.202', state: 'dead' }, { target: '10.0.1.203', state: 'disabled' }],
        }),
      ),
    },
    {
      name: 'a local disk with Fixed',
      exception: 'local-disk',
      input: exportOf(goodHost(1, { luns: { 'naa.5000c500a1b2c3d4': { local: true, psp: 'VMW_PSP_FIXED' } } })),
    },
    {
      name: 'a local NVMe disk under the High-Performance Plug-in on 7.0 Update 2',
      input: exportOf(
        goodHost(1, {
          version: '7.0.2',
          build: '17630552',
          luns: { 'eui.0025385a91b0c1d2': { local: true, plugin: 'HPP', psp: 'LB-RR' } },
        }),
      ),
    },
    {
      name: 'Fibre Channel',
      exception: 'not-iscsi',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba2: { kind: 'fc' } },
          luns: {
            'naa.6000d31000a1b2000000000000000009': {
              ...fixed,
              paths: [{ adapter: 'vmhba2' }, { adapter: 'vmhba2', channel: 1 }],
            },
          },
        }),
      ),
    },
    {
      name: 'an iSCSI device under the High-Performance Plug-in with its Fixed policy',
      exception: 'hpp',
      input: exportOf(host({ plugin: 'HPP', psp: 'FIXED' })),
    },
    {
      name: "EqualLogic's own policy",
      exception: 'vendor-policy',
      input: exportOf(host({ vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL', psp: 'DELL_PSP_EQL_ROUTED' })),
    },
    { name: "Nimble's own policy", input: exportOf(host({ vendor: 'Nimble', model: 'Server', psp: 'NIMBLE_PSP_DIRECTED' })) },
    {
      name: 'an active/passive array',
      exception: 'active-passive',
      outcome: 'notApplicable',
      input: exportOf(host({ ...mru, satp: 'VMW_SATP_DEFAULT_AP' })),
    },
    { name: 'the disk of a cluster on ESXi 5.1', exception: 'cluster-before-5-5', input: exportOf(cluster(v51, fixed), nodes()) },
    {
      name: 'the disk of a cluster on a VNX that ESXi 5.1 drives with Round Robin',
      input: exportOf(cluster(v51, { vendor: 'DGC', model: 'VRAID', satp: 'VMW_SATP_ALUA_CX' }), nodes()),
    },
    {
      name: 'the disk of a Windows Server 2003 cluster on 6.7',
      exception: 'cluster-2003',
      input: exportOf(cluster(v67, mru), nodes({ guestId: 'winNetEnterpriseGuest' })),
    },
    {
      name: 'the disk of a Windows Server 2003 cluster on 8.0',
      input: exportOf(cluster({}, fixed), nodes({ guestId: 'winNetStandardGuest' })),
    },
    {
      name: 'Fixed here and Round Robin there for a cluster on 6.7',
      exception: 'cluster-mixed',
      input: exportOf(cluster(v67, fixed), cluster(v67, {}, 2), nodes()),
    },
    {
      name: 'a VNX with Fixed',
      exception: 'vnx-fixed',
      input: exportOf(host({ ...fixed, vendor: 'DGC', model: 'VRAID', satp: 'VMW_SATP_ALUA_CX' })),
    },
    {
      name: 'an SVC with Fixed',
      exception: 'svc-fixed',
      input: exportOf(host({ ...fixed, vendor: 'IBM', model: '2145', satp: 'VMW_SATP_SVC' })),
    },
    {
      name: 'an SVC with Fixed whose vendor is not known',
      input: exportOf(without(host({ ...fixed, satp: 'VMW_SATP_SVC' }), 'config.storageDevice.scsiLun.0.vendor')),
    },
    {
      name: 'DataCore with Fixed',
      exception: 'datacore-fixed',
      input: exportOf(host({ ...fixed, vendor: 'DataCore', model: 'Virtual Disk' })),
    },
    {
      name: 'Compellent with Fixed',
      exception: 'compellent-fixed',
      input: exportOf(host({ ...fixed, ...aa, vendor: 'COMPELNT', model: 'Compellent Vol' })),
    },
    {
      name: 'a Ceph gateway with MRU',
      exception: 'ceph-mru',
      input: exportOf(host({ ...mru, vendor: 'LIO-ORG', model: 'TCMU device' })),
    },
    {
      name: 'an array of the user that must have MRU',
      vendors:
        'arrays:\n  - name: ACME\n    match: [{ vendor: ACME }]\n    requires: { satp: VMW_SATP_ALUA, psp: VMW_PSP_MRU, says: MRU only. }\n',
      input: exportOf(host({ ...mru, vendor: 'ACME' })),
    },
    {
      name: 'an ME4 that is attached directly',
      exception: 'one-owner-path',
      outcome: 'notApplicable',
      input: exportOf(host({ ...mru, ...me4 }), groupStates(['active', 'active unoptimized'])),
    },
    {
      name: 'an ALUA array that its vendor wants Fixed for',
      exception: 'alua-needs-fixed',
      outcome: 'notApplicable',
      input: exportOf(host({ ...fixed, vendor: 'ACME' })),
      facts: `allow:\n  - rule: psp-not-round-robin\n    object: ${first}\n    reason: the vendor's guide says Fixed\n    who: me\n    when: 2025-12-01\n    until: 2026-12-31`,
    },
  ],
  invalid: [
    {
      name: 'Fixed on a generic active/active array',
      input: exportOf(host({ ...fixed, ...aa })),
      findings: [found('VMW_PSP_FIXED', generic('VMW_SATP_DEFAULT_AA'))],
    },
    {
      name: 'MRU on a generic ALUA array',
      input: exportOf(host(mru)),
      findings: [found('VMW_PSP_MRU', generic('VMW_SATP_ALUA'))],
    },
    {
      name: 'Fixed on a generic ALUA array',
      input: exportOf(host(fixed)),
      findings: [found('VMW_PSP_FIXED', generic('VMW_SATP_ALUA'))],
    },
    {
      name: 'two paths, one of them standby',
      input: exportOf(host({ ...mru, paths: ['10.0.1.201', { target: '10.0.1.202', state: 'standby' }] })),
      findings: [found('VMW_PSP_MRU', generic('VMW_SATP_ALUA'), { paths: 2 })],
    },
    {
      name: 'two of three paths usable',
      input: exportOf(host({ ...mru, paths: ['10.0.1.201', '10.0.1.202', { target: '10.0.1.203', state: 'dead' }] })),
      findings: [found('VMW_PSP_MRU', generic('VMW_SATP_ALUA'), { paths: 2 })],
    },
    {
      name: 'Pure with the generic ALUA policy',
      input: exportOf(host({ ...mru, vendor: 'PURE', model: 'FlashArray' })),
      findings: [found('VMW_PSP_MRU', claim('Pure FlashArray', 'VMW_SATP_ALUA with VMW_PSP_RR, iops=1'))],
    },
    {
      name: 'NetApp ONTAP with Fixed',
      input: exportOf(host({ ...fixed, vendor: 'NETAPP', model: 'LUN C-Mode' })),
      findings: [
        found('VMW_PSP_FIXED', claim('NetApp ONTAP', 'VMW_SATP_ALUA with VMW_PSP_RR, tpgs_on, reset_on_attempted_reserve')),
      ],
    },
    {
      name: 'NetApp E-Series with MRU, unbound in two subnets',
      exception: 'e-series-mru',
      input: exportOf(
        twoSubnetHost(1, {
          version: '7.0.3',
          build: '19193900',
          luns: {
            [first]: {
              ...mru,
              vendor: 'NETAPP',
              model: 'INF-01-00',
              paths: [
                '10.0.1.201',
                '10.0.2.201',
                { target: '10.0.1.202', state: 'nonOptimized' },
                { target: '10.0.2.202', state: 'nonOptimized' },
              ],
            },
          },
        }),
      ),
      findings: [
        found('VMW_PSP_MRU', `The system claim rule for NetApp E-Series itself prescribes VMW_PSP_MRU. ${eSeries}`, {
          level: 'note',
        }),
      ],
    },
    {
      name: 'an older E-Series that calls itself LSI, with Fixed',
      input: exportOf(host({ ...fixed, vendor: 'LSI', model: 'INF-01-00' })),
      findings: [found('VMW_PSP_FIXED', eSeries)],
    },
    {
      name: 'Compellent with MRU',
      input: exportOf(host({ ...mru, vendor: 'COMPELNT', model: 'Compellent Vol' })),
      findings: [
        found(
          'VMW_PSP_MRU',
          'Dell uses Round Robin over paths of the same kind, or Fixed with a preferred path for each datastore; MRU is not recommended or tested.',
        ),
      ],
    },
    {
      name: 'EqualLogic with Fixed',
      input: exportOf(host({ ...fixed, vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL' })),
      findings: [
        found(
          'VMW_PSP_FIXED',
          `${claim('Dell EqualLogic', 'VMW_SATP_EQL with VMW_PSP_RR, iops=3')} Dell's multipathing module (DELL_PSP_EQL_ROUTED) is the other choice.`,
        ),
      ],
    },
    {
      name: 'Hitachi with Fixed, which keeps its 1000 operations',
      input: exportOf(host({ ...fixed, vendor: 'HITACHI', model: 'OPEN-V' })),
      findings: [
        found(
          'VMW_PSP_FIXED',
          `${claim('Hitachi VSP', 'VMW_SATP_ALUA with VMW_PSP_RR, tpgs_on')} Hitachi keeps the default of 1000 I/O operations for each path.`,
        ),
      ],
    },
    {
      name: 'a VNX with MRU',
      input: exportOf(host({ ...mru, vendor: 'DGC', model: 'VRAID', satp: 'VMW_SATP_ALUA_CX' })),
      findings: [
        found(
          'VMW_PSP_MRU',
          `${claim('EMC CLARiiON, VNX and Unity', 'VMW_SATP_ALUA_CX with VMW_PSP_RR')} The claim rule is the one that ESXi brings along, as a field note prints it; EMC's own text was not found.`,
        ),
      ],
    },
    {
      name: 'a 3PAR that is not in ALUA mode',
      input: exportOf(host({ ...fixed, ...aa, vendor: '3PARdata', model: 'VV' })),
      findings: [
        found(
          'VMW_PSP_FIXED',
          `${claim('HPE 3PAR, Primera and Alletra 9000', 'VMW_SATP_ALUA with VMW_PSP_RR, iops=1, tpgs_on')} That rule is for ALUA, which the array does not offer here (VMW_SATP_DEFAULT_AA).`,
        ),
      ],
    },
    {
      name: 'an ME5, of which Dell says nothing that could be read',
      input: exportOf(host({ ...mru, vendor: 'DellEMC', model: 'ME5' })),
      findings: [
        found(
          'VMW_PSP_MRU',
          'No claim rule for Dell PowerVault ME5 is known here; a generic one is VMW_SATP_ALUA with VMW_PSP_RR.',
        ),
      ],
    },
    {
      name: 'an SVC with MRU',
      input: exportOf(host({ ...mru, vendor: 'IBM', model: '2145', satp: 'VMW_SATP_SVC' })),
      findings: [found('VMW_PSP_MRU', claim('IBM SVC, Storwize and FlashSystem', 'VMW_SATP_SVC with VMW_PSP_RR'))],
    },
    {
      name: 'a Linux target with Fixed',
      input: exportOf(host({ ...fixed, ...aa, vendor: 'LIO-ORG', model: 'disk1' })),
      findings: [
        found(
          'VMW_PSP_FIXED',
          'A Ceph iSCSI gateway has the same vendor string and must stay on VMW_SATP_ALUA with VMW_PSP_MRU.',
        ),
      ],
    },
    {
      name: 'an array of the user that must have MRU, with Fixed',
      vendors:
        'arrays:\n  - name: ACME\n    match: [{ vendor: ACME }]\n    requires: { satp: VMW_SATP_ALUA, psp: VMW_PSP_MRU, says: MRU only. }\n',
      input: exportOf(host({ ...fixed, vendor: 'ACME' })),
      findings: [
        {
          ...found('VMW_PSP_FIXED', ''),
          message: `${first} uses VMW_PSP_FIXED with VMW_SATP_ALUA. For ACME it must be VMW_SATP_ALUA with VMW_PSP_MRU.`,
        },
      ],
    },
    {
      name: 'XtremIO, of which no claim rule is known',
      input: exportOf(host({ ...fixed, ...aa, vendor: 'XtremIO', model: 'XtremApp' })),
      findings: [
        found(
          'VMW_PSP_FIXED',
          'No claim rule for Dell EMC XtremIO is known here; a generic one is VMW_SATP_DEFAULT_AA with VMW_PSP_RR.',
        ),
      ],
    },
    {
      name: 'an ME4 behind switches',
      input: exportOf(host({ ...mru, vendor: 'DellEMC', model: 'ME4' })),
      findings: [found('VMW_PSP_MRU', claim('Dell PowerVault ME4', 'VMW_SATP_ALUA with VMW_PSP_RR, iops=3, tpgs_on'))],
    },
    {
      name: 'an ME4 with two paths to the owner',
      input: exportOf(host({ ...mru, ...me4 }), groupStates(['active', 'active'])),
      findings: [
        found('VMW_PSP_MRU', claim('Dell PowerVault ME4', 'VMW_SATP_ALUA with VMW_PSP_RR, iops=3, tpgs_on'), { paths: 2 }),
      ],
    },
    {
      name: 'the disk of a cluster on 6.7 with Fixed on every host',
      input: exportOf(cluster(v67, fixed), cluster(v67, fixed, 2), nodes()),
      findings: [
        found('VMW_PSP_FIXED', generic('VMW_SATP_ALUA'), { device: quorum, at: clusterPointer }),
        {
          ...found('VMW_PSP_FIXED', generic('VMW_SATP_ALUA'), { device: quorum, at: clusterPointer.replace('/0/', '/3/') }),
          subject: `esx02.lab/${quorum}`,
        },
      ],
    },
    {
      name: 'a LUN that no volume is on, on 8.0 without any VM in the export',
      input: exportOf(cluster({}, fixed)),
      findings: [found('VMW_PSP_FIXED', generic('VMW_SATP_ALUA'), { device: quorum, at: clusterPointer })],
    },
    {
      name: 'a datastore on ESXi 5.1',
      input: exportOf(host({ ...fixed, ...aa }, v51)),
      findings: [found('VMW_PSP_FIXED', generic('VMW_SATP_DEFAULT_AA'))],
    },
    {
      name: 'a raw device of one VM on 5.1 without bus sharing',
      input: exportOf(cluster(v51, fixed), node('sql01', { sharedBus: 'noSharing' })),
      findings: [found('VMW_PSP_FIXED', generic('VMW_SATP_ALUA'), { device: quorum, at: clusterPointer })],
    },
    {
      name: 'no VM in an export of ESXi 6.7',
      input: exportOf(cluster(v67, fixed)),
      findings: [found('VMW_PSP_FIXED', generic('VMW_SATP_ALUA'), { device: quorum, at: clusterPointer })],
    },
    {
      name: 'esxcli alone',
      input: exportOf(
        [
          'system version get',
          'system hostname get',
          'storage nmp device list',
          'storage core path list',
          'storage core device list',
        ].map((command) => esxcli(host({ ...mru, vendor: 'PURE', model: 'FlashArray' }), command)),
      ),
      findings: [
        found('VMW_PSP_MRU', claim('Pure FlashArray', 'VMW_SATP_ALUA with VMW_PSP_RR, iops=1'), {
          at: '/entries/2/output/0/PathSelectionPolicy',
        }),
      ],
    },
    {
      name: 'esxcli without the device list: the vendor stands in the display name',
      input: exportOf(
        ['system version get', 'system hostname get', 'storage nmp device list', 'storage core path list'].map((command) =>
          esxcli(host({ ...fixed, vendor: 'PURE', model: 'FlashArray' }), command),
        ),
      ),
      findings: [
        found('VMW_PSP_FIXED', claim('Pure FlashArray', 'VMW_SATP_ALUA with VMW_PSP_RR, iops=1'), {
          at: '/entries/2/output/0/PathSelectionPolicy',
        }),
      ],
    },
  ],
  unknown: [
    {
      name: 'the vendor is not known',
      input: exportOf(without(host({ ...fixed, ...aa }), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `vendor string of ${first}` }],
    },
    {
      name: 'the model tells ONTAP from E-Series and is not known',
      input: exportOf(without(host({ ...mru, vendor: 'NETAPP' }), 'config.storageDevice.scsiLun.0.model')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `model string of ${first}` }],
    },
    {
      name: 'the policy is not known',
      input: exportOf(without(goodHost(1), 'config.storageDevice.multipathInfo.lun.0.policy')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `path selection policy of ${first}` }],
    },
    {
      name: 'the state of a path decides',
      input: exportOf(
        edit(
          host({ ...mru, paths: ['10.0.1.201', '10.0.1.202'] }),
          'config.storageDevice.multipathInfo.lun.0.path.1.state',
          'unknown',
        ),
      ),
      missing: [{ subject: `esx01.lab/${first}`, fact: `path state of vmhba64:C0:T1:L1 of ${first}` }],
    },
    {
      name: 'an ME4 with two paths, of which VIM does not tell where they lead',
      input: exportOf(host({ ...mru, ...me4 })),
      missing: [{ subject: `esx01.lab/${first}`, fact: `group states of paths of ${first}` }],
    },
    {
      name: 'no VM in an export of ESXi 5.1',
      input: exportOf(cluster(v51, fixed)),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'virtual machines' }],
    },
    {
      name: 'Fixed here and Round Robin there on 6.7, and no VM',
      input: exportOf(cluster(v67, fixed), cluster(v67, {}, 2)),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'virtual machines' }],
    },
    {
      name: 'the guest of a node is not known',
      input: exportOf(cluster(v67, mru), node('sql01'), without(node('sql02'), 'config.guestId')),
      missing: [{ subject: `esx01.lab/${second}`, fact: 'guest operating system of sql02' }],
    },
    {
      name: 'the disks of a VM are not known',
      input: exportOf(cluster({}, mru), without(vm({ name: 'web01', host: 'esx01.lab' }), 'config.hardware')),
      missing: [{ subject: `esx01.lab/${second}`, fact: 'virtual disks of web01' }],
    },
  ],
});
