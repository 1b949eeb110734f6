import { expect, it } from 'vitest';
import { esxcliCsv, esxcliXml } from '../build/esxcli-formats.ts';
import { type EsxcliEntry, esxcli, goodHost } from '../build/index.ts';
import { judgeFiles, own } from '../e2e/run.ts';

const narrow = goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } });
const xmlOf = (command: string) => esxcliXml(esxcli(narrow, command) as EsxcliEntry);

it('reads the whole structures of an XML output that was cut, and does not take them for all', async () => {
  const whole = xmlOf('network vswitch standard list');
  const lists = { 'esx01_network_ip_interface_list.xml': xmlOf('network ip interface list') };
  // The second switch is cut inside its name; the first one is there.
  const cut = whole.slice(0, whole.lastIndexOf('<field name="Name">') + 25);
  const { verdicts } = (await judgeFiles({ ...lists, 'esx01_network_vswitch_standard_list.xml': cut })).report;

  const lines = cut.split('\n');
  expect(own(verdicts)).toMatchObject([
    {
      ruleId: 'input-truncated',
      location: { line: lines.length },
      message: expect.stringContaining('What was complete was read.'),
    },
  ]);
  const ofSwitches = verdicts.filter(({ subject }) => subject.kind === 'switch');
  expect(ofSwitches.filter(({ verdict }) => verdict === 'fail').map(({ ruleId }) => ruleId)).not.toContain(
    'vswitch-no-uplink-with-vmk',
  );
  expect(
    verdicts.filter(
      ({ verdict, missing }) => verdict === 'unknown' && missing?.some(({ fact }) => fact.startsWith('virtual switch')),
    ).length,
  ).toBeGreaterThan(0);
});

it('says that XML which is not well-formed is no cut', async () => {
  const spoiled = xmlOf('network nic list').replace('</structure>', '</structur>');
  const { verdicts } = (await judgeFiles({ 'esx01_network_nic_list.xml': spoiled })).report;
  expect(own(verdicts)).toContainEqual(expect.objectContaining({ ruleId: 'input-format' }));
});

it('says of a CSV output that it was cut, and where', async () => {
  const whole = esxcliCsv(esxcli(narrow, 'network nic list') as EsxcliEntry);
  const { verdicts } = (await judgeFiles({ 'esx01_network_nic_list.csv': whole.slice(0, -30) })).report;

  expect(own(verdicts)).toMatchObject([{ ruleId: 'input-truncated', location: { line: 5 } }]);
  expect(verdicts.filter(({ subject, verdict }) => subject.kind === 'physical-nic' && verdict === 'pass')).toEqual([]);
});
