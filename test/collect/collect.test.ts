import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METHODS } from '../../src/collect/methods.ts';
import { KINDS } from '../../src/collect/wanted.ts';
import { ExportWriter } from '../../src/collect/writer.ts';
import { export as isExport } from '../../src/readers/validators.generated.js';
import { selfSigned } from '../build/certificate.ts';
import { type Entry, edit, entriesOf, goodHost, native } from '../build/index.ts';
import { type SoapServerOptions, soapServer } from '../build/soap-server.ts';
import { essence, fails, folderOf, judgeFiles, own } from '../e2e/run.ts';
import { site } from '../e2e/site.ts';
import { estate as everyRule } from '../estates/every-rule/estate.ts';
import { estate as lab } from '../estates/lab/estate.ts';
import { run } from './run.ts';

describe.each([
  { name: 'three hosts and four VMs', entries: site, faults: 4 },
  { name: 'the lab', entries: lab.entries, faults: 10 },
  { name: 'every rule', entries: everyRule.entries, faults: 50 },
])('$name', ({ entries, faults }) => {
  it('gives the same verdicts when it is collected', async () => {
    const vim = entries.filter((entry) => entry.source === 'vim');
    const { text, error, server } = await run(vim);
    expect(error).toBeUndefined();
    const expected = (await judgeFiles({ 'export.json': native(vim) })).report.verdicts;
    const found = (await judgeFiles({ 'export.json': text })).report.verdicts;

    expect(own(found).map((verdict) => verdict.message)).toEqual([]);
    expect(fails(expected).length).toBeGreaterThanOrEqual(faults);
    const left = new Set(essence(found));
    const right = new Set(essence(expected));
    expect(
      [...left].filter((line) => !right.has(line)),
      'only collected',
    ).toEqual([]);
    expect(
      [...right].filter((line) => !left.has(line)),
      'not collected',
    ).toEqual([]);
    expect(server.sessions.size, 'sessions left open').toBe(0);
  }, 60_000);
});

/** Fingerprints of what fails in an export. */
async function failures(text: string): Promise<string[]> {
  return fails((await judgeFiles({ 'export.json': text })).report.verdicts)
    .map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`)
    .sort();
}

const names = (text: string) =>
  (JSON.parse(text) as { entries: { properties?: { name?: string } }[] }).entries.flatMap(
    ({ properties }) => properties?.name ?? [],
  );

describe('a session', () => {
  it('sends nothing but what reads, and logs out', async () => {
    const { server } = await run(site);

    expect(METHODS).toEqual([
      'RetrieveServiceContent',
      'Login',
      'Logout',
      'CreateContainerView',
      'RetrievePropertiesEx',
      'ContinueRetrievePropertiesEx',
      'QueryBoundVnics',
      'QueryNetworkHint',
    ]);
    expect(server.calls.filter((call) => !(METHODS as readonly string[]).includes(call))).toEqual([]);
    expect([server.calls[0], server.calls[1], server.calls.at(-1)]).toEqual(['RetrieveServiceContent', 'Login', 'Logout']);
    expect(server.sessions.size).toBe(0);
  });

  it('asks for what rules read and for nothing else', async () => {
    const { server } = await run(site);

    const known = KINDS.flatMap(({ type, paths }) => paths.map((path) => `${type} ${path}`));
    expect([...server.asked].filter((path) => !path.includes('configManager')).sort()).toEqual(known.sort());
  });

  it("speaks the server's version of the API once it knows it", async () => {
    const { server } = await run(site, { apiVersion: '5.5' });
    const newer = await run(site, { apiVersion: '8.0.2.0' });

    expect(new Set(server.actions)).toEqual(new Set(['"urn:vim25/5.5"']));
    expect(newer.server.actions.slice(0, 2)).toEqual(['"urn:vim25/5.5"', '"urn:vim25/8.0.2.0"']);
    expect(new Set(newer.server.actions.slice(1)).size).toBe(1);
  });

  it('asks a server that no longer speaks the oldest version for those that it does', async () => {
    let first = true;
    const { server, error } = await run(site, {
      versions: '9.1.0.0',
      apiVersion: '9.1.0.0',
      fault: (method) => {
        const refuses = method === 'RetrieveServiceContent' && first;
        first = false;
        return refuses ? { type: 'Runtime' } : undefined;
      },
    });

    expect(error).toBeUndefined();
    expect(server.actions.slice(0, 3)).toEqual(['"urn:vim25/5.5"', '"urn:vim25/9.1.0.0"', '"urn:vim25/9.1.0.0"']);
  });

  it('with a server that refuses every version is none', async () => {
    const fault = () => ({ type: 'Runtime' });
    const silent = await run(site, { fault });
    const listed = await run(site, { fault, versions: '9.1.0.0' });

    expect(silent.error?.message).toMatch(/answered HTTP 404 while asking for the versions of its API/);
    expect(listed.error?.message).toMatch(/does not tell what it is: The server says Runtime\.$/);
    expect(listed.server.calls).toEqual(['RetrieveServiceContent', 'RetrieveServiceContent']);
  });

  it('tells a wrong password without the password', async () => {
    const { error, text, server, folder } = await run(site, { password: 'another' });

    expect(error?.name).toBe('CollectError');
    expect(error?.message).toMatch(/^127\.0\.0\.1:\d+ refuses the user name or password of reader@vsphere\.local$/);
    expect({ text, files: readdirSync(folder), calls: server.calls }).toEqual({
      text: '',
      files: [],
      calls: ['RetrieveServiceContent', 'Login'],
    });
  });

  it('that expires midway goes on, and nothing is lost or there twice', async () => {
    const whole = await run(many);
    const expiries = [
      (call: number) => call === 30,
      (_: number, method: string) => method === 'ContinueRetrievePropertiesEx' && once(),
      (_: number, method: string) => method === 'QueryBoundVnics' && once(),
      (_: number, method: string) => method === 'QueryNetworkHint' && once(),
    ];
    let spent = false;
    const once = () => {
      const first = !spent;
      spent = true;
      return first;
    };
    for (const expires of expiries) {
      spent = false;
      const { text, error, server } = await run(many, { expires });
      expect(error).toBeUndefined();
      expect(server.calls.filter((call) => call === 'Login')).toHaveLength(2);
      expect(server.sessions.size).toBe(0);
      expect(JSON.parse(text)).toEqual(JSON.parse(whole.text));
    }
  }, 60_000);

  it('that never lasts ends in an error', async () => {
    const { error, text, server } = await run(many, { expires: (_, method) => method === 'RetrievePropertiesEx' });

    expect(error?.message).toMatch(/answered NotAuthenticated while reading hosts' managers/);
    expect(text).toBe('');
    expect(server.calls.length).toBeLessThan(20);
  });
});

/** Enough hosts for several pages. */
const many = Array.from({ length: 25 }, (_, index) => entriesOf(goodHost(index + 1))).flat();

describe('pages', () => {
  it('are read to the last', async () => {
    const { text, server, result } = await run(many);

    expect(server.calls.filter((call) => call === 'ContinueRetrievePropertiesEx').length).toBeGreaterThan(1);
    expect(names(text)).toHaveLength(25);
    expect(new Set(names(text)).size).toBe(25);
    expect(result?.found).toEqual(['25 hosts']);
  });

  it('are read again when an object goes away meanwhile', async () => {
    let times = 0;
    const fault: SoapServerOptions['fault'] = (method) =>
      method === 'ContinueRetrievePropertiesEx' && ++times === 1 ? { type: 'ManagedObjectNotFound' } : undefined;
    const { text, error } = await run(many, { fault });

    expect(error).toBeUndefined();
    expect(names(text)).toHaveLength(25);
    expect(new Set(names(text)).size).toBe(25);
  });
});

describe('what the user may not read', () => {
  const withheld: SoapServerOptions['withheld'] = (type, id, path) =>
    type === 'HostSystem' && id === hostOf('esx02.lab') && path === 'config.network' ? 'Host.Config.Network' : undefined;

  it('is told by property and privilege, and what depends on it is undecided', async () => {
    const { text, result } = await run(site, { withheld });

    expect(result?.gaps).toEqual([
      {
        type: 'HostSystem',
        property: 'config.network',
        reason: 'NoPermission',
        privilege: 'Host.Config.Network',
        count: 1,
        objects: [hostOf('esx02.lab')],
      },
    ]);
    expect((JSON.parse(text) as { gaps: unknown }).gaps).toEqual(result?.gaps);
    expect(isExport(JSON.parse(text)), JSON.stringify(isExport.errors)).toBe(true);
    const { verdicts } = (await judgeFiles({ 'export.json': text })).report;
    expect(own(verdicts)).toEqual([]);
    const ofHost = verdicts.filter(({ subject }) => subject.host === 'esx02.lab' || subject.name === 'esx02.lab');
    expect(ofHost.filter(({ ruleId, verdict }) => ruleId === 'portbind-standby-uplink' && verdict !== 'unknown')).toEqual([]);
    expect(ofHost.some(({ ruleId, verdict }) => ruleId === 'portbind-standby-uplink' && verdict === 'unknown')).toBe(true);
  });

  it('leaves a method out, and no more', async () => {
    const { result, text } = await run(site, {
      fault: (method) =>
        method === 'QueryBoundVnics'
          ? { type: 'NoPermission', members: '<privilegeId>Host.Config.Storage</privilegeId>' }
          : undefined,
    });

    expect(result?.gaps).toEqual([
      expect.objectContaining({ method: 'QueryBoundVnics', reason: 'NoPermission', privilege: 'Host.Config.Storage', count: 3 }),
    ]);
    expect(text).not.toContain('QueryBoundVnics","argument');
    expect(names(text)).toContain('esx01.lab');
  });

  it('leaves a kind of object out', async () => {
    const { result, text } = await run(site, {
      fault: (method, body) =>
        method === 'RetrievePropertiesEx' && body.includes('<type>VirtualMachine</type>')
          ? { type: 'NoPermission', members: '<privilegeId>System.Read</privilegeId>' }
          : undefined,
    });

    expect(result?.gaps).toEqual([
      { type: 'VirtualMachine', reason: 'NoPermission', privilege: 'System.Read', count: 0, objects: [] },
    ]);
    expect(names(text)).not.toContain('web01');
    expect(names(text)).toContain('esx01.lab');
  });

  it('leaves a kind out that a host does not know', async () => {
    const { result, text, error } = await run(site, {
      fault: (method, body) =>
        method === 'CreateContainerView' && body.includes('<type>Distributed') ? { type: 'InvalidArgument' } : undefined,
    });

    expect(error).toBeUndefined();
    expect(result?.gaps.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
      'DistributedVirtualSwitch InvalidArgument',
      'DistributedVirtualPortgroup InvalidArgument',
    ]);
    expect(names(text)).toContain('db01');
  });

  it('but hosts must be, or there is no export', async () => {
    const { error, text } = await run(site, {
      fault: (method, body) =>
        method === 'CreateContainerView' && body.includes('<type>HostSystem') ? { type: 'InvalidArgument' } : undefined,
    });

    expect(error?.message).toMatch(/answered InvalidArgument while reading hosts' managers: The server says InvalidArgument\.$/);
    expect(text).toBe('');
  });

  it('and nothing else there is an error, not an empty export', async () => {
    const { error, text } = await run([]);

    expect(error?.message).toContain('sees nothing on 127.0.0.1');
    expect(error?.message).toContain('Read-only (System.Read)');
    expect(text).toBe('');
  });
});

describe('an old host', () => {
  it('is asked without the properties that it does not know', async () => {
    const unknown = [
      'Datastore capability.clusteredVmdkSupported',
      'VirtualMachine config.firmware',
      'VirtualMachine layoutEx.timestamp',
    ];
    const { result, error, text } = await run(site, { apiVersion: '5.5', unknown });

    expect(error).toBeUndefined();
    expect(result?.gaps.map(({ type, property, reason }) => `${type} ${property}: ${reason}`).sort()).toEqual(
      unknown.map((path) => `${path}: InvalidProperty`).sort(),
    );
    expect(await failures(text)).toEqual(await failures(native([...site])));
    const vm = (JSON.parse(text) as { entries: { properties?: Record<string, unknown> }[] }).entries.find(
      ({ properties }) => properties?.name === 'db01',
    );
    // What else the configuration lacks is not known to be unset any more.
    expect(Object.keys(vm?.properties ?? {})).toEqual(expect.arrayContaining(['config.hardware', 'config.guestId', 'runtime']));
  });
});

it('a server that complains of a property that was not asked for is an error', async () => {
  const { error, text } = await run(site, {
    fault: (method) =>
      method === 'RetrievePropertiesEx' ? { type: 'InvalidProperty', members: '<name>config.nothing</name>' } : undefined,
  });

  expect(error?.message).toBe('the server does not know the property "config.nothing" of hosts\' managers');
  expect(text).toBe('');
});

describe('secrets', () => {
  it('of CHAP are not written, wherever the server puts them', async () => {
    const adapter = 'config.storageDevice.hostBusAdapter.0';
    let entries: Entry[] = entriesOf(goodHost(1));
    for (const path of ['authenticationProperties.chapSecret', 'authenticationProperties.mutualChapSecret', 'password'])
      entries = edit(entries, `${adapter}.${path}`, 'S3cret-xyzzy');
    const { text } = await run(entries);

    expect(text).toContain('"chapAuthEnabled"');
    expect(text).not.toContain('S3cret-xyzzy');
  });
});

describe('accidents', () => {
  const at = (method: string, what: 'silence' | 'cut' | 'no-xml' | 'unavailable'): SoapServerOptions => ({
    accident: (called) => (called === method ? what : undefined),
  });

  it.each([
    {
      what: 'silence',
      method: 'RetrievePropertiesEx',
      says: /has not answered for 0\.3 s while reading hosts' managers, page 1$/,
    },
    { what: 'cut', method: 'RetrievePropertiesEx', says: /cut the connection while reading hosts' managers, page 1$/ },
    { what: 'cut', method: 'Login', says: /cut the connection while logging in$/ },
    { what: 'no-xml', method: 'RetrievePropertiesEx', says: /while reading hosts' managers, page 1 is no XML$/ },
    { what: 'no-xml', method: 'RetrieveServiceContent', says: /is no XML$|no API of vSphere/ },
    { what: 'unavailable', method: 'RetrievePropertiesEx', says: /answered HTTP 503 while reading hosts' managers/ },
    {
      what: 'cut',
      method: 'QueryBoundVnics',
      says: /cut the connection while asking for the port bindings of vmhba64 of host-\d+$/,
    },
  ] as const)('$what at $method: an error and no file', async ({ what, method, says }) => {
    const { error, folder, text, server } = await run(site, at(method, what), { server: { timeout: 300 } });

    expect(error?.name).toBe('CollectError');
    expect(error?.message).toMatch(says);
    expect({ text, files: readdirSync(folder) }).toEqual({ text: '', files: [] });
    expect(server.sessions.size, 'sessions left open').toBe(0);
  });

  it('at the farewell do not matter', async () => {
    const { error, text } = await run(site, at('Logout', 'cut'));

    expect(error).toBeUndefined();
    expect(names(text)).toContain('esx01.lab');
  });

  it('of the name and the port are told', async () => {
    const closed = await soapServer(site);
    await closed.close();
    const { error } = await run(site, {}, { server: { url: new URL(closed.url) } });

    expect(error?.message).toMatch(/^127\.0\.0\.1:\d+ refuses the connection while asking what it is$/);
  });

  it('a stop from outside still logs out, and leaves no file', async () => {
    const controller = new AbortController();
    const accident = (method: string) => {
      if (method === 'QueryBoundVnics') controller.abort();
      return undefined;
    };
    const { error, server, folder } = await run(many, { accident }, { server: { signal: controller.signal } });

    expect(error?.name).toBe('CollectAborted');
    expect(server.calls.at(-1)).toBe('Logout');
    expect(server.sessions.size).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('an existing export stays when a new one fails', async () => {
    const folder = folderOf({ 'export.json': 'the old one' });
    const writer = new ExportWriter(join(folder, 'export.json'));
    writer.begin({ collected: '2026-11-22T05:00:00Z' });
    writer.entry({ source: 'vim' });
    writer.discard();

    expect(readdirSync(folder)).toEqual(['export.json']);
    expect(readFileSync(join(folder, 'export.json'), 'utf8')).toBe('the old one');
  });

  it('a folder that is not there is told before anything is asked', () => {
    expect(() => new ExportWriter(join(folderOf({}), 'missing', 'export.json'))).toThrow(/^cannot write .*export\.json: ENOENT/);
    expect(() => new ExportWriter(folderOf({}))).toThrow(/it is a folder/);
  });
});

describe('the certificate', () => {
  const certificate = selfSigned();

  it('must be known', async () => {
    const { error, text } = await run(site, { certificate });

    expect(error?.message).toMatch(/^the certificate of 127\.0\.0\.1:\d+ is signed by itself; .*--ca .*--insecure/);
    expect(text).toBe('');
  });

  it('may be given', async () => {
    const { error, text } = await run(site, { certificate }, { server: { ca: certificate.cert } });

    expect(error).toBeUndefined();
    expect(names(text)).toContain('esx01.lab');
  });

  it('may be waved through', async () => {
    expect((await run(site, { certificate }, { server: { insecure: true } })).error).toBeUndefined();
  });

  it('of another server is refused', async () => {
    const { error } = await run(site, { certificate }, { server: { ca: selfSigned().cert } });

    expect(error?.message).toMatch(/^the certificate of /);
  });
});

function hostOf(name: string): string {
  const found = site.find((entry) => 'properties' in entry && entry.properties.name === name);
  return found !== undefined && 'object' in found ? found.object.value : '';
}
