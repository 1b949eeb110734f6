import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript, and JSON of any depth
type Loose = any;

/** Through a variable, because the modules are plain JavaScript without types. */
async function moduleOf(name: string): Promise<Loose> {
  return import(new URL(name, import.meta.url).href);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vlint-bench-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the generator', () => {
  const size = { hosts: 51, vms: 60 };
  let pretty = '';
  let entries: Loose[] = [];
  beforeAll(async () => {
    const { generate } = await moduleOf('./generate.mjs');
    const output = join(folder, 'pretty.json');
    const bytes = generate({ ...size, output });
    expect(bytes).toBe(statSync(output).size);
    pretty = readFileSync(output, 'utf8');
    entries = JSON.parse(pretty).entries;
  });

  it('writes what JSON.stringify would, pretty or on one line', async () => {
    const { generate } = await moduleOf('./generate.mjs');
    const output = join(folder, 'line.json');
    generate({ ...size, oneLine: true, output });
    const line = readFileSync(output, 'utf8');
    const parsed = JSON.parse(line);
    expect(line === `${JSON.stringify(parsed)}\n`).toBe(true);
    expect(pretty === `${JSON.stringify(parsed, null, 2)}\n`).toBe(true);
  });

  it('writes as many objects as asked, in the proportions of real dumps', () => {
    const sizes = (type: string) =>
      entries
        .filter((entry) => entry.properties && entry.object.type === type)
        .map((entry) => JSON.stringify(entry, null, 2).length);
    expect(sizes('HostSystem')).toHaveLength(size.hosts);
    expect(sizes('VirtualMachine')).toHaveLength(size.vms);
    expect(entries.filter((entry) => entry.method === 'QueryBoundVnics')).toHaveLength(size.hosts);
    for (const bytes of sizes('HostSystem')) expect(bytes).toBeGreaterThan(300_000);
    for (const bytes of sizes('VirtualMachine')) expect(bytes).toBeGreaterThan(10_000);
  });

  it('has a fault on a few hosts and none on the others', () => {
    const hosts = entries
      .filter((entry) => entry.properties && entry.object.type === 'HostSystem')
      .map((entry) => entry.properties);
    const faulty = (test: (config: Loose) => boolean) => hosts.flatMap(({ config }, index) => (test(config) ? [index] : []));
    expect(faulty(({ network }) => network.vswitch[1].mtu < network.vnic[1].spec.mtu)).toEqual([7]);
    expect(faulty(({ network }) => network.portgroup[2].computedPolicy.nicTeaming.nicOrder.standbyNic !== undefined)).toEqual([
      23,
    ]);
    expect(faulty(({ multipathState }) => multipathState.path.some((path: Loose) => path.pathState === 'dead'))).toEqual([41]);
  });

  it('refers only to objects and keys that exist', () => {
    const ids = new Set(entries.map((entry) => entry.object.value));
    for (const { object, properties } of entries.filter((entry) => entry.properties)) {
      if (object.type === 'VirtualMachine') {
        expect(ids).toContain(properties.runtime.host.value);
        const keys = new Set(properties.config.hardware.device.map((device: Loose) => device.key));
        expect(keys.size).toBe(properties.config.hardware.device.length);
        for (const device of properties.config.hardware.device)
          if (device.controllerKey) expect(keys).toContain(device.controllerKey);
      }
      if (object.type === 'HostSystem') {
        expect(ids).toContain(properties.parent.value);
        const disks = new Set(properties.config.storageDevice.scsiLun.map((lun: Loose) => lun.key));
        for (const unit of properties.config.storageDevice.multipathInfo.lun) expect(disks).toContain(unit.lun);
      }
    }
  });
});

describe('the benchmark', () => {
  it('measures a whole process by what it tells at its exit', () => {
    // From a process of its own: Linux counts the memory of the one that starts a process for that one's peak, and tests need much.
    const lines = [
      `const { measure } = await import(${JSON.stringify(new URL('./bench.mjs', import.meta.url).href)});`,
      "const idle = measure(process.execPath, ['-e', 'process.exitCode = 3']);",
      "const busy = measure(process.execPath, ['-e', 'globalThis.kept = Buffer.alloc(200 * 1024 * 1024, 1)']);",
      'console.log(JSON.stringify({ idle, busy }));',
    ];
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', lines.join('\n')], { encoding: 'utf8' });
    const { idle, busy } = JSON.parse(stdout);
    expect([idle.status, busy.status]).toEqual([3, 0]);
    expect(busy.peak - idle.peak).toBeGreaterThan(150);
    expect(busy.cpu).toBeGreaterThan(0);
  });

  it('says so when a process cannot be measured', async () => {
    const { measure } = await moduleOf('./bench.mjs');
    expect(() => measure('vlint-no-such-program', [])).toThrow('ENOENT');
  });

  it('takes the middle of its runs', async () => {
    const { median } = await moduleOf('./bench.mjs');
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7]);
  });

  it('reads a command line with quotes and puts the file in', async () => {
    const { commandLine } = await moduleOf('./bench.mjs');
    expect(commandLine('"/opt/my node" scan {file} --x', '/tmp/a b.json')).toEqual([
      '/opt/my node',
      'scan',
      '/tmp/a b.json',
      '--x',
    ]);
  });

  it('aligns its table to the right', async () => {
    const { table } = await moduleOf('./bench.mjs');
    expect(
      table([
        { file: 'small', ratio: '0.9' },
        { file: 'x', ratio: '10.25' },
      ]),
    ).toBe([' file  ratio', '-----  -----', 'small    0.9', '    x  10.25'].join('\n'));
  });
});
