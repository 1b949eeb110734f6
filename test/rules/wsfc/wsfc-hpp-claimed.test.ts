import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-hpp-claimed.ts';
import { esxcli, exportOf, without } from '../../build/index.ts';
import { quorum } from './cluster.ts';
import { bare, isNode, member, members } from './shared.ts';

const adapters = { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'] } } as const;
const hpp = (n: number, lun: object = {}) => bare(n, { adapters, luns: { [quorum]: { plugin: 'HPP', ...lun } } });
const finding = (pointer: string, names = 'sql01 and sql02', host = 'esx01.lab') => ({
  subject: `${host}/${quorum}`,
  level: 'error' as const,
  message: `${quorum}, which ${names} share as a cluster disk, is claimed by HPP. HPP does not support SCSI-3 persistent reservations.`,
  pointer,
});
const policy = '/entries/0/properties/config/storageDevice/multipathInfo/lun/0/policy/policy';

testRule(rule, {
  valid: [
    {
      name: 'NMP',
      exception: 'nmp',
      outcome: 'notApplicable',
      input: exportOf(bare(1, { adapters, luns: { [quorum]: {} } }), members()),
    },
    {
      name: 'HPP and no cluster',
      exception: 'not-clustered',
      outcome: 'notApplicable',
      input: exportOf(hpp(1), members({ bus: 'noSharing' })),
    },
    {
      name: 'a local NVMe disk under HPP',
      exception: 'local',
      outcome: 'notApplicable',
      input: exportOf(
        bare(1, {
          adapters: { vmhba0: { kind: 'local' } },
          luns: { 'eui.0000000001000000e4d25c3a1b2c5101': { plugin: 'HPP', local: true } },
          vmfs: { ds1: { extents: ['eui.0000000001000000e4d25c3a1b2c5101'] } },
        }),
        member('sql01', 1, { bus: 'noSharing' }),
      ),
    },
  ],
  invalid: [
    { name: 'round robin of HPP', input: exportOf(hpp(1), members()), findings: [finding(policy)] },
    { name: 'fixed policy of HPP', input: exportOf(hpp(1, { psp: 'FIXED' }), members()), findings: [finding(policy)] },
    {
      name: 'one exported node by the word of facts.yaml',
      input: exportOf(hpp(1), member('sql01', 1)),
      facts: isNode,
      findings: [finding(policy, 'sql01')],
    },
    {
      name: 'told by esxcli',
      input: exportOf(
        without(hpp(1), 'config.storageDevice.multipathInfo'),
        members(),
        esxcli(hpp(1), 'storage core device list'),
      ),
      findings: [finding('/entries/3/output/0/MultipathPlugin')],
    },
  ],
  unknown: [
    {
      name: 'the plug-in is not told',
      input: exportOf(without(hpp(1), 'config.storageDevice.multipathInfo'), members()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `multipathing plug-in of ${quorum}` }],
    },
    {
      name: 'no VM in the export',
      input: exportOf(hpp(1)),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'virtual machines' }],
    },
  ],
});
