import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-rdm-not-perennially-reserved.ts';
import { esxcli, exportOf, goodHost, without } from '../../build/index.ts';
import { clusterLun, node, nodes, quorum } from './cluster.ts';

const message = (host: string, names = 'sql01 and sql02') =>
  `${quorum}, which ${names} share as a cluster disk, is not marked perennially reserved on ${host}. Boot and rescans of the host wait for it.`;
const pointer = (entry = 0) => `/entries/${entry}/properties/config/storageDevice/scsiLun/1/perenniallyReserved`;
const host = (lun: object = {}, more: object = {}) => goodHost(1, { ...more, ...clusterLun({ ...lun }) });
const five = { version: '5.0.0', build: '469512' };
const old = { version: '4.1.0', build: '260247' };

testRule(rule, {
  valid: [
    { name: 'marked on the host', input: exportOf(host({ perenniallyReserved: true }), nodes()) },
    {
      name: 'a marked device under a VMFS volume',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { luns: { [quorum]: { perenniallyReserved: true } } })),
    },
    {
      name: 'ESXi before 5.0',
      exception: 'before-5-0',
      outcome: 'notApplicable',
      input: exportOf(host({ perenniallyReserved: false }, old), nodes()),
    },
    {
      name: 'the host does not see the device',
      exception: 'not-visible',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { luns: { [quorum]: undefined }, vmfs: { ds2: undefined } }), nodes()),
    },
    { name: 'a device under a VMFS volume', outcome: 'notApplicable', input: exportOf(goodHost(1)) },
    {
      name: 'a LUN that no VM maps',
      exception: 'not-clustered',
      outcome: 'notApplicable',
      input: exportOf(host(), node('sql01', { disk: { rdm: { device: 'naa.6000d31000a1b2000000000000000009' } } })),
    },
    {
      name: 'mapped in two VMs on buses that are not shared',
      outcome: 'notApplicable',
      input: exportOf(host(), nodes({ sharedBus: 'noSharing' })),
    },
    {
      name: 'virtual mode mappings of a cluster in a box',
      outcome: 'notApplicable',
      input: exportOf(host(), nodes({ sharedBus: 'virtualSharing', disk: { rdm: { device: quorum, mode: 'virtualMode' } } })),
    },
    {
      name: 'multi-writer disks',
      outcome: 'notApplicable',
      input: exportOf(host(), nodes({ disk: { sharing: 'sharingMultiWriter' } })),
    },
    {
      name: 'the storage team masks the device',
      exception: 'masked-soon',
      outcome: 'notApplicable',
      input: exportOf(goodHost(3, clusterLun()), nodes()),
      facts: [
        'allow:',
        '  - rule: wsfc-rdm-not-perennially-reserved',
        '    host: esx03.lab',
        `    object: ${quorum}`,
        '    reason: masked with the next change',
        '    who: storage team',
        '    when: 2025-12-01',
        '    until: 2026-12-31',
      ].join('\n'),
    },
  ],
  invalid: [
    {
      name: 'not marked on the host of a node',
      input: exportOf(host(), nodes()),
      findings: [{ subject: `esx01.lab/${quorum}`, level: 'warning', message: message('esx01.lab'), pointer: pointer() }],
    },
    {
      name: 'marked on one of two hosts',
      input: exportOf(host({ perenniallyReserved: true }), goodHost(2, clusterLun()), nodes()),
      findings: [{ subject: `esx02.lab/${quorum}`, level: 'warning', message: message('esx02.lab'), pointer: pointer(3) }],
    },
    {
      name: 'a host without a node sees the device',
      input: exportOf(goodHost(3, clusterLun()), nodes()),
      findings: [{ subject: `esx03.lab/${quorum}`, level: 'warning', message: message('esx03.lab'), pointer: pointer() }],
    },
    {
      name: 'ESXi 6.7 Update 2, the first whose API tells the mark',
      input: exportOf(host({}, { version: '6.7.0', build: '13006603' }), nodes()),
      findings: [{ subject: `esx01.lab/${quorum}`, level: 'warning', message: message('esx01.lab'), pointer: pointer() }],
    },
    {
      name: 'ESXi 5.0 with esxcli, whose device list tells the mark',
      input: exportOf(host({}, five), esxcli(host({}, five), 'storage core device list'), nodes()),
      findings: [
        {
          subject: `esx01.lab/${quorum}`,
          level: 'warning',
          message: message('esx01.lab'),
          pointer: '/entries/3/output/1/IsPerenniallyReserved',
        },
      ],
    },
    {
      name: 'esxcli alone for the host',
      input: exportOf(
        ['system version get', 'system hostname get', 'storage nmp device list', 'storage core device list'].map((command) =>
          esxcli(host(), command),
        ),
        nodes(),
      ),
      findings: [
        {
          subject: `esx01.lab/${quorum}`,
          level: 'warning',
          message: message('esx01.lab'),
          pointer: '/entries/3/output/1/IsPerenniallyReserved',
        },
      ],
    },
    {
      name: 'one VM that facts.yaml calls a node',
      input: exportOf(host(), node('sql01')),
      facts: 'vms:\n  - name: sql01\n    role: wsfc-node\n    who: me\n    when: 2025-12-01\n    until: 2026-12-31',
      findings: [
        { subject: `esx01.lab/${quorum}`, level: 'warning', message: message('esx01.lab', 'sql01'), pointer: pointer() },
      ],
    },
    {
      name: 'the nodes see the device under other LUN numbers',
      input: exportOf(host(), nodes({ disk: { rdm: { lunUuid: `0200070000${quorum.slice(4)}564f4c554d45` } } })),
      findings: [{ subject: `esx01.lab/${quorum}`, level: 'warning', message: message('esx01.lab'), pointer: pointer() }],
    },
  ],
  unknown: [
    {
      name: 'ESXi 6.7 GA, whose API does not tell the mark',
      exception: 'not-told',
      input: exportOf(host({}, { version: '6.7.0', build: '8169922' }), nodes()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `perennially reserved flag of ${quorum}` }],
    },
    {
      name: 'ESXi 8.0 that does not tell the mark',
      input: exportOf(host({ perenniallyReserved: null }), nodes()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `perennially reserved flag of ${quorum}` }],
    },
    {
      name: 'no VM in the export',
      input: exportOf(host()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'virtual machines' }],
    },
    {
      name: 'one node in the export',
      input: exportOf(host(), node('sql01')),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `other nodes of a cluster of ${quorum}` }],
    },
    {
      name: 'the bus sharing of a node was not exported',
      input: exportOf(host(), without(node('sql01'), 'config.hardware.device.10.sharedBus'), node('sql02')),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'bus sharing of Hard disk 2 of sql01' }],
    },
    {
      name: 'the disks of a VM were not exported',
      input: exportOf(host(), without(node('sql01'), 'config.hardware')),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'virtual disks of sql01' }],
    },
  ],
});
