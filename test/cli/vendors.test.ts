import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/exit.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { ourVendors } from '../../src/model/vendor-data.ts';

const acme = 'arrays:\n  - name: ACME\n    match: [{ vendor: ACME }]\n    login-timeout: { seconds: 20, says: Set 20. }\n';
const place = { kind: 'text', file: 'x', line: 1, column: 1, endLine: 1, endColumn: 2 } as const;
const known = (value: string) => ({ known: true, value, origin: place }) as const;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vlint-vendors-'));
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'export.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = () => loadSettings({ facts: [], rule: [], input: join(folder, 'export.json') });

describe('vendor files', () => {
  it('are ours alone without any in vlint.yaml', async () => {
    writeFileSync(join(folder, 'vlint.yaml'), 'profile: strict\n');

    expect((await settings()).vendors).toBe(ourVendors());
  });

  it('are found beside vlint.yaml, and their arrays come first', async () => {
    writeFileSync(join(folder, 'vlint.yaml'), 'vendors: [site/acme.yaml, site/pure.yaml]\n');
    writeFileSync(join(folder, 'site/acme.yaml'), acme);
    writeFileSync(
      join(folder, 'site/pure.yaml'),
      acme.replace('name: ACME', 'name: Pure FlashArray').replace('vendor: ACME', 'vendor: PURE'),
    );
    const { vendors } = await settings();
    const found = (vendor: string) => {
      const array = vendors.of({ vendor: known(vendor), model: known('LUN') });
      return array.known ? array.value : undefined;
    };

    expect(vendors.arrays.slice(0, 2).map(({ name }) => name)).toEqual(['ACME', 'Pure FlashArray']);
    expect([found('ACME')?.loginTimeout?.seconds, found('PURE')?.loginTimeout?.seconds]).toEqual([20, 20]);
    expect(found('PURE')?.pathSwitch).toBeUndefined();
    expect(found('NETAPP')?.name).toBe('NetApp ONTAP');
  });

  it('stop the run where they are not in order, or not there', async () => {
    writeFileSync(join(folder, 'vlint.yaml'), 'vendors: site/acme.yaml\n');
    await expect(settings()).rejects.toThrow(UsageError);
    writeFileSync(join(folder, 'site/acme.yaml'), acme.replace('seconds', 'second'));
    await expect(settings()).rejects.toThrow(UsageError);
  });
});
