import { describe, expect, it } from 'vitest';
import { checkAgainst } from '../../src/readers/schema-check.ts';
import { export as exportDocument } from '../../src/readers/validators.generated.js';
import { cluster, dvsHost, esxcliSet, exportOf, goodHost, presetDvs, viJson, vm } from '../build/index.ts';

const host = { type: 'HostSystem', value: 'host-28' };

describe('an entry of an export', () => {
  it.each([
    ['properties', { source: 'vim', object: host, properties: { name: 'esx01.lab' } }],
    ['properties with dotted names', { source: 'vim', object: host, properties: { 'config.network': { vnic: [] } } }],
    ['an object whose id is not known', { source: 'vim', object: { type: 'HostSystem', name: 'esx01.lab' }, properties: {} }],
    ['an answer', { source: 'vim', object: host, method: 'QueryBoundVnics', argument: 'vmhba64', result: [] }],
    ['an answer that is nothing', { source: 'vim', object: host, method: 'QueryNetworkHint', result: null }],
    ['an output', { source: 'esxcli', host: 'esx01.lab', command: 'storage nmp device list', output: [] }],
    ['an output of the host that the document names', { source: 'esxcli', command: 'iscsi software get', output: false }],
    ['members of others', { source: 'esxcli', command: 'network nic list', output: [], exitCode: 0, took: { ms: 12 } }],
  ])('may hold %s', (_, entry) => {
    expect(checkAgainst('exportEntry', entry)).toEqual([]);
  });

  it.each([
    [{}, [], 'must have the member "source"'],
    [[], [], 'must be an object, found a list'],
    [undefined, [], 'must be an object, found nothing'],
    [{ source: 'powercli' }, ['source'], 'must be "vim" or "esxcli", found "powercli"'],
    [{ source: 'vim', properties: {} }, [], 'must have the member "object"'],
    [{ source: 'vim', object: host }, [], 'must have the member "properties" or "method"'],
    [{ source: 'vim' }, [], 'must have the member "object"'],
    [{ source: 'vim', object: host, method: 'QueryBoundVnics' }, [], 'must have the member "result"'],
    [
      { source: 'vim', object: host, method: '', result: [] },
      ['method'],
      'must be a text that is not empty, found an empty text',
    ],
    [{ source: 'vim', object: 'host-28', properties: {} }, ['object'], 'must be an object, found "host-28"'],
    [{ source: 'vim', object: { value: 'host-28' }, properties: {} }, ['object'], 'must have the member "type"'],
    [{ source: 'vim', object: { type: 'HostSystem' }, properties: {} }, ['object'], 'must have the member "value" or "name"'],
    [{ source: 'vim', object: { ...host, value: 28 }, properties: {} }, ['object', 'value'], 'must be a text, found 28'],
    [{ source: 'vim', object: host, properties: [] }, ['properties'], 'must be an object, found a list'],
    [{ source: 'esxcli', host: 'esx01.lab' }, [], 'must have the members "command" and "output"'],
    [{ source: 'esxcli', command: ['network', 'nic', 'list'], output: [] }, ['command'], 'must be a text, found a list'],
  ])('is not %j', (entry, path, message) => {
    expect(checkAgainst('exportEntry', entry)).toEqual([{ path, message, depthCut: false }]);
  });
});

describe('the output of an esxcli command', () => {
  it.each([
    ['a list', [{ AdminStatus: 'Up', MTU: 1500, Uplinks: ['vmnic2', 'vmnic3'], PortGroups: [], Note: null }]],
    ['an empty list', []],
    ['one structure', { DelayedAck: true, LoginTimeout: '' }],
    ['a list of texts in every field, as govc prints them', [{ Enabled: ['false'], Loaded: ['true'] }]],
    ['a value', false],
    ['a text', 'true'],
    ['nothing', null],
  ])('may be %s', (_, output) => {
    expect(checkAgainst('esxcliOutput', output)).toEqual([]);
  });

  it.each([
    [['vmnic0'], [0], 'must be an object, found "vmnic0"'],
    [[{ MTU: 1500 }, 1500], [1], 'must be an object, found 1500'],
    [{ Uplinks: [['vmnic2']] }, ['Uplinks', 0], 'must be a text, a number, true or false, or a structure, found a list'],
    [undefined, [], 'must be a list or an object or a text or a number or true or false, found nothing'],
  ])('is not %j', (output, path, message) => {
    expect(checkAgainst('esxcliOutput', output)).toEqual([{ path, message, depthCut: false }]);
  });

  it('may have a field of any name', () => {
    const output: unknown = JSON.parse(
      '[{"__proto__": "x", "constructor": [[]], "a/b~c": [[]], "ports": [{"Client": "vmnic2"}]}]',
    );

    expect(checkAgainst('esxcliOutput', output).map(({ path }) => path)).toEqual([
      [0, 'constructor', 0],
      [0, 'a/b~c', 0],
    ]);
  });
});

describe('a whole export', () => {
  const whole = exportOf(
    goodHost(1),
    dvsHost(2),
    presetDvs(),
    cluster({ name: 'C1' }),
    vm({ name: 'sql01' }),
    esxcliSet(goodHost(1)),
  );
  const placesOf = (document: unknown) => {
    expect(exportDocument(document)).toBe(false);
    return [...new Set(exportDocument.errors?.map((error) => error.instancePath))];
  };
  const withEntry = (entry: object) => ({ vlint: 'export/1', entries: [entry] });

  it('is valid with entries of every kind', () => {
    expect(exportDocument(whole), JSON.stringify(exportDocument.errors)).toBe(true);
  });

  it('is valid with boxed values, at the top and inside', () => {
    const { objects } = JSON.parse(viJson(goodHost(1))) as {
      objects: { obj: object; propSet: { name: string; val: unknown }[] }[];
    };
    const entries = objects.map(({ obj, propSet }) => ({
      source: 'vim',
      object: obj,
      properties: Object.fromEntries(propSet.map(({ name, val }) => [name, val])),
    }));

    expect(JSON.stringify(entries)).toContain('_value');
    expect(exportDocument({ vlint: 'export/1', entries })).toBe(true);
    const config = { option: [{ key: 'Disk.QFullSampleSize', value: { _typeName: 'long', _value: 32 } }] };
    expect(exportDocument(withEntry({ source: 'vim', object: host, properties: { config } }))).toBe(true);
  });

  it.each([
    ['no version', { entries: [] }, ['']],
    ['another version', { vlint: 'export/2', entries: [] }, ['/vlint']],
    ['no entries', { vlint: 'export/1' }, ['']],
    ['a date without a time', { vlint: 'export/1', collected: '2026-11-22', entries: [] }, ['/collected']],
    ['an entry that is a text', { vlint: 'export/1', entries: ['esx01.lab'] }, ['/entries/0']],
  ])('is not valid with %s', (_, document, places) => {
    expect(placesOf(document)).toEqual(places);
  });

  it.each([
    ['HostSystem', { config: { network: { vnic: {} } } }, '/config/network/vnic'],
    ['VirtualMachine', { config: { hardware: { device: {} } } }, '/config/hardware/device'],
    ['ClusterComputeResource', { host: {} }, '/host'],
    ['DistributedVirtualSwitch', { config: { maxMtu: 'nine thousand' } }, '/config/maxMtu'],
    ['VmwareDistributedVirtualSwitch', { config: { maxMtu: -1 } }, '/config/maxMtu'],
    ['DistributedVirtualPortgroup', { config: { defaultPortConfig: [] } }, '/config/defaultPortConfig'],
  ])('checks the properties of a %s', (type, properties, place) => {
    const entry = { source: 'vim', object: { type, value: 'x-1' }, properties };

    expect(placesOf(withEntry(entry))).toContain(`/entries/0/properties${place}`);
  });

  it('leaves the properties of other objects alone', () => {
    const entry = { source: 'vim', object: { type: 'Datastore', value: 'datastore-1' }, properties: { host: {}, config: 1 } };

    expect(exportDocument(withEntry(entry))).toBe(true);
  });

  it.each([
    ['QueryBoundVnics', {}, ''],
    ['QueryBoundVnics', [{ vnicDevice: [] }], '/0/vnicDevice'],
    ['QueryNetworkHint', [{ lldpInfo: { parameter: {} } }], '/0/lldpInfo/parameter'],
  ])('checks the answer of %s', (method, result, place) => {
    const entry = { source: 'vim', object: host, method, result };

    expect(placesOf(withEntry(entry))).toContain(`/entries/0/result${place}`);
  });

  it('checks what esxcli printed', () => {
    const entry = { source: 'esxcli', host: 'esx01.lab', command: 'network nic list', output: [[]] };

    expect(placesOf(withEntry(entry))).toContain('/entries/0/output/0');
  });
});
