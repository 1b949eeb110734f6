import { describe, expect, it } from 'vitest';
import { Ingest } from '../../src/readers/ingest.ts';
import { json } from '../../src/reporters/json.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import { goodHost, native } from '../build/index.ts';
import { esxConfFile } from '../build/shapes/esx-conf.ts';
import { bundleFolder, bundleOf, identityFiles } from '../build/shapes/vm-support.ts';
import { type Files, fails, folderOf, judgeFiles, own } from '../e2e/run.ts';
import { readFiles } from './read.ts';

const description = {
  version: '6.7.0',
  vmks: { vmk1: { mtu: 9000 } },
  vswitches: {
    vSwitch1: { mtu: 1500, portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } },
  },
} as const;
const host = goodHost(1, description);
const text = esxConfFile(host);

const key = ({ ruleId, fingerprint }: { ruleId: string; fingerprint: string }) => `${ruleId} ${fingerprint}`;
const verdictsOf = async (files: Files) => (await judgeFiles(files)).report.verdicts;

/** What the reader has made of a text. */
async function treeOf(content: string) {
  const { entries, problems } = await readFiles({ 'esx01/etc/vmware/esx.conf': content });
  return { what: entries[0]?.what, tree: entries[0]?.value as Record<string, unknown>, problems };
}

describe('esx.conf', () => {
  it('tells switches, port groups, VMkernel adapters and options', async () => {
    const { what, tree, problems } = await treeOf(text);

    expect(problems).toEqual([]);
    expect(what).toBe(`esx.conf of ${host.name}`);
    expect(tree.switches).toContainEqual({ name: 'vSwitch1', mtu: '1500', uplinks: ['vmnic2', 'vmnic3'] });
    expect(tree.portGroups).toContainEqual(
      expect.objectContaining({
        name: 'iSCSI-A',
        switchName: 'vSwitch1',
        active: ['vmnic2'],
        standby: ['vmnic3'],
        policy: 'loadbalance_srcid',
      }),
    );
    expect(tree.vmks).toContainEqual(expect.objectContaining({ name: 'vmk1', mtu: '9000', portGroup: 'iSCSI-A' }));
    expect(tree.options).toMatchObject({ 'Disk.QFullSampleSize': '32' });
  });

  it('leads to verdicts of a full export and to no others, each on its token', async () => {
    const full = new Map((await verdictsOf({ 'export.json': native([host]) })).map((verdict) => [key(verdict), verdict.verdict]));
    const verdicts = await verdictsOf({ 'esx.conf': text });
    const decided = verdicts.filter(({ verdict }) => verdict === 'fail' || verdict === 'pass');

    expect(own(verdicts)).toEqual([]);
    expect(fails(verdicts).map(({ ruleId }) => ruleId)).toContain('mtu-vmk-exceeds-vswitch');
    expect(decided.filter((verdict) => full.get(key(verdict)) !== verdict.verdict).map(key)).toEqual([]);
    const { location } = fails(verdicts).find(({ ruleId }) => ruleId === 'mtu-vmk-exceeds-vswitch') ?? {};
    const line = text.split('\n')[(location?.line ?? 0) - 1] ?? '';
    expect(line).toMatch(/mtu = "/);
    expect(line.slice((location?.column ?? 0) - 1, (location?.endColumn ?? 0) - 1)).toMatch(/^(9000|1500)$/);
  });

  it('takes the order of a port group from its switch where it has none of its own', async () => {
    const switches = [
      '/net/vswitch/child[0000]/name = "vSwitch0"',
      '/net/vswitch/child[0000]/portgroup/child[0000]/name = "A"',
      '/net/vswitch/child[0000]/portgroup/child[0001]/name = "B"',
      '/net/vswitch/child[0000]/portgroup/child[0001]/teamPolicy/maxActive = "1"',
      '/net/vswitch/child[0000]/portgroup/child[0001]/teamPolicy/uplinks[0001]/pnic = "vmnic0"',
      '/net/vswitch/child[0000]/portgroup/child[0001]/teamPolicy/uplinks[0000]/pnic = "vmnic1"',
      '/net/vswitch/child[0000]/teamPolicy/maxActive = "2"',
      '/net/vswitch/child[0000]/teamPolicy/uplinks[0000]/pnic = "vmnic0"',
      '/net/vswitch/child[0000]/teamPolicy/uplinks[0001]/pnic = "vmnic1"',
    ];
    const { tree } = await treeOf(switches.join('\n'));

    expect(tree.portGroups).toMatchObject([
      { name: 'A', active: ['vmnic0', 'vmnic1'], standby: [], overrides: false },
      { name: 'B', active: ['vmnic1'], standby: ['vmnic0'], overrides: true },
    ]);
    expect(tree.switches).toEqual([{ name: 'vSwitch0' }]);
  });

  it('leaves open what it does not say', async () => {
    const { tree } = await treeOf(
      [
        '/net/vswitch/child[0000]/name = "vSwitch0"',
        '/net/vswitch/child[0000]/portgroup/child[0000]/name = "A"',
        '/net/vswitch/child[0000]/teamPolicy/uplinks[0000]/pnic = "vmnic0"',
        '/net/vmkernelnic/child[0000]/name = "vmk0"',
      ].join('\n'),
    );

    expect(tree.portGroups).toEqual([{ name: 'A', switchName: 'vSwitch0', overrides: false }]);
    expect(tree.vmks).toEqual([{ name: 'vmk0' }]);
  });

  it.each(['7.0.3', '8.0.2'])(
    'of ESXi %s is a part: it says so, and does not say that there are no other switches',
    async (version) => {
      const newer = esxConfFile(goodHost(1, { ...description, version }));
      const verdicts = await verdictsOf({ 'esx.conf': newer });

      expect(own(verdicts).map(({ level, message }) => `${level} ${message}`)).toEqual([
        `note From ESXi 7.0 on most of the configuration is no longer in esx.conf, and this host runs ${version}: what is missing here counts as not exported.`,
      ]);
      expect(verdicts.filter(({ verdict, subject }) => verdict === 'pass' && subject.kind !== 'input')).toEqual([]);
    },
  );

  it('never keeps what is secret, not even for people to see', async () => {
    const secrets = [
      '/storage/iscsi/vmhba64/chap/name = "chap-user-1"',
      '/storage/iscsi/vmhba64/auth/secret = "Hidden2Secret"',
      '/vmkernel/proxyPassword = "Hidden3Secret"',
      '/storage/iscsi/vmhba64/CHAPSecret = "Hidden4Secret',
      'a line that is none: Hidden5Secret',
    ];
    const files = { 'esx.conf': esxConfFile(host, secrets) };
    const ingest = new Ingest();
    await ingest.add({ name: 'esx.conf', path: `${folderOf(files)}/esx.conf` });
    const { report } = await judgeFiles(files);
    const kept = JSON.stringify(
      ingest.entries.map((entry) => entry.ref),
      (_, value) => (value instanceof Map ? [...value] : value),
    );
    ingest.close();

    expect(kept).toContain('vSwitch1');
    for (const shown of [kept, json(report, { all: true }), pretty(report), JSON.stringify([...report.verdicts])])
      expect(shown).not.toMatch(/Hidden\dSecret|chap-user/);
    expect(
      own(report.verdicts)
        .map(({ message }) => message)
        .sort(),
    ).toEqual([
      'The quotes of the value of /storage/iscsi/vmhba64/CHAPSecret are not closed.',
      'This line is no setting: /path = "value".',
    ]);
  });

  it('treats a name like __proto__ as a name', async () => {
    const { tree } = await treeOf('/net/vswitch/child[0000]/name = "__proto__"\n/adv/__proto__/polluted = "1"\n');

    expect(tree.switches).toEqual([{ name: '__proto__' }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('esx.conf in a bundle', () => {
  it('belongs to the host of the bundle, whose release decides whether it is all', async () => {
    const withoutName = text.replace(/.*(HostName|resourceGroups).*\n/g, '');
    const conf = { name: 'etc/vmware/esx.conf', content: withoutName };
    const newer = bundleOf('esx09.lab', [conf, ...identityFiles('esx09.lab', '8.0.2')]);
    const { entries, problems } = await readFiles({ 'x.tgz': newer });

    expect(entries.find(({ what }) => what === 'esx.conf of esx09.lab')?.value).toMatchObject({ part: true });
    expect(problems.join()).toMatch(/this host runs 8\.0\.2/);
  });

  it('is found at its line by people, too', async () => {
    const bundle = {
      'x.tgz': bundleOf(host.name, [{ name: 'etc/vmware/esx.conf', content: text }, ...identityFiles(host.name, '6.7.0')]),
    };
    const { report } = await judgeFiles(bundle);
    const finding = fails(report.verdicts).find(({ ruleId }) => ruleId === 'mtu-vmk-exceeds-vswitch');
    const inside = `${bundleFolder(host.name)}/etc/vmware/esx.conf`;

    expect(finding?.location).toMatchObject({ file: 'x.tgz', inside });
    expect(pretty(report, { width: 300 })).toContain(`x.tgz!${inside}:${finding?.location?.line}:${finding?.location?.column}`);
    expect(
      JSON.parse(json(report)).verdicts.find((verdict: { ruleId: string }) => verdict.ruleId === 'mtu-vmk-exceeds-vswitch')
        .location,
    ).toMatchObject({ file: 'x.tgz', inside });
  });
});
