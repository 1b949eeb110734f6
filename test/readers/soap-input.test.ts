import { describe, expect, it } from 'vitest';
import { FLAGS, NUMBERS } from '../../src/readers/soap/scalars.ts';
import { entriesOf, goodHost, type MethodEntry, native, presetDvs, vm } from '../build/index.ts';
import { govcCollectXml, methodXml, objectSave, soapXml } from '../build/shapes/xml.ts';
import { fails, judgeFiles } from '../e2e/run.ts';
import { readFiles } from './read.ts';

const [first, ...methods] = entriesOf(goodHost(1, { pnics: { vmnic2: { lldp: { parameters: { MTU: '9216' } } } } }));
const bound = methods.find((entry): entry is MethodEntry => 'method' in entry && entry.method === 'QueryBoundVnics');
const hints = methods.find((entry): entry is MethodEntry => 'method' in entry && entry.method === 'QueryNetworkHint');
if (first === undefined || !('properties' in first) || !bound || !hints) throw new TypeError('the preset has changed');
const host = first;

const envelope = (body: string) =>
  `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
const answer = (objects: string, more = '') =>
  envelope(
    `<RetrievePropertiesExResponse xmlns="urn:vim25"><returnval>${more}${objects}</returnval></RetrievePropertiesExResponse>`,
  );
const object = (type: string, id: string, properties: string) =>
  `<objects><obj type="${type}">${id}</obj>${properties}</objects>`;
const property = (name: string, val: string) => `<propSet><name>${name}</name>${val}</propSet>`;

async function readValue(xml: string): Promise<unknown> {
  const { entries, problems } = await readFiles({ 'a.xml': xml });
  expect(problems).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0]?.value;
}

describe('values in XML', () => {
  it('are the same as in JSON, to the type of each', async () => {
    for (const entry of [host, ...presetDvs().filter((item) => 'properties' in item), vm({ name: 'a', nics: ['VM Network'] })]) {
      const json = await readFiles({ 'a.json': native([entry]) });
      const xml = await readFiles({ 'a.xml': soapXml([entry]) });

      expect(xml.problems).toEqual([]);
      expect(xml.entries).toEqual(json.entries);
    }
  });

  it('make an array of a single element where the API has a list', async () => {
    const network = '<vnic><device>vmk0</device><spec><mtu>9000</mtu></spec></vnic>';
    const value = await readValue(
      answer(object('HostSystem', 'host-1', property('config.network', `<val xsi:type="HostNetworkInfo">${network}</val>`))),
    );

    expect(value).toEqual({ config: { network: { vnic: [{ device: 'vmk0', spec: { mtu: 9000 } }] } } });
  });

  it('of a distributed port group are one VLAN or a list of ranges', async () => {
    const group = (vlan: string) =>
      answer(
        object(
          'DistributedVirtualPortgroup',
          'dvportgroup-1',
          property('config.defaultPortConfig', `<val xsi:type="VMwareDVSPortSetting"><vlan xsi:type="x">${vlan}</vlan></val>`),
        ),
      );

    expect(await readValue(group('<vlanId>12</vlanId>'))).toMatchObject({
      config: { defaultPortConfig: { vlan: { vlanId: 12 } } },
    });
    expect(await readValue(group('<vlanId><start>0</start><end>4094</end></vlanId>'))).toMatchObject({
      config: { defaultPortConfig: { vlan: { vlanId: [{ start: 0, end: 4094 }] } } },
    });
  });

  it('know entities, CDATA and blanks around text', async () => {
    const value = await readValue(
      answer(object('HostSystem', 'host-1', property('name', '<val>\n  a&amp;b<![CDATA[<c>]]>&#xe9;\n</val>'))),
    );

    expect(value).toEqual({ name: 'a&b<c>é' });
  });

  it('do not make up what was not asked for: parts of config are not config', async () => {
    const { verdicts } = (
      await judgeFiles({
        'a.xml': answer(
          object(
            'HostSystem',
            'host-1',
            property('name', '<val>esx01</val>') + property('config.product', '<val><version>8.0.3</version></val>'),
          ),
        ),
      })
    ).report;

    expect(verdicts.flatMap(({ missing = [] }) => missing).map(({ group }) => group)).toContain('VMkernel adapters');
    expect(fails(verdicts)).toEqual([]);
  });

  it('of members that the schemas call numbers or flags become numbers and flags', async () => {
    const wanted = await schemaMembers();

    // A key is a number in a virtual device only.
    expect([...wanted.numbers].filter((name) => !NUMBERS.has(name) && name !== 'key')).toEqual([]);
    // The value of a setting is what the setting is.
    expect([...wanted.flags].filter((name) => !FLAGS.has(name) && name !== 'value')).toEqual([]);
    expect([...NUMBERS].filter((name) => wanted.flags.has(name) || wanted.texts.has(name))).toEqual([]);
    expect([...FLAGS].filter((name) => wanted.numbers.has(name) || wanted.texts.has(name))).toEqual([]);
  });
});

describe('answers of methods', () => {
  it('belong to the host that the file is named after', async () => {
    const { entries, problems } = await readFiles({
      [`${host.object.value}.boundvnics.xml`]: methodXml(bound),
      [`${host.object.value}.querynetworkhint.xml`]: methodXml(hints, { pretty: true, prefix: 'x' }),
    });

    expect(problems).toEqual([]);
    expect(entries.map(({ what }) => what)).toEqual([
      `QueryBoundVnics of ${host.object.value}`,
      `QueryNetworkHint of ${host.object.value}`,
    ]);
    expect(entries[0]?.value).toMatchObject([{ vnicDevice: 'vmk1', complianceStatus: {} }, { vnicDevice: 'vmk2' }]);
  });

  it('decide what they decide in JSON, with an answer of govc object.save among them', async () => {
    const faulty = goodHost(1, {
      vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'] } } } },
      id: 'host-28',
    });
    const [properties, ...answers] = entriesOf(faulty);
    const expected = fails((await judgeFiles({ 'export.json': native(faulty) })).report.verdicts);
    const xml = Object.fromEntries(
      answers
        .filter((entry): entry is MethodEntry => 'method' in entry)
        .map((entry) =>
          entry.method === 'QueryBoundVnics'
            ? ['host-28.boundvnics.xml', methodXml(entry)]
            : ['HostNetworkSystem-networkSystem-28/QueryNetworkHint.xml', methodXml(entry)],
        ),
    );
    const { report } = await judgeFiles({ ...objectSave(properties ?? []), ...xml });

    expect(fails(report.verdicts).map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`)).toEqual(
      expected.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`),
    );
    expect(expected.map(({ ruleId }) => ruleId)).toContain('portbind-noncompliant');
  });

  it('may be empty: then there are no bindings', async () => {
    const { entries } = await readFiles({ 'host-1.boundvnics.xml': envelope('<QueryBoundVnicsResponse xmlns="urn:vim25"/>') });

    expect(entries).toEqual([{ what: 'QueryBoundVnics of host-1', value: [] }]);
  });
});

describe('what the server itself says', () => {
  it('of properties that it withheld is reported once', async () => {
    const missing = (path: string) =>
      `<missingSet><path>${path}</path><fault><fault xsi:type="NoPermission"/><localizedMessage/></fault></missingSet>`;
    const { problems } = await readFiles({
      'a.xml': answer(
        object('HostSystem', 'host-1', property('name', '<val>esx01</val>') + missing('config')) +
          object('HostSystem', 'host-2', missing('config')),
      ),
    });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^input-format 1:\d+ The server withheld config of HostSystem host-1 and 1 more properties: NoPermission\.$/,
    );
  });

  it('of a fault, and of further pages, is reported', async () => {
    const fault = await readFiles({
      'a.xml': envelope(
        '<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>The session is not authenticated.</faultstring></soapenv:Fault><!-- urn:vim25 -->',
      ),
    });
    const page = await readFiles({
      'a.xml': answer(object('HostSystem', 'h', property('name', '<val>a</val>')), '<token>1</token>'),
    });

    expect(fault.problems).toHaveLength(1);
    expect(fault.problems[0]).toMatch(/The server answered with a fault: The session is not authenticated\.$/);
    expect(page.problems).toEqual([expect.stringMatching(/^input-truncated 1:\d+ The server has more objects/)]);
  });

  it('of an object that has gone is no object', async () => {
    const xml = `<ObjectUpdate><kind>leave</kind><obj type="HostSystem">host-1</obj><changeSet><name>name</name><op>assign</op><val>a</val></changeSet></ObjectUpdate>`;

    expect(await readFiles({ 'a.xml': xml })).toEqual({ entries: [], problems: [] });
  });
});

describe('XML that is broken or hostile', () => {
  const whole = govcCollectXml([host, vm({ name: 'a' })]);

  it('is read up to where it breaks off', async () => {
    const { entries, problems } = await readFiles({ 'a.xml': whole.slice(0, -200) });

    expect(entries.map(({ what }) => what.split(' ')[0])).toEqual(['HostSystem', 'VirtualMachine']);
    expect(problems).toEqual([
      expect.stringMatching(/^input-format \d+:\d+ The XML is not well-formed: .*What follows was not read\.$/),
    ]);
  });

  it.each([
    [
      'an entity bomb',
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n${soapXml([host]).replace(/^.*\n/, '').replace('esx01', '&b;')}`,
    ],
    [
      'an external entity',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n${soapXml([host]).replace(/^.*\n/, '').replace('esx01', '&a;')}`,
    ],
    ['an entity that nobody declares', soapXml([host]).replace('esx01', '&nbsp;')],
    ['tags that do not match', soapXml([host]).replace('</propSet>', '</propset>')],
    ['a prefix that nobody declares', soapXml([host]).replace('<obj ', '<obj nobody:type="x" ')],
    ['elements nested without end', answer('<a>'.repeat(5000))],
  ])('with %s is refused', async (_, xml) => {
    const { problems, entries } = await readFiles({ 'a.xml': xml });

    expect(problems).toEqual([expect.stringMatching(/^input-format \d+:\d+ The XML is not well-formed: /)]);
    expect(JSON.stringify(entries)).not.toMatch(/aaaaaaaaaa|root:/);
  });

  it('with a huge attribute, a huge text and a hostile name is read', async () => {
    const value = await readValue(
      answer(
        object(
          'HostSystem',
          'host-1',
          `${property('name', `<val note="${'x'.repeat(2_000_000)}">esx01</val>`)}${property('__proto__', '<val>x</val>')}${property('constructor.prototype', '<val>x</val>')}${property('config.notes', `<val>${'y'.repeat(2_000_000)}</val>`)}`,
        ),
      ),
    );

    expect(value).toEqual({ name: 'esx01' });
  });

  it('with values that are none is reported at their place', async () => {
    const { problems } = await readFiles({
      'a.xml': answer(
        object(
          'HostSystem',
          'h',
          property('config.network', '<val><vswitch><name>a</name><mtu>nine thousand</mtu></vswitch></val>'),
        ),
      ),
    });

    expect(problems).toEqual([
      expect.stringMatching(/^input-schema entry The value of mtu must be a number of bytes, found "nine thousand"/),
    ]);
  });

  it('without any object is no export', async () => {
    const { problems } = await readFiles({
      'a.xml': envelope('<LoginResponse xmlns="urn:vim25"><returnval><key>1</key></returnval></LoginResponse>'),
    });

    expect(problems).toEqual(['input-format 1:1 This XML holds no object of vSphere.']);
  });
});

describe('a place in a document on one line', () => {
  it('comes with what stands around it', async () => {
    const faulty = goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } });
    const xml = soapXml(faulty);
    const { verdicts } = (await judgeFiles({ 'a.xml': xml })).report;
    const { location } = fails(verdicts).find(({ ruleId }) => ruleId === 'mtu-vmk-exceeds-vswitch') ?? {};
    const { text = '', column = 0 } = location?.excerpt ?? {};
    const line = xml.split('\n')[(location?.line ?? 0) - 1] ?? '';
    const token = line.slice((location?.column ?? 0) - 1, (location?.endColumn ?? 0) - 1);

    expect(token).not.toBe('');
    expect(text.length).toBeLessThan(200);
    expect(text.slice(column - 1)).toMatch(new RegExp(`^${token}<`));
    expect(line).toContain(text.replaceAll('…', ''));
  });

  it('is right behind characters of several bytes and entities, beyond the first piece that is read', async () => {
    const before = `<note>${'größe 測試 😀 &amp; '.repeat(30_000)}</note>`;
    const val = '<val xsi:type="HostNetworkInfo"><vswitch><name>v</name><mtu>wrong</mtu></vswitch></val>';
    const xml = answer(`${before}${object('HostSystem', 'h', property('config.network', val))}`);
    const { verdicts } = (await judgeFiles({ 'a.xml': xml })).report;
    const location = verdicts.find(({ ruleId }) => ruleId === 'input-schema')?.location;

    expect(xml.slice((location?.column ?? 0) - 1, (location?.endColumn ?? 0) - 1)).toBe('wrong');
  });
});

interface SchemaNode {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

/** Members of all schemas of VIM objects, by what their definition says that they hold. */
async function schemaMembers() {
  const { readdir, readFile } = await import('node:fs/promises');
  const folder = new URL('../../schemas/', import.meta.url);
  const members = { numbers: new Set<string>(), flags: new Set<string>(), texts: new Set<string>() };
  const kinds: Readonly<Record<string, Set<string>>> = {
    number: members.numbers,
    bytes: members.numbers,
    megabits: members.numbers,
    vlan: members.numbers,
    vlans: members.numbers,
    flag: members.flags,
    text: members.texts,
  };
  const walk = (node: SchemaNode) => {
    for (const [name, member] of Object.entries(node.properties ?? {})) {
      kinds[member.$ref?.split('/').at(-1) ?? '']?.add(name);
      walk(member);
    }
    if (node.items) walk(node.items);
  };
  for (const name of await readdir(folder)) {
    if (/^vim-.*\.schema\.json$/.test(name)) walk(JSON.parse(await readFile(new URL(name, folder), 'utf8')) as SchemaNode);
  }
  return members;
}
