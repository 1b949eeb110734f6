import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-psp-rr-unsupported.ts';
import type { HostDescription, Patch } from '../../build/index.ts';
import { esxcliOutput, exportOf, goodHost, without } from '../../build/index.ts';
import { clusterLun, node, nodes, quorum } from './cluster.ts';

const host = (version: string, build: string, lun: object = {}, more: Patch<HostDescription> = {}) =>
  goodHost(1, { ...more, version, build, ...clusterLun({ ...lun }) });
const v50 = ['5.0.0', '469512'] as const;
const v51 = ['5.1.0', '799733'] as const;
const v55 = ['5.5.0', '1331820'] as const;
const v67 = ['6.7.0', '14320388'] as const;
const v80 = ['8.0.3', '24022510'] as const;
const windows2003 = 'winNetEnterpriseGuest';
const finding = (because: string, names = 'sql01 and sql02') => ({
  subject: `esx01.lab/${quorum}`,
  level: 'error' as const,
  message: `${quorum}, which ${names} share as a cluster disk, uses VMW_PSP_RR. ${because}`,
  pointer: '/entries/0/properties/config/storageDevice/multipathInfo/lun/1/policy/policy',
});
const early = (version: string) => finding(`ESXi ${version} does not support Round Robin for the disks of a Windows cluster.`);
const old = finding('Round Robin is not supported for a cluster of Windows Server 2003.');

testRule(rule, {
  valid: [
    { name: 'ESXi 5.5', exception: 'from-5-5', input: exportOf(host(...v55), nodes()) },
    { name: 'ESXi 6.7', input: exportOf(host(...v67), nodes()) },
    { name: 'ESXi 8.0', input: exportOf(host(...v80), nodes()) },
    { name: 'Fixed on ESXi 5.1', outcome: 'notApplicable', input: exportOf(host(...v51, { psp: 'VMW_PSP_FIXED' }), nodes()) },
    {
      name: 'MRU with Windows Server 2003',
      outcome: 'notApplicable',
      input: exportOf(host(...v67, { psp: 'VMW_PSP_MRU' }), nodes({ guestId: windows2003 })),
    },
    {
      name: "the array vendor's policy",
      exception: 'third-party',
      outcome: 'notApplicable',
      input: exportOf(host(...v50, { psp: 'DELL_PSP_EQL_ROUTED', satp: 'DELL_SATP_EQL' }), nodes()),
    },
    {
      name: 'PowerPath owns the device',
      outcome: 'notApplicable',
      input: exportOf(
        host(...v51, { plugin: 'PowerPath' }),
        esxcliOutput('esx01.lab', 'storage core device list', [{ Device: quorum, 'Multipath Plugin': 'PowerPath' }]),
        nodes(),
      ),
    },
    {
      name: 'no VM maps it',
      exception: 'not-clustered',
      outcome: 'notApplicable',
      input: exportOf(host(...v50), node('sql01', { disk: { rdm: { device: 'naa.6000d31000a1b2000000000000000007' } } })),
    },
    {
      name: 'a datastore on ESXi 5.0',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { version: '5.0.0', build: '469512' })),
    },
    {
      name: 'a bus that is not shared',
      exception: 'no-sharing',
      outcome: 'notApplicable',
      input: exportOf(host(...v50), nodes({ sharedBus: 'noSharing' })),
    },
    {
      name: 'multi-writer disks of Oracle RAC',
      exception: 'multi-writer',
      outcome: 'notApplicable',
      input: exportOf(host(...v50), nodes({ disk: { sharing: 'sharingMultiWriter' } })),
    },
  ],
  invalid: [
    { name: 'ESXi 5.0', input: exportOf(host(...v50), nodes()), findings: [early('5.0.0')] },
    {
      name: 'ESXi 5.1 with a VNX that went to Round Robin with the upgrade',
      input: exportOf(host(...v51, { vendor: 'DGC', model: 'VRAID', satp: 'VMW_SATP_ALUA_CX' }), nodes()),
      findings: [early('5.1.0')],
    },
    { name: 'the last build before 5.5', input: exportOf(host('5.1.0', '2323236'), nodes()), findings: [early('5.1.0')] },
    { name: 'Windows Server 2003 on ESXi 6.7', input: exportOf(host(...v67), nodes({ guestId: windows2003 })), findings: [old] },
    {
      name: 'one node of Windows Server 2003',
      input: exportOf(host(...v67), node('sql01'), node('sql02', { guestId: 'winNetStandard64Guest', host: 'esx02.lab' })),
      findings: [old],
    },
    {
      name: 'one VM that facts.yaml calls a node',
      input: exportOf(host(...v50), node('sql01')),
      facts: 'vms:\n  - name: sql*\n    role: wsfc-node\n    who: me\n    when: 2025-12-01\n    until: 2026-12-31',
      findings: [finding('ESXi 5.0.0 does not support Round Robin for the disks of a Windows cluster.', 'sql01')],
    },
    {
      name: 'a VM of the same LUN that does not tell its bus beside two nodes',
      input: exportOf(host(...v50), nodes(), without(node('sql03'), 'config.hardware.device.10.sharedBus')),
      findings: [early('5.0.0')],
    },
  ],
  unknown: [
    {
      name: 'no VM in the export',
      input: exportOf(host(...v51)),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'virtual machines' }],
    },
    {
      name: 'the guest is not known and decides',
      input: exportOf(host(...v67), without(node('sql01'), 'config.guestId'), node('sql02')),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'guest operating system of sql01' }],
    },
    {
      name: 'the version is not known',
      input: exportOf(without(host(...v51), 'config.product'), nodes()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'ESXi version of esx01.lab' }],
    },
    {
      name: 'the policy is not known',
      input: exportOf(without(host(...v51), 'config.storageDevice.multipathInfo.lun.1.policy'), nodes()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `path selection policy of ${quorum}` }],
    },
    {
      name: 'the mode of a mapping is not known',
      input: exportOf(host(...v51), without(node('sql01'), 'config.hardware.device.12.backing.compatibilityMode'), node('sql02')),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'compatibility mode of Hard disk 2 of sql01' }],
    },
  ],
});
