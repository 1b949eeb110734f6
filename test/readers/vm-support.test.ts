import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EsxcliEntry } from '../build/index.ts';
import { esxcliSet, goodHost, native, presetLuns, vm } from '../build/index.ts';
import type { TarFile } from '../build/shapes/tar.ts';
import { vmxFile } from '../build/shapes/vm-files.ts';
import {
  bundleFolder,
  bundleOf,
  fragments,
  identityFiles,
  jsonOutputs,
  logs,
  packed,
  textOutputs,
} from '../build/shapes/vm-support.ts';
import { storedZip } from '../build/shapes/zip.ts';
import { essence, type Files, fails, judgeFiles, own } from '../e2e/run.ts';
import { readFiles } from './read.ts';

const [first] = presetLuns;
const faulty = goodHost(1, {
  vmks: { vmk1: { mtu: 9000 } },
  vswitches: { vSwitch1: { mtu: 1500, portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'] } } } },
  luns: { [first]: { psp: 'VMW_PSP_FIXED' } },
  pnics: { vmnic3: { speed: null } },
});
const HOST = faulty.name;
const hasOutput = ({ output }: EsxcliEntry) => !Array.isArray(output) || output.length > 0;
const entries = (esxcliSet(faulty) as EsxcliEntry[]).filter(hasOutput);
const TGZ = `${bundleFolder(HOST)}.tgz`;
const texts = textOutputs(entries);

const told = async (files: Files) => essence((await judgeFiles(files)).report.verdicts);

describe('a bundle of vm-support', () => {
  const reference = judgeFiles({ 'export.json': native(entries) });

  it('has faults to compare', async () => {
    expect(fails((await reference).report.verdicts).map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(['mtu-vmk-exceeds-vswitch', 'portbind-one-active-uplink', 'psp-not-round-robin']),
    );
  });

  it.each<[string, Uint8Array]>([
    ['as text', bundleOf(HOST, [...logs, ...texts])],
    ['as JSON', bundleOf(HOST, [...jsonOutputs(entries), ...logs])],
    [
      'both: JSON counts',
      bundleOf(HOST, [...texts.map((file) => ({ ...file, content: 'Errors: none of it' })), ...jsonOutputs(entries)]),
    ],
    ['in fragments', bundleOf(HOST, [...texts.flatMap((file) => fragments(file, 700)).reverse(), ...logs])],
    ['no longer packed', packed(bundleFolder(HOST), [...texts, ...logs])],
    ['without a folder of its own', gzipSync(packed('', [...identityFiles(HOST), ...texts]))],
  ])('leads to the same verdicts as the outputs: %s', async (_, bytes) => {
    const { verdicts } = (await judgeFiles({ [TGZ]: bytes })).report;

    expect(own(verdicts).map(({ message }) => message)).toEqual([]);
    expect(essence(verdicts)).toEqual(essence((await reference).report.verdicts));
  });

  it('points at the token in the file inside', async () => {
    const { verdicts } = (await judgeFiles({ [TGZ]: bundleOf(HOST, texts) })).report;
    const { location } = fails(verdicts).find(({ ruleId }) => ruleId === 'psp-not-round-robin') ?? {};
    const name = 'commands/localcli_storage-nmp-device-list.txt';
    const lines = String(texts.find((file) => file.name === name)?.content).split('\n');

    expect(location).toMatchObject({ file: TGZ, inside: `${bundleFolder(HOST)}/${name}` });
    expect(lines[(location?.line ?? 0) - 1]?.slice((location?.column ?? 0) - 1, (location?.endColumn ?? 0) - 1)).toBe(
      'VMW_PSP_FIXED',
    );
    expect(location?.excerpt?.text).toContain('VMW_PSP_FIXED');
  });

  it('points at the token in JSON inside', async () => {
    const files = jsonOutputs(entries);
    const { verdicts } = (await judgeFiles({ [TGZ]: bundleOf(HOST, files) })).report;
    const { location } = fails(verdicts).find(({ ruleId }) => ruleId === 'psp-not-round-robin') ?? {};
    const lines = String(files.find((file) => file.name.includes('nmp-device-list'))?.content).split('\n');

    expect(lines[(location?.line ?? 0) - 1]?.slice((location?.column ?? 0) - 1, (location?.endColumn ?? 0) - 1)).toBe(
      '"VMW_PSP_FIXED"',
    );
    expect(location).toMatchObject({ file: TGZ, inside: `${bundleFolder(HOST)}/json/localcli_storage-nmp-device-list.json` });
    expect(location?.excerpt?.text).toContain('VMW_PSP_FIXED');
  });

  it('is the same unpacked into a folder, file by file', async () => {
    const files = Object.fromEntries(
      [...texts, ...logs].map(({ name, content }) => [`${bundleFolder(HOST)}/${name}`, content] as const),
    );
    const { folderOf } = await import('../e2e/run.ts');
    const { Ingest } = await import('../../src/readers/ingest.ts');
    const { findInputs } = await import('../../src/cli/inputs.ts');
    const ingest = new Ingest();
    const { inputs, skipped } = await findInputs([folderOf(files)]);
    for (const input of inputs) await ingest.add(input);
    ingest.close();

    expect(inputs).toHaveLength(1);
    expect(skipped).toEqual([]);
    expect(ingest.problems).toEqual([]);
    expect(ingest.entries.map((entry) => entry.ref.file.split('/').slice(-2).join('/')).sort()).toEqual(
      texts.map(({ name }) => name).sort(),
    );
    expect(new Set(ingest.entries.map((entry) => 'host' in entry && entry.host))).toEqual(new Set([HOST]));
  });

  it.each<[string, readonly TarFile[], string | undefined, string]>([
    ['uname', identityFiles('esx77.lab'), 'x.tgz', 'esx77.lab'],
    ['the folder, where nothing inside does', [], 'x.tgz', HOST],
    ['the longer name', identityFiles('esx01'), 'x.tgz', HOST],
    [
      'esx.conf',
      [{ name: 'etc/vmware/esx.conf', content: '/adv/Misc/HostName = "esx88.lab"\n/system/uuid = "1-2"\n' }],
      'x.tgz',
      'esx88.lab',
    ],
    ['hostname', [{ name: 'commands/hostname.txt', content: 'esx66.lab\n' }], 'x.tgz', 'esx66.lab'],
    ['not a name that is none', identityFiles('localhost.localdomain'), 'x.tgz', HOST],
  ])('takes the name of the host from %s', async (_, extra, file, name) => {
    const nics = texts.filter((text) => text.name.includes('nic-list'));
    const { entries: read } = await readFiles({ [String(file)]: bundleOf(HOST, [...nics, ...extra]) });

    expect(read.map(({ what }) => what)).toContain(`network nic list of ${name}`);
  });

  it('takes version and build from vmware -vl, else from uname', async () => {
    const both = identityFiles(HOST, '6.7.0', 14_320_388);
    for (const files of [both, both.slice(0, 1)]) {
      const { entries: read } = await readFiles({ 'x.tgz': bundleOf(HOST, [...texts.slice(2, 3), ...files]) });
      expect(read.find(({ what }) => what.startsWith('system version get'))?.value).toEqual({
        Version: '6.7.0',
        Build: 'build-14320388',
      });
    }
  });

  it('reads older programs only for what localcli has not told', async () => {
    const old: TarFile[] = [
      {
        name: 'commands/esxcfg-vmknic_-l.txt',
        content: [
          'Interface  Port Group/DVPort/Opaque Network  IP Family IP Address   Netmask        Broadcast    MAC Address        MTU   TSO MSS  Enabled Type   NetStack',
          'vmk1       iSCSI-A                           IPv4      10.0.1.11    255.255.255.0  10.0.1.255   00:50:56:aa:bb:01  9000  65535    true    STATIC defaultTcpipStack',
        ].join('\n'),
      },
    ];
    const interfaces = texts.filter(({ name }) => name.includes('ip-interface-list'));
    const alone = await readFiles({ 'a.tgz': bundleOf(HOST, old) });
    const both = await readFiles({ 'a.tgz': bundleOf(HOST, [...old, ...interfaces]) });
    const commands = (read: typeof alone) => read.entries.map(({ what }) => what).sort();

    expect(alone.problems).toEqual([]);
    expect(commands(alone)).toEqual([`network ip interface ipv4 get of ${HOST}`, `network ip interface list of ${HOST}`]);
    expect(commands(both)).toEqual(commands(alone));
    expect(both.entries.find(({ what }) => what.startsWith('network ip interface list'))?.value).toHaveLength(
      faulty.vmks === undefined ? 0 : Object.keys(faulty.vmks).length,
    );
  });

  it('reads the VMs whose configuration it holds', async () => {
    const db = vm({ name: 'db01', controllers: { scsi0: 'lsisas', scsi1: 'buslogic' }, disks: ['scsi0:0', 'scsi1:3'] });
    const path = 'vmfs/volumes/5f1e2d3c-11111111-2222-001122334455/db01/db01.vmx';
    const text = vmxFile(db, 'windows2019srv-64');
    const found = fails((await judgeFiles({ [TGZ]: bundleOf(HOST, [...texts, { name: path, content: text }]) })).report.verdicts);
    const finding = found.find(({ ruleId }) => ruleId === 'controller-buslogic');

    expect(finding?.location).toMatchObject({ file: TGZ, inside: `${bundleFolder(HOST)}/${path}` });
    expect(text.split('\n')[(finding?.location?.line ?? 0) - 1]).toContain('buslogic');
  });

  it('knows from its list which VMs its host runs, and which of them it does not hold', async () => {
    const path = '/vmfs/volumes/5f1e2d3c-11111111-2222-001122334455';
    const list = (...names: readonly string[]) => ({
      name: 'etc/vmware/hostd/vmInventory.xml',
      content: `<ConfigRoot>\n${names
        .map((name) => `<ConfigEntry id="1"><objID>1</objID><vmxCfgPath>${path}/${name}/${name}.vmx</vmxCfgPath></ConfigEntry>\n`)
        .join('')}</ConfigRoot>\n`,
    });
    const db = vm({ name: 'db01', controllers: { scsi0: 'buslogic' }, disks: ['scsi0:0'] });
    const file = { name: `${path.slice(1)}/db01/db01.vmx`, content: vmxFile(db, 'windows2019srv-64') };
    const whole = await judgeFiles({ [TGZ]: bundleOf(HOST, [...texts, file, list('db01')]) });
    const part = await judgeFiles({ [TGZ]: bundleOf(HOST, [...texts, file, list('db01', 'gone')]) });
    const undecided = ({ report }: typeof whole) =>
      report.verdicts.flatMap(({ missing = [] }) => missing.map(({ fact, because }) => `${fact}: ${because}`));

    expect(own(whole.report.verdicts)).toEqual([]);
    const finding = fails(whole.report.verdicts).find(({ ruleId }) => ruleId === 'controller-buslogic');
    expect(finding?.subject.host).toBe(HOST);
    expect(finding?.location?.excerpt?.text).toContain('buslogic');
    expect(whole.report.summary).toMatchObject({ hosts: 1, vms: 1 });
    const hidden = `virtual machines of ${HOST}: referred to, but not in the export`;
    expect(undecided(whole)).not.toContain(hidden);
    expect(undecided(part)).toContain(hidden);
  });

  it('without any name in it is one host, called like the archive until another input tells', async () => {
    const { entries: read } = await readFiles({ 'from-support.tgz': gzipSync(packed('', texts.slice(2, 4))) });

    expect(read.map(({ what }) => what)).toEqual(texts.slice(2, 4).map(() => expect.stringMatching(/ of from-support$/)));
  });

  it('says nothing of a command that has failed, and does not take its words for an empty list', async () => {
    const failed = { name: 'commands/localcli_iscsi-networkportal-list.txt', content: 'Unable to complete the request\n' };
    const empty = { name: 'commands/localcli_storage-nmp-device-list.txt', content: '' };
    const { entries: read, problems } = await readFiles({ 'x.tgz': bundleOf(HOST, [failed, empty]) });

    expect(read).toEqual([]);
    expect(problems).toEqual([
      'input-format 1:1 This is no list, as esxcli iscsi networkportal list prints it: Unable to complete the request',
    ]);
  });
});

describe('several bundles in one archive', () => {
  const other = goodHost(2);
  const second = textOutputs((esxcliSet(other) as EsxcliEntry[]).filter(hasOutput));
  const bundles = [
    { name: `VMware-support/${TGZ}`, content: bundleOf(HOST, texts) },
    { name: `VMware-support/${bundleFolder(other.name)}.tgz`, content: bundleOf(other.name, second) },
  ];
  const reference = told({ 'export.json': native([...entries, ...(esxcliSet(other) as EsxcliEntry[]).filter(hasOutput)]) });

  it('are read as the hosts they are of', async () => {
    const vcenter = {
      name: 'VMware-support/vc-vc01.lab-2026-11-22--05.00-1.tgz',
      content: bundleOf('vc01.lab', [
        { name: 'commands/uname_-a.txt', content: 'Linux vc01.lab 4.19.283 #1-photon SMP x86_64 GNU/Linux\n' },
        { name: 'commands/esxcfg-vmknic_-l.txt', content: 'not found\n' },
      ]),
    };
    const files = { 'export.tgz': gzipSync(packed('', [vcenter, ...bundles])) };
    const { verdicts } = (await judgeFiles(files)).report;

    expect(own(verdicts)).toEqual([]);
    expect(essence(verdicts)).toEqual(await reference);
    expect(fails(verdicts)[0]?.location?.inside).toMatch(/^VMware-support\/esx-[^/]+\.tgz\/esx-[^/]+\/commands\//);
  });

  it('in a zip, too, with the file that each value stands in', async () => {
    const { verdicts } = (await judgeFiles({ 'VMware-support.zip': storedZip(bundles) })).report;

    expect(own(verdicts)).toEqual([]);
    expect(essence(verdicts)).toEqual(await reference);
    expect(fails(verdicts)[0]?.location).toMatchObject({
      file: 'VMware-support.zip',
      inside: expect.stringMatching(/^VMware-support\/esx-[^/]+\.tgz\/esx-[^/]+\/commands\//),
    });
  });

  it('a zip without any is said to be none', async () => {
    const { problems } = await readFiles({
      'x.zip': storedZip([{ name: 'source.tar.gz', content: gzipSync(packed('', logs)) }]),
    });

    expect(problems).toEqual(['input-format 1:1 This archive holds no bundle of vm-support.']);
  });

  it('a damaged one does not hide the others', async () => {
    const [one, two] = bundles;
    if (one === undefined || two === undefined) throw new TypeError('two bundles are needed');
    const broken = { ...one, content: one.content.subarray(0, 200) };
    const { entries: read, problems } = await readFiles({ 'export.tgz': gzipSync(packed('', [broken, two])) });

    expect(problems.slice(1)).toEqual(['input-truncated 1:1 This file of the bundle is not whole: the archive ends inside it.']);
    expect(problems[0]).toMatch(
      /^input-truncated 1:1 The archive VMware-support\/esx-\S+ is not whole: .* What follows was not read\.$/,
    );
    expect(new Set(read.map(({ what }) => what.replace(/.* of /, '')))).toEqual(new Set([other.name]));
  });
});

describe('a damaged bundle', () => {
  it('that is cut is read as far as it goes', async () => {
    const bytes = bundleOf(HOST, [...texts, ...logs]);
    const cut = bytes.subarray(0, bytes.length - 300);
    const { entries: read, problems } = await readFiles({ [TGZ]: cut });

    expect(problems).toEqual([
      expect.stringMatching(/^input-truncated 1:1 This archive is not whole: it ends inside .*\. What follows was not read\.$/),
    ]);
    expect(read.length).toBeGreaterThan(texts.length / 2);
  });

  it('a cut output tells of what it has, not that there is no more', async () => {
    const bytes = packed(
      bundleFolder(HOST),
      texts.filter(({ name }) => name.includes('nmp-device-list')),
    );
    const { verdicts } = (await judgeFiles({ [TGZ]: gzipSync(bytes.subarray(0, 1200)) })).report;

    expect(own(verdicts).map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^This archive is not whole: it ends inside/),
        'This file of the bundle is not whole: the archive ends inside it.',
      ]),
    );
    expect(verdicts.filter(({ ruleId, verdict }) => ruleId === 'psp-not-round-robin' && verdict === 'pass')).toEqual([]);
  });

  it('a missing fragment is said, and what stands before it is read', async () => {
    const [nics] = texts.filter(({ name }) => name.includes('nmp-device-list'));
    if (nics === undefined) throw new TypeError('no output to cut');
    const pieces = fragments(nics, 600).filter((_, index) => index !== 1);
    const { entries: read, problems } = await readFiles({ [TGZ]: bundleOf(HOST, pieces) });

    expect(problems).toEqual(['input-truncated 1:1 This file of the bundle is not whole: its fragment 1 is missing.']);
    expect(read).toHaveLength(1);
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      'no bundle',
      gzipSync(packed('', [{ name: 'readme.txt', content: 'x' }])),
      /^input-format 1:1 This archive holds no bundle of vm-support\.$/,
    ],
    ['no archive', gzipSync('just a text'), /^input-truncated 1:1 This archive is not whole: it is no tar archive\./],
    [
      'damaged data',
      // Of a block of the kind that there is not.
      bundleOf(HOST, texts).map((byte, index) => (index === 10 ? 7 : byte)),
      /^input-truncated 1:1 This archive is not whole: its packed data is damaged/,
    ],
    [
      'broken JSON',
      bundleOf(HOST, [{ name: 'json/localcli_network-nic-list.json', content: '[{"Name": "vmnic0",}]' }, ...texts]),
      /^input-format 1:20 This output of localcli network nic list is no JSON: /,
    ],
    [
      'a name that leads out',
      gzipSync(packed('', [{ name: '../../etc/vmware/esx.conf', content: 'x' }, ...texts])),
      /^input-format 1:1 In this archive the name \.\.\/\.\.\/etc\/vmware\/esx\.conf leads out of it; that file was not read\.$/,
    ],
  ])('is said: %s', async (_, bytes, message) => {
    const { problems } = await readFiles({ [TGZ]: bytes });

    expect(problems[0]).toMatch(message);
  });
});
