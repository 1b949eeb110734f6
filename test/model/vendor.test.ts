import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/model/fact.ts';
import { isPolicyOf, type VendorArray, VendorTable } from '../../src/model/vendor.ts';
import { ourVendors, vendorArrays, vendorSources } from '../../src/model/vendor-data.ts';

const place = { kind: 'text', file: 'x', line: 1, column: 1, endLine: 1, endColumn: 2 } as const;
const known = (value: string): Fact<string> => ({ known: true, value, origin: place });
const missing = (group: string): Fact<string> => ({
  known: false,
  fact: group,
  group,
  because: 'not in the export',
  provide: 'x',
});
const device = (vendor: string, model?: string) => ({
  vendor: known(vendor),
  model: model === undefined ? missing('model string') : known(model),
});
const named = (fact: Fact<VendorArray | undefined>) => (fact.known ? fact.value?.name : fact);

describe('the table of arrays', () => {
  it.each([
    ['NETAPP', 'INF-01-00', 'NetApp E-Series'],
    ['LSI', 'INF-01-00', 'NetApp E-Series'],
    ['NETAPP', 'LUN C-Mode', 'NetApp ONTAP'],
    ['netapp  ', 'LUN', 'NetApp ONTAP'],
    ['DellEMC', 'ME4', 'Dell PowerVault ME4'],
    ['DellEMC', 'PowerStore', 'Dell PowerStore'],
    ['DellEMC', 'Other', undefined],
    ['DELL', 'MD36xxi', 'Dell PowerVault MD3'],
    ['EQLOGIC', '100E-00', 'Dell EqualLogic'],
    ['HPE', 'OPEN-V', 'Hitachi VSP'],
    ['HITACHI', 'DF600F', 'Hitachi VSP'],
    ['HP', 'MSA 2040 SAN', 'HPE MSA'],
    ['HP', 'LOGICAL VOLUME', undefined],
    ['IBM', '2145', 'IBM SVC, Storwize and FlashSystem'],
    ['IBM', '2107900', 'IBM DS8000'],
    ['SolidFir', 'SSD SAN', 'NetApp SolidFire'],
    ['NFINIDAT', 'InfiniBox', 'Infinidat InfiniBox'],
    ['INFINIDAT', 'InfiniBox', undefined],
    ['__proto__', '__proto__', undefined],
  ])('knows %s %s', (vendor, model, name) => {
    expect(named(ourVendors().of(device(vendor, model)))).toBe(name);
    expect(named(ourVendors().of(device(vendor, model)))).toBe(name);
  });

  it('asks for the model only where it tells arrays apart', () => {
    expect(named(ourVendors().of(device('PURE')))).toBe('Pure FlashArray');
    expect(named(ourVendors().of(device('ACME')))).toBeUndefined();
    expect(named(ourVendors().of(device('NETAPP')))).toEqual(missing('model string'));
    expect(named(ourVendors().of({ vendor: missing('vendor string'), model: known('LUN') }))).toEqual(missing('vendor string'));
  });

  it('asks arrays of the user first, and lets one replace ours', () => {
    const table = ourVendors().with([
      { name: 'our ONTAP', match: [{ vendor: 'NetApp', model: 'lun c-mode' }] },
      { name: 'PURE flasharray', match: [{ vendor: 'PURE' }], loginTimeout: { seconds: 10, source: { unsourced: 'Ours.' } } },
    ]);

    expect(named(table.of(device('NETAPP', 'LUN C-Mode')))).toBe('our ONTAP');
    expect(named(table.of(device('NETAPP', 'LUN')))).toBe('NetApp ONTAP');
    expect(named(table.of(device('PURE', 'FlashArray')))).toBe('PURE flasharray');
    expect(table.arrays.some(({ name }) => name === 'Pure FlashArray')).toBe(false);
    expect(ourVendors().with([])).toBe(ourVendors());
  });

  it('takes the first of two entries', () => {
    const table = new VendorTable([
      { name: 'one', match: [{ vendor: 'A', model: 'X1' }] },
      { name: 'two', match: [{ vendor: 'A', model: 'X' }, { vendor: 'B' }] },
    ]);

    expect(['X10', 'X2', 'Y'].map((model) => named(table.of(device('A', model))))).toEqual(['one', 'two', undefined]);
    expect(named(table.of(device('B')))).toBe('two');
  });
});

describe('what a vendor file says', () => {
  it('gets its source from the words beside it', () => {
    const [array] = vendorArrays(
      [
        {
          name: 'A',
          match: [{ vendor: 'A' }],
          'login-timeout': { seconds: 30, says: 'Set it.', source: 'Guide, page 4' },
          'delayed-ack': { enabled: false, says: 'Off.', url: 'https://example.com/a' },
          'path-switch': { iops: 1, unsourced: 'Ours.', or: [{ latency: true, says: 'Or that.' }] },
        },
      ],
      'a.yaml',
    );

    expect(array).toEqual({
      name: 'A',
      match: [{ vendor: 'A' }],
      loginTimeout: { seconds: 30, source: { id: 'Guide, page 4', where: 'Guide, page 4', claim: 'Set it.' } },
      delayedAck: { enabled: false, source: { id: 'a.yaml', url: 'https://example.com/a', claim: 'Off.' } },
      pathSwitch: {
        iops: 1,
        or: [{ latency: true, source: { id: 'a.yaml', where: 'a.yaml', claim: 'Or that.' } }],
        source: { unsourced: 'Ours.' },
      },
    });
  });

  it('gives a rule its sources, each once', () => {
    const sources = vendorSources('claim', 'accepts', 'pathSwitch');

    expect(sources).toContainEqual({ unsourced: expect.stringContaining('PowerStore') });
    expect(sources).toContainEqual(expect.objectContaining({ id: 'S40c', claim: expect.stringContaining('ME4') }));
    expect(new Set(sources.map((source) => JSON.stringify(source))).size).toBe(sources.length);
  });
});

it.each([
  [{ policy: 'VMW_PSP_FIXED' }, 'VMW_PSP_FIXED', undefined, true],
  [{ policy: 'VMW_PSP_FIXED' }, 'VMW_PSP_FIXED_AP', undefined, false],
  [{ policy: 'NIMBLE_PSP_' }, 'NIMBLE_PSP_DIRECTED', undefined, true],
  [{ policy: 'VMW_PSP_FIXED', satp: 'VMW_SATP_ALUA' }, 'VMW_PSP_FIXED', 'VMW_SATP_ALUA', true],
  [{ policy: 'VMW_PSP_FIXED', satp: 'VMW_SATP_ALUA' }, 'VMW_PSP_FIXED', 'VMW_SATP_DEFAULT_AA', false],
])('an opinion on %o is one on %s with %s: %s', (opinion, psp, satp, answer) => {
  expect(isPolicyOf({ ...opinion, source: { unsourced: 'x' } }, psp, satp)).toBe(answer);
});
