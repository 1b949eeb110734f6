import { expect, it } from 'vitest';
import { causesOf } from '../../src/findings/causes.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import {
  besidesProperties,
  dvpg,
  dvs,
  dvsHost,
  esxcliSet,
  exportOf,
  goodHost,
  govcCollect,
  host,
  type Part,
  powerCli,
} from '../build/index.ts';
import { clusterLun, nodes } from '../rules/wsfc/cluster.ts';
import { type Files, fails, judgeFiles } from './run.ts';

/** A switch of 1500 bytes below two adapters of 9000; one of its port groups has two active uplinks as well. */
const narrow = goodHost(1, {
  vswitches: { vSwitch1: { mtu: 1500, portGroups: { 'iSCSI-B': { active: ['vmnic3', 'vmnic2'] } } } },
  vmks: { vmk1: { mtu: 9000 }, vmk2: { mtu: 9000 } },
});

/** "<value> of <object>: <rule> <object>, ..." for each cause, by fingerprints so that no format can differ unseen. */
async function causes(files: Files) {
  const { report } = await judgeFiles(files);
  const known = new Set(fails(report.verdicts).map((verdict) => verdict.fingerprint));
  return causesOf(report.verdicts).map(({ cause, verdicts }) => {
    for (const { fingerprint } of verdicts) expect(known).toContain(fingerprint);
    return {
      cause: cause.fingerprint,
      of: `${cause.subject.host ?? '-'}/${cause.subject.name}: ${cause.message}`,
      findings: verdicts.map((verdict) => `${verdict.ruleId} ${verdict.subject.name}`),
    };
  });
}

const native = (...parts: readonly Part[]): Files => ({ 'export.json': JSON.stringify(exportOf(...parts)) });

it('finds the switch behind two adapters', async () => {
  const found = await causes(native(narrow));

  expect(found).toContainEqual({
    cause: expect.stringMatching(/^[0-9a-f]{32}$/),
    of: 'esx01.lab/vSwitch1: vSwitch1 carries frames of up to 1500 bytes.',
    findings: expect.arrayContaining(['mtu-vmk-exceeds-vswitch vmk1', 'mtu-vmk-exceeds-vswitch vmk2']),
  });
});

it('finds the same causes whatever tool printed the host', async () => {
  const expected = await causes(native(narrow));
  const beside = { 'besides.json': JSON.stringify(exportOf(...besidesProperties(host(narrow)))) };

  expect(await causes({ 'hosts.json': govcCollect(host(narrow)), ...beside })).toEqual(expected);
  expect(await causes({ 'hosts.json': powerCli(host(narrow)), ...beside })).toEqual(expected);
  // esxcli tells the MTU of NICs, too: the same cause has more effects then.
  const [fromEsxcli, ofSwitch] = [await causes(native(...esxcliSet(narrow))), expected].map((all) =>
    all.find(({ of }) => of.includes('vSwitch1 carries')),
  );
  expect(fromEsxcli).toEqual({ ...ofSwitch, findings: expect.arrayContaining(ofSwitch?.findings ?? []) });
  expect(fromEsxcli?.findings).toContain('mtu-pnic-below-vmk vmk1');
});

it('finds one cause for all hosts of a distributed port group', async () => {
  const shared = [
    dvs({ name: 'dvs1' }),
    dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'] }),
    dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'], standby: ['Uplink 1'] }),
  ];
  const found = await causes(native(dvsHost(1), dvsHost(2), dvsHost(3), ...shared));

  expect(found).toContainEqual({
    cause: expect.stringMatching(/^[0-9a-f]{32}$/),
    of: '-/iSCSI-B: Teaming of port group iSCSI-B: active Uplink 2, standby Uplink 1.',
    findings: ['vmk2', 'vmk2', 'vmk2'].map((vmk) => `portbind-standby-uplink ${vmk}`),
  });
});

it('keeps the causes of two hosts apart where each has a switch of its own', async () => {
  const found = await causes(native(narrow, { ...narrow, name: 'esx02.lab' }));
  const switches = found.filter(({ of }) => of.includes('vSwitch1 carries'));

  expect(switches.map(({ of }) => of.split('/')[0]).sort()).toEqual(['esx01.lab', 'esx02.lab']);
  expect(new Set(switches.map(({ cause }) => cause)).size).toBe(2);
});

it('keeps each effect a finding of its own, in SARIF as well', async () => {
  const { report } = await judgeFiles(native(narrow));
  const { runs } = JSON.parse(sarif(report)) as { runs: { results: unknown[] }[] };

  expect(runs[0]?.results).toHaveLength(fails(report.verdicts).length);
});

it('finds the missing perennially reserved flag behind what the path rules see of a cluster disk', async () => {
  const lun = {
    perenniallyReserved: false,
    paths: [
      { adapter: 'vmhba64', target: '10.0.1.201', via: 'vmk1' },
      { adapter: 'vmhba64', target: '10.0.1.202', via: 'vmk2', state: 'dead' },
    ],
  };
  const found = await causes(
    native(goodHost(1, clusterLun(lun)), goodHost(2, clusterLun({ perenniallyReserved: true })), nodes()),
  );

  expect(found).toContainEqual({
    cause: expect.stringMatching(/^[0-9a-f]{32}$/),
    of: expect.stringContaining('is the disk of a cluster and is not perennially reserved on esx01.lab.'),
    findings: expect.arrayContaining([
      expect.stringMatching(/^path-dead /),
      expect.stringMatching(/^wsfc-rdm-not-perennially-reserved /),
    ]),
  });
});
