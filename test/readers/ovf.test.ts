import { describe, expect, it } from 'vitest';
import { native, vm } from '../build/index.ts';
import { tar } from '../build/shapes/tar.ts';
import { ovfFile } from '../build/shapes/vm-files.ts';
import { type Files, fails, judgeFiles } from '../e2e/run.ts';
import { readFiles } from './read.ts';

const web = vm({ name: 'web01', nics: [{ portGroup: 'DMZ', type: 'e1000e' }] });
const db = vm({
  name: 'db01',
  controllers: { scsi0: 'lsisas', scsi1: { kind: 'buslogic', sharedBus: 'physicalSharing' }, sata0: 'ahci', nvme0: 'nvme' },
  disks: ['scsi0:0', 'scsi1:3', 'sata0:1', 'nvme0:2'],
  nics: [{ portGroup: 'VM Network', startConnected: false }],
  cpus: 8,
});

const devicesOf = (value: unknown) =>
  (value as { config: { hardware: { device: Record<string, unknown>[] } } }).config.hardware.device;

/** The text at the location of a finding. */
function tokenAt(text: string, location: { line: number; column: number; endColumn: number } | undefined): string {
  return (text.split('\n')[(location?.line ?? 0) - 1] ?? '').slice((location?.column ?? 1) - 1, (location?.endColumn ?? 1) - 1);
}

describe('an OVF descriptor', () => {
  it('tells the hardware of each of its VMs', async () => {
    const { entries, problems } = await readFiles({ 'app.ovf': ovfFile([web, db]) });

    expect(problems).toEqual([]);
    expect(entries.map(({ value }) => value)).toMatchObject([
      { name: 'web01' },
      { name: 'db01', config: { hardware: { numCPU: 8 } } },
    ]);
    for (const [index, machine] of [web, db].entries()) {
      const { version, guestId, guestFullName, firmware, hardware } = machine.properties.config as Record<string, unknown>;
      const { numCPU, memoryMB } = hardware as Record<string, unknown>;
      expect(entries[index]?.value).toMatchObject({
        config: { version, guestId, guestFullName, firmware, hardware: { numCPU, memoryMB } },
      });
      for (const device of devicesOf(machine.properties)) {
        const { _typeName, busNumber, sharedBus, controllerKey, unitNumber, key } = device;
        if (!/SCSIController|LsiLogic|BusLogic|AHCI|NVME|VirtualDisk/.test(String(_typeName))) continue;
        const place = _typeName === 'VirtualDisk' ? { controllerKey, unitNumber } : {};
        const own = Object.entries({ _typeName, key, busNumber, sharedBus, ...place }).filter(
          ([, member]) => member !== undefined,
        );
        expect(devicesOf(entries[index]?.value).find((candidate) => candidate.key === key)).toMatchObject(
          Object.fromEntries(own),
        );
      }
    }
    expect(devicesOf(entries[1]?.value).at(-1)).toMatchObject({
      _typeName: 'VirtualVmxnet3',
      connectable: { startConnected: 'false' },
      backing: { deviceName: 'VM Network' },
    });
  });

  it('leads to the same findings where it tells enough, at their tokens', async () => {
    const text = ovfFile([db]);
    const inDump = fails((await judgeFiles({ 'export.json': native([db]) })).report.verdicts).map(
      ({ ruleId, subject }) => `${ruleId} ${subject.name}`,
    );
    const found = fails((await judgeFiles({ 'db.ovf': text })).report.verdicts);

    expect(found.map(({ ruleId, subject }) => `${ruleId} ${subject.name}`)).toContain('controller-buslogic SCSI controller 1');
    expect(inDump).toEqual(expect.arrayContaining(found.map(({ ruleId, subject }) => `${ruleId} ${subject.name}`)));
    expect(tokenAt(text, found.find(({ ruleId }) => ruleId === 'controller-buslogic')?.location)).toBe('buslogic');
  });

  it('leaves a choice of several sub-types open', async () => {
    const text = ovfFile([db]).replace('>buslogic<', '>buslogic lsilogic<');
    const { entries } = await readFiles({ 'db.ovf': text });
    const open = devicesOf(entries[0]?.value).find((device) => device.key === 1001);

    expect(open).toMatchObject({ busNumber: 1 });
    expect(open).not.toHaveProperty('_typeName');
  });

  it('takes the hardware of the default deployment option', async () => {
    const options =
      '<DeploymentOptionSection><Configuration ovf:id="small"/><Configuration ovf:id="big" ovf:default="true"/></DeploymentOptionSection>';
    const item = (size: string, cpus: number) =>
      `<Item ovf:configuration="${size}"><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>${cpus}</rasd:VirtualQuantity></Item>`;
    const text = ovfFile([web])
      .replace('  <DiskSection>', `${options}\n  <DiskSection>`)
      .replace('    </VirtualHardwareSection>', `${item('big', 16)}${item('small', 1)}</VirtualHardwareSection>`);

    expect((await readFiles({ 'web.ovf': text })).entries[0]?.value).toMatchObject({ config: { hardware: { numCPU: 16 } } });
  });

  it.each([
    ['cut', ovfFile([web]).slice(0, -40), /^input-format \d+:\d+ The XML is not well-formed: .* What follows was not read\.$/],
    [
      'with a document type',
      ovfFile([web]).replace('<Envelope', '<!DOCTYPE a [<!ENTITY b "c">]>\n<Envelope'),
      /^input-format 2:\d+ The XML is not well-formed: inappropriately located doctype declaration\. What follows/,
    ],
    [
      'without a VM',
      ovfFile([web]).replaceAll('VirtualSystem', 'Else'),
      /^input-format 1:1 This descriptor describes no virtual machine\.$/,
    ],
  ])('says what is wrong with one %s', async (_, text, message) => {
    const { entries, problems } = await readFiles({ 'web.ovf': text });

    expect(entries).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });
});

describe('an OVA archive', () => {
  const text = ovfFile([db]);
  const archive = tar([
    { name: 'db/db.ovf', content: text },
    { name: 'db/db.mf', content: 'SHA256(db.ovf)= 00\n' },
    { name: 'db/disk-0-0.vmdk', content: new Uint8Array(100_000) },
  ]);

  it('is judged by its descriptor; a finding names the file in the archive', async () => {
    const expected = fails((await judgeFiles({ 'db.ovf': text })).report.verdicts);
    const found = fails((await judgeFiles({ 'db.ova': archive } satisfies Files)).report.verdicts);
    const { location } = found.find(({ ruleId }) => ruleId === 'controller-buslogic') ?? {};

    expect(found.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`)).toEqual(
      expected.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`),
    );
    expect(location).toMatchObject({ file: 'db.ova', pointer: '/db~1db.ovf' });
    expect(tokenAt(text, location)).toBe('buslogic');
  });

  it('that is cut is read as far as it goes', async () => {
    const { entries, problems } = await readFiles({ 'db.ova': archive.subarray(0, archive.length - 20_000) });

    expect(entries).toHaveLength(1);
    expect(problems).toEqual([
      'input-format 1:1 This archive is not whole: it ends inside db/disk-0-0.vmdk. What follows was not read.',
    ]);
  });

  it('without a descriptor is no export', async () => {
    const { problems } = await readFiles({ 'x.tar': tar([{ name: 'readme.txt', content: 'x' }]) });

    expect(problems).toEqual(['input-format 1:1 This archive holds no OVF descriptor.']);
  });

  it('tells of a broken descriptor inside which one it is', async () => {
    const { problems } = await readFiles({ 'x.ova': tar([{ name: 'x.ovf', content: text.slice(0, 3000) }]) });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^input-format \d+:\d+ The XML of x\.ovf is not well-formed/);
  });
});
