import { describe, expect, it } from 'vitest';
import type { Entry, Part } from '../index.ts';
import {
  bytesOf,
  cluster,
  crlf,
  datastore,
  dvsHost,
  entriesOf,
  goodHost,
  govcCollect,
  govcInfo,
  native,
  ndjson,
  powerCli,
  presetDvs,
  pyVmomi,
  viJson,
  vm,
} from '../index.ts';

// biome-ignore lint/suspicious/noExplicitAny: a reader of JSON of any depth
type Loose = any;

/** The estate that goes through all shapes: every kind of entry the builder knows. */
const estate: Part = [
  dvsHost(1),
  goodHost(2, { luns: { 'naa.6000d31000a1b2000000000000000003': { plugin: 'HPP' }, 't10.local': { local: true } } }),
  presetDvs(),
  cluster({ name: 'C1', hosts: ['esx01.lab'], apart: { nodes: ['sql01'] } }),
  datastore({ name: 'ds1', hosts: ['esx01.lab'] }),
  datastore({ name: 'nfs1', type: 'NFS' }),
  vm({
    name: 'sql01',
    host: 'esx01.lab',
    nics: ['VM Network'],
    disks: ['scsi0:0', { at: 'scsi0:1', rdm: { device: 'naa.01' } }],
    snapshot: true,
  }),
];

/** pyVmomi's names of managed types that are not the WSDL's. */
const wsdl = new Map([
  ['dvs.VmwareDistributedVirtualSwitch', 'VmwareDistributedVirtualSwitch'],
  ['host.NetworkSystem', 'HostNetworkSystem'],
  ['host.IscsiManager', 'IscsiManager'],
  ['vm.Snapshot', 'VirtualMachineSnapshot'],
]);

/** A reader of all shapes at once, made only for this test: lower-cases keys, unboxes, joins dotted names, forgets types and nulls. */
function plain(value: Loose): Loose {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string') {
    const reference = /^vim\.([\w.]+):([\w-]+)$/.exec(value);
    return reference ? { type: wsdl.get(reference[1] ?? '') ?? reference[1], value: reference[2] } : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('_value' in value) return plain(value._value);
  const [wrapped] = Object.keys(value);
  if (
    wrapped !== undefined &&
    Object.keys(value).length === 1 &&
    /^(ManagedObjectReference|OptionValue|DatastoreHostMount)$/.test(wrapped)
  ) {
    return plain(value[wrapped]);
  }
  const dropped = new Set(['_typeName', '_vimtype', '_vimid', '_vimref', 'dynamicProperty', 'dynamicType']);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      dropped.has(key) ? [] : [[`${key.charAt(0).toLowerCase()}${key.slice(1)}`, plain(member)]],
    ),
  );
}

function undot(pairs: readonly (readonly [string, Loose])[]): Loose {
  const object: Loose = {};
  for (const [name, value] of pairs) {
    const [head = '', tail] = name.split('.');
    if (tail === undefined) object[head] = value;
    else object[head] = { ...object[head], [tail]: value };
  }
  return object;
}

type Objects = readonly (readonly [id: string, properties: Loose])[];

function fromNative(entries: readonly Entry[]): Objects {
  return entries.flatMap((entry) => ('properties' in entry ? [[entry.object.value, plain(entry.properties)] as const] : []));
}

function fromChangeSets(lines: readonly string[]): Objects {
  return lines.map((line) => {
    const { obj, changeSet } = plain(JSON.parse(line));
    return [obj.value, undot(changeSet.map((change: Loose) => [change.name, change.val]))] as const;
  });
}

const expected = fromNative(entriesOf(estate));

describe('every shape holds the same data', () => {
  const documents = (text: string) => text.trimEnd().split(/(?<=^\})\n(?=\{)/m);

  it.each<[string, () => Objects]>([
    ['native', () => fromNative(JSON.parse(native(estate)).entries)],
    ['native on one line', () => fromNative(JSON.parse(native(estate, { oneLine: true })).entries)],
    [
      'ndjson',
      () =>
        fromNative(
          ndjson(estate)
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line)),
        ),
    ],
    ['govc collect', () => fromChangeSets(documents(govcCollect(estate)))],
    ['govc collect on one line', () => fromChangeSets(govcCollect(estate, { oneLine: true }).trimEnd().split('\n'))],
    ['govc collect 0.30', () => fromChangeSets(documents(govcCollect(estate, { pascal: true })))],
    [
      'VI JSON',
      () =>
        plain(JSON.parse(viJson(estate))).objects.map((object: Loose) => [
          object.obj.value,
          Object.fromEntries(object.propSet.map((property: Loose) => [property.name, property.val])),
        ]),
    ],
    ['pyVmomi', () => JSON.parse(pyVmomi(estate)).map((object: Loose) => [object._vimid, plain(object)])],
    ['PowerCLI', () => plain(JSON.parse(powerCli(estate))).map(({ moRef, ...rest }: Loose) => [moRef.value, rest])],
  ])('%s', (_, read) => {
    expect(expected).toHaveLength(9);
    expect(read()).toEqual(expected);
  });

  it.each([
    ['hostSystems', 'HostSystem', 2],
    ['virtualMachines', 'VirtualMachine', 1],
    ['datastores', 'Datastore', 2],
  ] as const)('govc info: %s', (wrapper, type, count) => {
    const ids = new Set(
      entriesOf(estate).flatMap((entry) => ('properties' in entry && entry.object.type === type ? [entry.object.value] : [])),
    );
    const wanted = expected.filter(([id]) => ids.has(id));
    expect(wanted).toHaveLength(count);
    for (const pascal of [false, true]) {
      const read = plain(JSON.parse(govcInfo(estate, type, { pascal })))[wrapper].map(({ self, ...rest }: Loose) => [
        self.value,
        rest,
      ]);
      expect(read).toEqual(wanted);
    }
  });
});

describe('shapes look like their tools', () => {
  it('govc prints no types; up to 0.30 its keys are upper case', () => {
    expect(govcCollect(estate)).not.toContain('_typeName');
    const first = JSON.parse(govcCollect(goodHost(1), { pascal: true, oneLine: true }).split('\n')[0] ?? '');
    expect(Object.keys(first)).toEqual(['Kind', 'Obj', 'ChangeSet']);
    const option = first.ChangeSet.find((change: Loose) => change.Name === 'config.option');
    expect(option.Val.OptionValue[0]).toEqual({ Key: 'DataMover.HardwareAcceleratedInit', Value: 1 });
  });

  it('VI JSON types every object and boxes values of any type', () => {
    const visit = (value: Loose): void => {
      if (Array.isArray(value)) value.forEach(visit);
      else if (typeof value === 'object' && value !== null) {
        expect(typeof value._typeName, JSON.stringify(value).slice(0, 80)).toBe('string');
        Object.values(value).forEach(visit);
      }
    };
    const answer = JSON.parse(viJson(estate));
    visit(answer);
    const host = answer.objects[0].propSet;
    expect(host[0].val).toEqual({ _typeName: 'string', _value: 'esx01.lab' });
    const config = host.find((property: Loose) => property.name === 'config').val;
    expect(config.option[0]).toEqual({
      _typeName: 'OptionValue',
      key: 'DataMover.HardwareAcceleratedInit',
      value: { _typeName: 'int', _value: 1 },
    });
  });

  it('pyVmomi names types its own way and writes references as strings', () => {
    const [host] = JSON.parse(pyVmomi(goodHost(1)));
    expect(host).toMatchObject({
      _vimtype: 'vim.HostSystem',
      parent: expect.stringMatching(/^vim\.ClusterComputeResource:domain-\d+$/),
    });
    expect(host.config.storageDevice.hostBusAdapter[0]._vimtype).toBe('vim.host.InternetScsiHba');
  });
});

describe('bytes', () => {
  it('start with the mark of their encoding and decode to the text', () => {
    const text = crlf('{\n"name": "Zürich"\n}\n');
    expect(text).toBe('{\r\n"name": "Zürich"\r\n}\r\n');
    const marks = { utf8: [0x7b], 'utf8-bom': [0xef, 0xbb, 0xbf], utf16le: [0xff, 0xfe], utf16be: [0xfe, 0xff] } as const;
    for (const encoding of ['utf8', 'utf8-bom', 'utf16le', 'utf16be'] as const) {
      const bytes = bytesOf(text, encoding);
      expect([...bytes.slice(0, marks[encoding].length)]).toEqual([...marks[encoding]]);
      const label = { utf8: 'utf-8', 'utf8-bom': 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be' }[encoding];
      expect(new TextDecoder(label).decode(bytes)).toBe(text);
    }
  });
});
