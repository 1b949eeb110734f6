import { describe, expect, it } from 'vitest';
import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-duplicate-iqn.ts';
import { esxcli, exportOf, goodHost, type HostDescription, without } from '../../build/index.ts';
import { judgeFiles } from '../../e2e/run.ts';

const copy = 'iqn.1998-01.com.vmware:copy';
const named = (n: number, iqn: string, more: Partial<HostDescription> = {}) =>
  goodHost(n, { ...more, adapters: { vmhba64: { iqn } } });
/** Each preset host is three entries. */
const found = (n: number, others: string, iqn = copy) => ({
  subject: `esx0${n}.lab/vmhba64`,
  level: 'error' as const,
  message: `The iSCSI name ${iqn} of vmhba64 on esx0${n}.lab belongs to ${others} as well. The array cannot tell the hosts apart.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/storageDevice/hostBusAdapter/0/iScsiName`,
});

testRule(rule, {
  valid: [
    { name: 'a name for each', input: exportOf(goodHost(1), goodHost(2), goodHost(3)) },
    { name: 'one host', input: exportOf(goodHost(1)) },
    {
      name: 'the same server by VIM and by esxcli',
      exception: 'same-server',
      input: exportOf(
        goodHost(1),
        esxcli(goodHost(1), 'system hostname get'),
        esxcli(goodHost(1), 'iscsi adapter list'),
        goodHost(2),
      ),
    },
    { name: 'one host without an UUID', input: exportOf(without(goodHost(1), 'hardware.systemInfo.uuid'), goodHost(2)) },
  ],
  invalid: [
    {
      name: 'two hosts',
      input: exportOf(named(1, copy), named(2, copy), goodHost(3)),
      findings: [found(1, 'esx02.lab'), found(2, 'esx01.lab')],
    },
    {
      name: 'two clusters',
      input: exportOf(named(1, copy), named(2, copy, { cluster: 'C2' })),
      findings: [found(1, 'esx02.lab'), found(2, 'esx01.lab')],
    },
    {
      name: 'three hosts, one in maintenance',
      input: exportOf(named(1, copy), named(2, copy), named(3, copy, { maintenance: true })),
      findings: [found(1, 'esx02.lab and esx03.lab'), found(2, 'esx01.lab and esx03.lab'), found(3, 'esx01.lab and esx02.lab')],
    },
    {
      name: 'nobody tells the hardware',
      input: exportOf(without(named(1, copy), 'hardware.systemInfo.uuid'), without(named(2, copy), 'hardware.systemInfo.uuid')),
      findings: [found(1, 'esx02.lab'), found(2, 'esx01.lab')],
    },
    {
      name: 'upper and lower case',
      input: exportOf(named(1, copy), named(2, copy.replace('copy', 'COPY'))),
      findings: [found(1, 'esx02.lab'), found(2, 'esx01.lab', copy.replace('copy', 'COPY'))],
    },
  ],
  unknown: [
    {
      name: 'the name is not told',
      input: exportOf(without(goodHost(1), 'config.storageDevice.hostBusAdapter.0.iScsiName'), goodHost(2)),
      missing: [
        { subject: 'esx01.lab/vmhba64', fact: 'iSCSI name of vmhba64' },
        { subject: 'esx02.lab/vmhba64', fact: 'iSCSI name of vmhba64' },
      ],
    },
  ],
});

// No row: with nothing known of any hardware the names tell the hosts apart, so that forgetting the other UUID gives a finding.
describe('one of two hosts does not tell its hardware', () => {
  it('may be the other under a second name', async () => {
    const input = exportOf(named(1, copy), without(named(2, copy), 'hardware.systemInfo.uuid'));
    const { report } = await judgeFiles({ 'export.json': JSON.stringify(input) });
    const ours = report.verdicts.filter(({ ruleId }) => ruleId === rule.id);
    expect(ours.map(({ verdict, missing }) => [verdict, missing?.map(({ fact }) => fact)])).toEqual([
      ['unknown', ['hardware UUID of esx02.lab']],
      ['unknown', ['hardware UUID of esx02.lab']],
    ]);
  });
});
