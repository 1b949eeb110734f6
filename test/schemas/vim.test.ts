import { describe, expect, it } from 'vitest';
import { KEEP, LIST, type Shape } from '../../src/readers/json/shape.ts';
import { checkAgainst, type SchemaKind } from '../../src/readers/schema-check.ts';
import { entryShape, vimProperties } from '../../src/readers/vim-shape.ts';
import {
  cluster,
  dvsHost,
  esxcliSet,
  exportOf,
  goodHost,
  govcCollect,
  type Part,
  powerCli,
  presetDvs,
  pyVmomi,
  twoSubnetHost,
  viJson,
  vm,
} from '../build/index.ts';
import { framed } from '../readers/json/memory.ts';
import { describedIn, type SchemaNode, schemaOf, target } from './schema-files.ts';

const objects: ReadonlyMap<string, SchemaKind> = new Map([
  ['vim-host', 'vimHost'],
  ['vim-vm', 'vimVm'],
  ['vim-cluster', 'vimCluster'],
  ['vim-dvs', 'vimDvs'],
  ['vim-dvpg', 'vimDvpg'],
]);
const answers: ReadonlyMap<string, SchemaKind> = new Map([
  ['vim-bound-vnics', 'vimBoundVnics'],
  ['vim-network-hints', 'vimNetworkHints'],
]);
const all = [...objects, ...answers];

describe.each(all)('%s', (name, kind) => {
  const root = schemaOf(name);

  it('requires nothing', () => {
    expect(
      checkAgainst(
        kind,
        instance(root, () => undefined),
      ),
    ).toEqual([]);
  });

  it('allows null for every member', () => {
    expect(
      checkAgainst(
        kind,
        instance(root, () => null),
      ),
    ).toEqual([]);
  });

  it('allows an empty text for every scalar', () => {
    expect(
      checkAgainst(
        kind,
        instance(root, () => ''),
      ),
    ).toEqual([]);
  });

  it('allows members that it does not describe, everywhere', () => {
    const value = instance(root, () => undefined, { dynamicType: null, dynamicProperty: [], somethingNew: { in: ['9.0'] } });

    expect(JSON.stringify(value)).toContain('somethingNew');
    expect(checkAgainst(kind, value)).toEqual([]);
  });

  it('refuses an object where a list, and a list where an object or a scalar is described', () => {
    const places = describedIn(root);
    for (const { path, schema } of places) {
      const wrong = schema.type?.includes('array') ? {} : [];
      const { value, keys } = holding(root, path, wrong);
      expect(
        checkAgainst(kind, value).map((fault) => fault.path),
        path,
      ).toEqual([keys]);
    }
  });
});

describe('what the schemas describe', () => {
  const described = new Set([...objects.keys()].flatMap((name) => describedIn(schemaOf(name)).map(({ path }) => path)));
  const read = new Set(pathsOf(vimProperties));
  /** Lists and references that the shape keeps whole. */
  const whole = [...read].filter((path) => !path.endsWith(']'));

  it('is read: nothing is described that the projection leaves behind', () => {
    const dropped = [...described].filter((path) => !read.has(path) && !whole.some((kept) => isBelow(path, kept)));

    expect(dropped, 'not in src/readers/vim-shape.ts').toEqual([]);
  });

  it('is everything that is read, except what only datastores have', () => {
    const missing = [...read].filter((path) => !path.endsWith('[]') && !path.startsWith('capability') && !described.has(path));

    expect(missing, 'not described in schemas/vim-*.schema.json').toEqual([]);
  });

  it('names the unit of every MTU and speed', () => {
    const mtus = all.flatMap(([name]) => describedIn(schemaOf(name))).filter(({ path }) => /mtu$/i.test(path));
    const speeds = all.flatMap(([name]) => describedIn(schemaOf(name))).filter(({ path }) => /speedMb$/.test(path));

    expect(mtus.length).toBeGreaterThan(5);
    expect(speeds.length).toBeGreaterThan(2);
    for (const { path, written } of mtus) expect(written.description, path).toMatch(/in bytes/);
    for (const { path, written } of speeds) expect(written.description, path).toMatch(/in Mb\/s/);
  });
});

describe('exports without a fault', () => {
  const parts: Part = [
    goodHost(1, { pnics: { vmnic2: { lldp: { parameters: { MTU: '9216' } } } } }),
    twoSubnetHost(2),
    dvsHost(3),
    presetDvs(),
    cluster({ name: 'C1' }),
    vm({ name: 'sql01', host: 'esx01.lab' }),
    esxcliSet(goodHost(1)),
  ];

  it.each([
    ['native', JSON.stringify(exportOf(parts))],
    ['govc collect', govcCollect(parts)],
    ['govc collect up to 0.30', govcCollect(parts, { pascal: true })],
    ['VI JSON', viJson(parts)],
    ['pyVmomi', pyVmomi(parts)],
    ['PowerCLI', powerCli(parts)],
  ])('pass as %s prints them', (_, text) => {
    const checked = new Map<SchemaKind, number>();
    const { entries } = framed(text, { entryShape, isEntry: () => true });
    for (const entry of entries) {
      const [kind, part] = kindOf(entry.value as Readonly<Record<string, unknown>>);
      expect(checkAgainst(kind, part)).toEqual([]);
      checked.set(kind, (checked.get(kind) ?? 0) + 1);
    }

    expect([checked.get('vimHost'), checked.get('vimDvs'), checked.get('vimDvpg'), checked.get('vimCluster')]).toEqual([
      3, 1, 2, 1,
    ]);
  });
});

const kinds: ReadonlyMap<string, SchemaKind> = new Map([
  ['HostSystem', 'vimHost'],
  ['VirtualMachine', 'vimVm'],
  ['ClusterComputeResource', 'vimCluster'],
  ['VmwareDistributedVirtualSwitch', 'vimDvs'],
  ['DistributedVirtualPortgroup', 'vimDvpg'],
  ['QueryBoundVnics', 'vimBoundVnics'],
  ['QueryNetworkHint', 'vimNetworkHints'],
]);

function kindOf(value: Readonly<Record<string, unknown>>): [SchemaKind, unknown] {
  if (value.source === 'esxcli') return ['esxcliOutput', value.output];
  if (typeof value.method === 'string') return [kinds.get(value.method) ?? 'exportEntry', value.result];
  const object = (value.object ?? value.obj ?? value.self ?? value.moRef) as { type?: string } | undefined;
  const type = object?.type ?? String(value._vimtype).split('.').at(-1) ?? '';
  return [kinds.get(type) ?? 'exportEntry', value.properties ?? value.changeSet ?? value.propSet ?? value];
}

/** Every described member, scalars as `leaf` says (undefined: left out); `extra` goes into every object. */
function instance(root: SchemaNode, leaf: (schema: SchemaNode) => unknown, extra: object = {}): unknown {
  const make = (schema: SchemaNode): unknown => {
    const types = [schema.type].flat();
    if (types.includes('string')) return leaf(schema);
    if (schema.items) {
      // Lists of texts hold nothing but texts.
      if (schema.items.type === 'string') return [];
      return [...(leaf(schema) === null ? [null] : []), make(target(schema.items, root))].filter((item) => item !== undefined);
    }
    const members = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, make(target(member, root))] as const);
    return { ...extra, ...Object.fromEntries(members.filter(([, value]) => value !== undefined)) };
  };
  return make(root);
}

/** A value that holds `wrong` at a described path and nothing else. */
function holding(root: SchemaNode, path: string, wrong: unknown): { value: unknown; keys: (string | number)[] } {
  const keys = path
    .replaceAll('[]', '.0')
    .split('.')
    .filter((key) => key !== '')
    .map((key) => (key === '0' ? 0 : key));
  const value = keys.reduceRight<unknown>((inner, key) => (key === 0 ? [inner] : { [key]: inner }), wrong);
  expect(Array.isArray(value)).toBe([root.type].flat().includes('array'));
  return { value, keys };
}

function pathsOf(shape: Shape, path = ''): string[] {
  if (shape.kind === KEEP) return [path];
  if (shape.kind === LIST) return [path, ...pathsOf(shape.inner, `${path}[]`)];
  const inner = shape.members.flatMap((member) => pathsOf(member.shape, path === '' ? member.name : `${path}.${member.name}`));
  return path === '' ? inner : [path, ...inner];
}

function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(`${ancestor}.`) || path.startsWith(`${ancestor}[]`);
}
