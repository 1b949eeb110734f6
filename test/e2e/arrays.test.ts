import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { crlf, exportOf, goodHost } from '../build/index.ts';
import { readFiles } from '../readers/read.ts';
import { type Files, judgeFiles, own } from './run.ts';

/** The switch tells nothing, so that what proves the path can only be the array. */
const host = JSON.stringify(exportOf(goodHost(1)));
const PROVEN = 'jumbo-unvalidated';

async function judged(files: Files): Promise<readonly Verdict[]> {
  const { verdicts } = (await judgeFiles({ 'export.json': host, ...files })).report;
  expect(own(verdicts).map((verdict) => verdict.message)).toEqual([]);
  return verdicts.filter(({ ruleId }) => ruleId === PROVEN);
}

const pure = (
  mtu: number,
  header = 'Name      Enabled  Type      Subnet  Address     Mask           Gateway   MTU   MAC',
) => `${header}                Speed       Services    Subinterfaces
ct0.eth0  True     physical  -       10.0.0.60   255.255.255.0  10.0.0.1  1500  24:a9:37:00:00:01  1.00 Gb/s   management  -
ct0.eth4  True     physical  -       10.0.1.201  255.255.255.0  -         ${mtu}  24:a9:37:00:00:02  10.00 Gb/s  iscsi       -
ct1.eth4  True     physical  -       10.0.1.202  255.255.255.0  -         9000  24:a9:37:00:00:03  10.00 Gb/s  iscsi       -
ct1.eth5  False    physical  -       -           -              -         1500  24:a9:37:00:00:04  10.00 Gb/s  iscsi       -
`;
const lifs = `            Logical    Status     Network            Current       Current Is
Vserver     Interface  Admin/Oper Address/Mask       Node          Port    Home
----------- ---------- ---------- ------------------ ------------- ------- ----
svm1
            lif1         up/up    10.0.1.201/24      stor1-01      e0c     true
            lif2_with_a_long_name
                         up/up    10.0.1.202/24
                                                     stor1-02-long-name
                                                                   e0c     true
2 entries were displayed.
`;
const lifRows = lifs.replace(
  /10\.0\.1\.202\/24\n +stor1-02-long-name\n +/,
  '10.0.1.202/24\n                                     stor1-02      ',
);
const ontapPorts = (mtu: number) => `
Node: stor1-01
                                                  Speed(Mbps) Health
Port      IPspace      Broadcast Domain Link MTU  Admin/Oper  Status
--------- ------------ ---------------- ---- ---- ----------- --------
e0M       Default      Default          up   1500  auto/1000  healthy
e0c       Default      -                up   ${mtu}  auto/10000 healthy

Node: stor1-02
                                                  Speed(Mbps) Health
Port      IPspace      Broadcast Domain Link MTU  Admin/Oper  Status
--------- ------------ ---------------- ---- ---- ----------- --------
e0c       Default      iSCSI            up   9000  auto/10000 healthy
3 entries were displayed.
`;
const fields = (mtu: number) => `stor1::> network interface show -fields vserver,lif,address,curr-node,curr-port
vserver lif  address    curr-node curr-port
------- ---- ---------- --------- ---------
svm1    lif1 10.0.1.201 stor1-01  e0c
svm1    lif2 10.0.1.202 stor1-02  e0c
2 entries were displayed.

stor1::> network port show -fields node,port,mtu
node     port mtu
-------- ---- ----
stor1-01 e0c  ${mtu}
stor1-02 e0c  9000
`;

const shapes: Readonly<Record<string, (mtu: number) => Files>> = {
  'purenetwork eth list': (mtu) => ({ 'pure.txt': pure(mtu) }),
  'purenetwork list of older releases': (mtu) => ({
    'pure.txt': pure(mtu).replace('  Type    ', '').replaceAll('  physical', ''),
  }),
  'purenetwork --csv': (mtu) => ({
    'pure.csv': pure(mtu)
      .split('\n')
      .map((line) => line.trim().replace(/ {2,}/g, ','))
      .join('\n'),
  }),
  'ONTAP, a file a command': (mtu) => ({ 'lifs.txt': lifRows, 'ports.txt': ontapPorts(mtu) }),
  'ONTAP, a session with CRLF': (mtu) => ({
    'stor1.log': crlf(
      `stor1::> network interface show\n${lifs.replace(/stor1-02-long-name\n +/, 'stor1-02      ')}\nstor1::> net port show\n${ontapPorts(mtu)}stor1::>\n`,
    ),
  }),
  'ONTAP, -fields': (mtu) => ({ 'stor1.txt': fields(mtu) }),
};

describe('the MTU of a target, as the array tells it', () => {
  it.each(Object.entries(shapes))('%s', async (_, files) => {
    const fine = await judged(files(9000));
    expect(fine.map(({ subject, verdict }) => `${subject.name} ${verdict}`)).toEqual(['vmk1 pass', 'vmk2 pass']);

    const small = files(1500);
    const fails = (await judged(small)).filter(({ verdict }) => verdict === 'fail');
    expect(fails.map(({ subject }) => subject.name)).toEqual(['vmk1', 'vmk2']);
    const [related] = fails[0]?.related ?? [];
    expect(related?.message).toBe('MTU of 10.0.1.201: 1500');
    const { file = '', line = 0, column = 0, endColumn = 0 } = related?.location ?? {};
    const text = String(small[file]).split(/\r?\n/)[line - 1];
    expect(text?.slice(column - 1, endColumn - 1)).toBe('1500');
    expect(text).toMatch(/ct0\.eth4|e0c/);
  });

  it('counts for nothing where two arrays have the address', async () => {
    const both = { 'a.txt': pure(1500), 'b.txt': pure(9000) };
    expect((await judged(both)).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('counts for nothing where the port of the address is not told', async () => {
    expect((await judged({ 'lifs.txt': lifRows })).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect((await judged({ 'lifs.txt': lifs, 'ports.txt': ontapPorts(9000) })).map(({ verdict }) => verdict)).toEqual([
      'pass',
      'pass',
    ]);
  });
});

describe('outputs of arrays that tell nothing', () => {
  it.each([
    [
      'purenetwork',
      'Name  Enabled  Subnet  Address  Mask  Gateway  MTU  MAC\n',
      'This output of purenetwork lists no interface with an address.',
    ],
    [
      'ONTAP',
      'stor1::> network port show\nThere are no entries matching your query.\n',
      'This output of ONTAP lists neither logical interfaces nor ports.',
    ],
  ])('%s: says so', async (_, text, message) => {
    expect(await readFiles({ 'a.txt': text })).toEqual({ entries: [], problems: [`input-format 1:1 ${message}`] });
  });
});
