import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-multiple-hw-version.ts';
import { edit, exportOf, idOf, vm, without } from '../../build/index.ts';
import { bare, barePair, drs, lunUuid, member, members, v60, v67 } from './shared.ts';

const old = { hw: 'vmx-10' };
const finding = (name: string, entry: number, hw = 'vmx-10') => ({
  subject: name,
  level: 'note' as const,
  message: `The cluster node ${name} has virtual hardware ${hw}. DRS cannot move it: vMotion of nodes needs vmx-11 or later.`,
  pointer: `/entries/${entry}/properties/config/version`,
});
const drsOff = (name: string) => ({ key: { type: 'VirtualMachine', value: idOf('vm', name) }, enabled: false });

testRule(rule, {
  valid: [
    { name: 'hardware 11', input: exportOf(members({ hw: 'vmx-11' }), barePair(), drs()) },
    { name: 'hardware 19, and the cluster is not in the export', input: exportOf(members(), barePair()) },
    {
      name: 'DRS is off',
      exception: 'drs-off',
      outcome: 'notApplicable',
      input: exportOf(members(old), barePair(v67), edit(drs(), 'configurationEx.drsConfig.enabled', false)),
    },
    {
      name: 'DRS is off for one node, the other has hardware 13',
      outcome: 'notApplicable',
      input: exportOf(
        member('sql01', 1, old),
        member('sql02', 2, { hw: 'vmx-13' }),
        barePair(v67),
        edit(drs(), 'configurationEx.drsVmConfig', [drsOff('sql01')]),
      ),
    },
    {
      name: 'hosts in no cluster',
      outcome: 'notApplicable',
      input: exportOf(
        members(old),
        barePair().map((host) => edit(host, 'parent', { type: 'ComputeResource', value: 'domain-s9' })),
      ),
    },
    {
      name: 'ESXi 5.1',
      exception: 'before-6-0',
      outcome: 'notApplicable',
      input: exportOf(members(old), barePair({ version: '5.1.0' }), drs()),
    },
    {
      name: 'a cluster on a single host',
      exception: 'one-host',
      outcome: 'notApplicable',
      input: exportOf(
        ['sql01', 'sql02'].map((name) =>
          member(name, 1, { ...old, bus: 'virtualSharing', disk: { file: '[ds1] sql01/q.vmdk' } }),
        ),
        bare(1),
        drs(),
      ),
    },
    {
      name: 'an ordinary VM',
      exception: 'not-a-node',
      outcome: 'notApplicable',
      input: exportOf(vm({ name: 'web01', host: 'esx01.lab', ...old }), bare(1), drs()),
    },
  ],
  invalid: [
    {
      name: 'hardware 10 on ESXi 6.7',
      input: exportOf(members(old), barePair(v67), drs()),
      findings: [finding('sql01', 0), finding('sql02', 1)],
    },
    {
      name: 'hardware 8 of one node on ESXi 6.0',
      input: exportOf(member('sql01', 1), member('sql02', 2, { hw: 'vmx-08' }), barePair(v60), drs()),
      findings: [finding('sql02', 1, 'vmx-08')],
    },
  ],
  unknown: [
    {
      name: 'the cluster is not in the export',
      input: exportOf(members(old), barePair()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: `cluster settings of ${idOf('domain', 'C1')}` })),
    },
    {
      name: 'the settings of DRS are not told',
      input: exportOf(members(old), barePair(), without(drs(), 'configurationEx')),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: 'DRS settings of VMs of C1' })),
    },
    {
      name: 'the virtual hardware is not told',
      input: exportOf(without(members(), 'config.version'), barePair(), drs()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: `virtual hardware version of ${name}` })),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1, old), bare(1), drs()),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
