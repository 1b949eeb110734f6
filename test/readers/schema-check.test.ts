import { describe, expect, it } from 'vitest';
import { checkAgainst, type SchemaKind } from '../../src/readers/schema-check.ts';
import { type SchemaNode, schemaOf } from '../schemas/schema-files.ts';

const vnic = (spec: unknown) => ({ config: { network: { vnic: [{ device: 'vmk0' }, { device: 'vmk1', spec }] } } });
const mtuOf = ['config', 'network', 'vnic', 1, 'spec', 'mtu'];

/** What is said of the only fault of a host. */
function only(value: unknown, kind: SchemaKind = 'vimHost') {
  const faults = checkAgainst(kind, value);
  expect(faults).toHaveLength(1);
  return faults[0];
}

describe('a value that cannot be', () => {
  it.each<[SchemaKind, unknown, (string | number)[], string]>([
    ['vimHost', vnic({ mtu: 'nine thousand' }), mtuOf, 'must be a number of bytes, found "nine thousand"'],
    ['vimHost', vnic({ mtu: '9,000' }), mtuOf, 'must be a number of bytes, found "9,000"'],
    ['vimHost', vnic({ mtu: -1 }), mtuOf, 'must be a number of bytes, found -1'],
    ['vimHost', vnic({ mtu: 1500.5 }), mtuOf, 'must be a number of bytes, found 1500.5'],
    ['vimHost', vnic({ mtu: true }), mtuOf, 'must be a number of bytes, found true'],
    ['vimHost', vnic({ mtu: { bytes: 9000 } }), mtuOf, 'must be a number of bytes, found an object'],
    ['vimHost', vnic([]), mtuOf.slice(0, -1), 'must be an object, found a list'],
    ['vimHost', vnic({ tsoEnabled: 'yes' }), [...mtuOf.slice(0, -1), 'tsoEnabled'], 'must be true or false, found "yes"'],
    ['vimHost', vnic({ tsoEnabled: 1 }), [...mtuOf.slice(0, -1), 'tsoEnabled'], 'must be true or false, found 1'],
    ['vimHost', vnic({ portgroup: 7 }), [...mtuOf.slice(0, -1), 'portgroup'], 'must be a text, found 7'],
    ['vimHost', { config: { network: { vnic: {} } } }, ['config', 'network', 'vnic'], 'must be a list, found an object'],
    ['vimHost', { config: { network: { vnic: '' } } }, ['config', 'network', 'vnic'], 'must be a list, found an empty text'],
    ['vimHost', { config: { network: { vnic: [7] } } }, ['config', 'network', 'vnic', 0], 'must be an object, found 7'],
    ['vimHost', { name: true }, ['name'], 'must be a text, found true'],
    ['vimHost', { parent: 8 }, ['parent'], 'must be a reference to an object, found 8'],
    ['vimHost', { vm: [[]] }, ['vm', 0], 'must be a reference to an object, found a list'],
    ['vimHost', { vm: [{ type: 1 }] }, ['vm', 0, 'type'], 'must be a text, found 1'],
    ['vimHost', { hardware: { memorySize: '64 GB' } }, ['hardware', 'memorySize'], 'must be a number, found "64 GB"'],
    [
      'vimHost',
      { runtime: { connectionState: 0.5 } },
      ['runtime', 'connectionState'],
      'must be a text or a whole number, found 0.5',
    ],
    [
      'vimHost',
      { config: { product: { build: [] } } },
      ['config', 'product', 'build'],
      'must be a text or a number, found a list',
    ],
    [
      'vimHost',
      { config: { network: { vswitch: [{ pnic: ['key-vim.host.PhysicalNic-vmnic0', 1] }] } } },
      ['config', 'network', 'vswitch', 0, 'pnic', 1],
      'must be a text, found 1',
    ],
    [
      'vimHost',
      { config: { network: { vswitch: [{ pnic: [null] }] } } },
      ['config', 'network', 'vswitch', 0, 'pnic', 0],
      'must be a text, found null',
    ],
    [
      'vimHost',
      { config: { network: { portgroup: [{ spec: { vlanId: 4096 } }] } } },
      ['config', 'network', 'portgroup', 0, 'spec', 'vlanId'],
      'must be a VLAN ID from 0 to 4095, found 4096',
    ],
    [
      'vimHost',
      { config: { network: { portgroup: [{ spec: { vlanId: '4096' } }] } } },
      ['config', 'network', 'portgroup', 0, 'spec', 'vlanId'],
      'must be a VLAN ID from 0 to 4095, found "4096"',
    ],
    [
      'vimHost',
      { config: { network: { pnic: [{ linkSpeed: { speedMb: '10 Gb/s' } }] } } },
      ['config', 'network', 'pnic', 0, 'linkSpeed', 'speedMb'],
      'must be a number of Mb/s, found "10 Gb/s"',
    ],
    [
      'vimHost',
      { config: { option: [{ key: 'Disk.QFullSampleSize', value: { long: 32 } }] } },
      ['config', 'option', 0, 'value'],
      'must be a text, a number, true or false, found an object',
    ],
    [
      'vimVm',
      { config: { hardware: { device: [{ key: 'first' }] } } },
      ['config', 'hardware', 'device', 0, 'key'],
      'must be a number, found "first"',
    ],
    ['vimCluster', { host: 'all' }, ['host'], 'must be a list of references to objects, found "all"'],
    ['vimDvs', { config: { maxMtu: 'jumbo' } }, ['config', 'maxMtu'], 'must be a number of bytes, found "jumbo"'],
    [
      'vimDvpg',
      { config: { defaultPortConfig: { vlan: { vlanId: [{ start: 0, end: 5000 }] } } } },
      ['config', 'defaultPortConfig', 'vlan', 'vlanId', 0, 'end'],
      'must be a VLAN ID from 0 to 4095, found 5000',
    ],
    [
      'vimDvpg',
      { config: { defaultPortConfig: { vlan: { vlanId: {} } } } },
      ['config', 'defaultPortConfig', 'vlan', 'vlanId'],
      'must be a VLAN ID from 0 to 4095 or a list of ranges, found an object',
    ],
    [
      'vimDvpg',
      { config: { defaultPortConfig: { uplinkTeamingPolicy: { policy: 'loadbalance_srcid' } } } },
      ['config', 'defaultPortConfig', 'uplinkTeamingPolicy', 'policy'],
      'must be an object, found "loadbalance_srcid"',
    ],
    ['vimBoundVnics', {}, [], 'must be a list, found an object'],
    ['vimBoundVnics', undefined, [], 'must be a list, found nothing'],
    [
      'vimBoundVnics',
      [{ complianceStatus: { reason: [1] } }],
      [0, 'complianceStatus', 'reason', 0],
      'must be an object or a text, found 1',
    ],
    [
      'vimNetworkHints',
      [{ connectedSwitchPort: { mtu: -1 } }],
      [0, 'connectedSwitchPort', 'mtu'],
      'must be a number of bytes, found -1',
    ],
  ])('of %s %j', (kind, value, path, message) => {
    expect(only(value, kind)).toEqual({ path, message, depthCut: false });
  });
});

describe('a value that can be, if oddly written', () => {
  it.each<[SchemaKind, unknown]>([
    ['vimHost', vnic({ mtu: '9000', tsoEnabled: 'True', portgroup: '' })],
    ['vimHost', vnic({ mtu: 0, tsoEnabled: 'FALSE', portgroup: null })],
    ['vimHost', vnic({ mtu: '', tsoEnabled: '' })],
    ['vimHost', { config: { network: { portgroup: [0, '0', 4095, '4095', '', null].map((vlanId) => ({ spec: { vlanId } })) } } }],
    ['vimHost', { config: { network: { vnic: null, pnic: [null], vswitch: [{ pnic: [] }] } } }],
    ['vimHost', { runtime: { connectionState: 0 }, parent: 'vim.ClusterComputeResource:domain-c8' }],
    ['vimHost', { config: { option: ['x', '', 1, 0.5, true, null].map((value) => ({ key: 'k', value })) } }],
    ['vimHost', { hardware: { memorySize: '6.8e10' } }],
    ['vimDvpg', { config: { defaultPortConfig: { vlan: { vlanId: '20' } } } }],
    ['vimDvpg', { config: { defaultPortConfig: { vlan: { vlanId: [{ start: 0, end: '4094' }] } } } }],
    ['vimBoundVnics', null],
    [
      'vimBoundVnics',
      [{ vnicDevice: 'vmk1', complianceStatus: { reason: ['text', { localizedMessage: 'text' }] }, pathStatus: 1 }],
    ],
    ['vimNetworkHints', [{ lldpInfo: { parameter: [{ key: 'MTU', value: '9216' }] } }]],
  ])('of %s %j', (kind, value) => {
    expect(checkAgainst(kind, value)).toEqual([]);
  });
});

describe('what PowerShell cut', () => {
  const message = "the dump was cut by ConvertTo-Json's depth; export again with -Depth 20";

  it.each<[unknown, (string | number)[]]>([
    [{ config: 'VMware.Vim.HostConfigInfo' }, ['config']],
    [{ config: { network: { vnic: 'VMware.Vim.HostVirtualNic VMware.Vim.HostVirtualNic' } } }, ['config', 'network', 'vnic']],
    [{ config: { network: { vnic: ['VMware.Vim.HostVirtualNic'] } } }, ['config', 'network', 'vnic', 0]],
    [{ config: { network: { pnic: 'System.Object[]' } } }, ['config', 'network', 'pnic']],
    [{ config: { network: '@{vnic=System.Object[]}' } }, ['config', 'network']],
    [{ parent: 'VMware.Vim.ManagedObjectReference' }, ['parent']],
    [{ vm: ['VMware.Vim.ManagedObjectReference'] }, ['vm', 0]],
    [{ config: { option: [{ key: 'k', value: 'VMware.VimAutomation.ViCore.Types.V1.X' }] } }, ['config', 'option', 0, 'value']],
  ])('is told from other faults: %j', (value, path) => {
    expect(only(value)).toEqual({ path, message, depthCut: true });
  });

  it('is found in the output of Get-EsxCli too', () => {
    const output = [
      { Name: 'vSwitch0', Uplinks: 'System.String[]' },
      'VMware.VimAutomation.ViCore.Impl.V1.EsxCli.EsxCliObjectImpl',
    ];

    expect(checkAgainst('esxcliOutput', output)).toEqual([
      { path: [0, 'Uplinks'], message, depthCut: true },
      { path: [1], message, depthCut: true },
    ]);
    expect(only('System.Object[]', 'esxcliOutput')).toEqual({ path: [], message, depthCut: true });
  });

  it('is not what only looks like it', () => {
    expect(checkAgainst('vimHost', { parent: 'vim.Folder:group-h4', name: 'VMware.Vim.lab' })).toEqual([]);
    expect(checkAgainst('esxcliOutput', [{ Description: 'System.Object is no list', Name: 'VMware.Virtual' }])).toEqual([]);
  });
});

describe('what a message prints', () => {
  it('is cut to 60 characters, never within one', () => {
    const text = `${'é'.repeat(58)}😀😀😀`;

    expect(only(vnic({ mtu: text }))?.message).toBe(`must be a number of bytes, found "${'é'.repeat(58)}😀…"`);
    expect(only(vnic({ mtu: 'x'.repeat(60) }))?.message).toBe(`must be a number of bytes, found "${'x'.repeat(60)}"`);
    expect(only(vnic({ mtu: 'x'.repeat(1e6) }))?.message).toHaveLength('must be a number of bytes, found ""'.length + 60);
  });

  it('has no line breaks or other controls', () => {
    expect(only(vnic({ mtu: 'a\n\u001b[31m"' }))?.message).toBe('must be a number of bytes, found "a\\n\\u001b[31m\\""');
  });

  it.each(['chapSecret', 'mutualChapPassword', 'chapName', 'CHAPSecret'])('is never a value of %s', (name) => {
    const faults = checkAgainst('esxcliOutput', [{ [name]: [['hunter2']] }]);

    expect(faults).toEqual([
      {
        path: [0, name, 0],
        message: 'must be a text, a number, true or false, or a structure, found a list that is not shown',
        depthCut: false,
      },
    ]);
  });

  it('is never what stands in the place of the authentication', () => {
    const value = { config: { storageDevice: { hostBusAdapter: [{ authenticationProperties: 'iscsiuser/hunter2' }] } } };

    expect(only(value)?.message).toBe('must be an object, found a text that is not shown');
  });
});

describe('many faults', () => {
  const bad = (count: number) => Array.from({ length: count }, () => ({ spec: { mtu: 'x' } }));

  it('are all listed up to 100, each once', () => {
    const faults = checkAgainst('vimHost', { config: { network: { vnic: bad(100) } } });

    expect(faults.map(({ path }) => path[3])).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it('beyond 100 are counted where they all are', () => {
    const faults = checkAgainst('vimHost', { config: { network: { vnic: bad(101) } } });

    expect(faults).toHaveLength(100);
    expect(faults[98]?.path).toEqual(['config', 'network', 'vnic', 98, 'spec', 'mtu']);
    expect(faults[99]).toEqual({
      path: ['config', 'network', 'vnic'],
      message: 'holds 2 more faults that are not listed',
      depthCut: false,
    });
  });

  it('beyond 100 are counted at the top when they have nothing else in common', () => {
    const faults = checkAgainst('vimHost', { name: 1, vm: bad(200).map(() => 7), config: { network: { vnic: bad(30) } } });

    expect(faults).toHaveLength(100);
    expect(faults[99]).toEqual({ path: [], message: 'holds 132 more faults that are not listed', depthCut: false });
  });

  it('beyond 100 are depth cuts only when all are', () => {
    const cut = Array.from({ length: 150 }, () => 'VMware.Vim.ManagedObjectReference');

    expect(checkAgainst('vimHost', { vm: cut }).at(-1)).toEqual({
      path: ['vm'],
      message: 'holds 51 more faults that are not listed',
      depthCut: true,
    });
    expect(checkAgainst('vimHost', { vm: [...cut, 7] }).at(-1)?.depthCut).toBe(false);
  });

  it('do not stay from one value to the next', () => {
    expect(checkAgainst('vimHost', { name: 1 })).toHaveLength(1);
    expect(checkAgainst('vimHost', { name: 'esx01' })).toEqual([]);
  });
});

describe('sentences', () => {
  it('are known for every keyword of the schemas', () => {
    const names = [
      'vim-host',
      'vim-vm',
      'vim-cluster',
      'vim-dvs',
      'vim-dvpg',
      'vim-bound-vnics',
      'vim-network-hints',
      'vim-types',
    ];
    const used = new Set([...names, 'esxcli-output', 'export-entry'].flatMap((name) => keywordsOf(schemaOf(name))));
    const annotations = ['$schema', '$id', 'title', 'description', 'definitions', '$ref'];
    const structure = ['properties', 'items', 'additionalProperties', 'allOf', 'anyOf', 'if', 'then', 'const'];
    const said = ['type', 'required', 'enum', 'minLength', 'pattern', 'minimum', 'maximum'];

    expect([...used].filter((keyword) => ![...annotations, ...structure, ...said].includes(keyword))).toEqual([]);
  });

  it('have a name for every definition, which says more than its types', () => {
    for (const [name, definition] of Object.entries(schemaOf('vim-types').definitions ?? {}))
      expect(definition.title, name).toMatch(/^(a |true)/);
    for (const [name, definition] of Object.entries(schemaOf('esxcli-output').definitions ?? {}))
      expect(definition.title, name).toMatch(/^a /);
  });
});

function keywordsOf(schema: SchemaNode): string[] {
  return Object.entries(schema).flatMap(([keyword, value]): string[] => {
    if (typeof value !== 'object' || value === null) return [keyword];
    const named = keyword === 'properties' || keyword === 'definitions';
    const inner = named || Array.isArray(value) ? Object.values(value) : [value];
    return [
      keyword,
      ...inner.flatMap((part) => (typeof part === 'object' && part !== null ? keywordsOf(part as SchemaNode) : [])),
    ];
  });
}
