import { describe, expect, it } from 'vitest';
import { crlf, native, vm } from '../build/index.ts';
import { vmxFile } from '../build/shapes/vm-files.ts';
import { type Files, fails, judgeFiles } from '../e2e/run.ts';
import { readFiles } from './read.ts';

const faulty = vm({
  name: 'db "1"|x',
  controllers: { scsi0: 'lsilogic', scsi1: { kind: 'buslogic', sharedBus: 'virtualSharing' }, sata0: 'ahci', nvme0: 'nvme' },
  disks: ['scsi0:0', { at: 'scsi1:2', sharing: 'sharingMultiWriter' }, 'sata0:3', 'nvme0:2'],
  nics: [{ portGroup: 'VM Network', type: 'e1000', startConnected: false }, 'Größe'],
  hw: 'vmx-08',
});

async function readOne(text: string | Uint8Array, name = 'vm.vmx') {
  const { entries, problems } = await readFiles({ [name]: text });
  expect(entries).toHaveLength(1);
  return { value: entries[0]?.value, problems };
}

describe('a .vmx file', () => {
  it('tells of a VM what its dump tells', async () => {
    const { value, problems } = await readOne(vmxFile(faulty, 'rhel8-64'));
    const dump = faulty.properties as { config: Record<string, unknown> & { hardware: { device: Record<string, unknown>[] } } };

    expect(problems).toEqual([]);
    const { name, version, guestId, uuid, instanceUuid, firmware, memoryReservationLockedToMax } = dump.config;
    expect(value).toMatchObject({
      name: 'db "1"|x',
      config: { name, version, guestId, uuid, instanceUuid, firmware, memoryReservationLockedToMax, template: false },
    });
    const told = (value as typeof dump).config.hardware.device;
    for (const device of dump.config.hardware.device) {
      const { _typeName, key, busNumber, sharedBus, controllerKey, unitNumber, macAddress } = device;
      if (!/SCSIController|LsiLogic|BusLogic|VirtualDisk|E1000|Vmxnet3/.test(String(_typeName))) continue;
      const place = _typeName === 'VirtualDisk' ? { controllerKey, unitNumber } : {};
      const own = Object.entries({ _typeName, key, busNumber, sharedBus, macAddress, ...place }).filter(
        ([, member]) => member !== undefined,
      );
      expect(told.find((candidate) => candidate.key === key)).toMatchObject(Object.fromEntries(own));
    }
  });

  it('leads to the same findings where it tells enough, and to unknown where it does not', async () => {
    const files: Files = { 'vms/db1.vmx': crlf(vmxFile(faulty, 'rhel8-64')) };
    const dump = fails((await judgeFiles({ 'export.json': native([faulty]) })).report.verdicts);
    const { verdicts } = (await judgeFiles(files)).report;
    const found = fails(verdicts).map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`);

    expect(found).toContain(
      dump.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`).find((item) => item.startsWith('controller-buslogic')),
    );
    for (const { ruleId, subject } of dump) {
      const same = verdicts.filter((item) => item.ruleId === ruleId && item.subject.name === subject.name);
      expect(same.map(({ verdict }) => verdict)).not.toContain('pass');
    }
    const buslogic = fails(verdicts).find(({ ruleId }) => ruleId === 'controller-buslogic');
    const line = String(files['vms/db1.vmx']).split('\r\n')[(buslogic?.location?.line ?? 0) - 1];
    expect(line?.slice((buslogic?.location?.column ?? 0) - 1, (buslogic?.location?.endColumn ?? 0) - 1)).toBe('buslogic');
  });

  it('says nothing of what it does not hold', async () => {
    const { verdicts } = (await judgeFiles({ 'db1.vmx': vmxFile(faulty, 'rhel8-64') })).report;
    const missing = verdicts.flatMap((verdict) => verdict.missing ?? []).map(({ group }) => group);

    expect(missing).toEqual(expect.arrayContaining(['power state', 'host of a VM', 'kind of disk']));
  });

  it('knows no upper and lower case, reads comments and values without quotes', async () => {
    const { value, problems } = await readOne(
      '#!/usr/bin/vmware\n.ENCODING = "UTF-8"\nVirtualHW.Version = 19\nDISPLAYNAME = "web"\nSCSI0.Present = "true"\nscsi0.VIRTUALDEV = "PVSCSI"\n',
    );

    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      name: 'web',
      config: { version: 'vmx-19', hardware: { device: [{ _typeName: 'ParaVirtualSCSIController', sharedBus: 'noSharing' }] } },
    });
  });

  it('is read in the encoding that it names', async () => {
    const bytes = Buffer.from('.encoding = "windows-1252"\ndisplayName = "Größe"\n', 'latin1');

    expect((await readOne(bytes)).value).toMatchObject({ name: 'Größe' });
  });

  it('leaves open what is not certain: an unnamed controller, an unknown guest', async () => {
    const { value } = await readOne(
      '.encoding = "UTF-8"\nguestOS = "future-64"\nscsi0.present = "TRUE"\nscsi0:0.fileName = "a.vmdk"\nscsi1.present = "FALSE"\nscsi1.virtualDev = "pvscsi"\n',
      'folder/web01.vmx',
    );

    expect(value).not.toHaveProperty('config.guestId');
    expect(value).not.toHaveProperty('config.hardware.device.0._typeName');
    expect(value).toMatchObject({
      name: 'web01',
      config: {
        hardware: {
          device: [
            { key: 1000, busNumber: 0 },
            { backing: { fileName: 'web01/a.vmdk' }, controllerKey: 1000 },
          ],
        },
      },
    });
    expect(value).not.toHaveProperty('config.hardware.device.2');
  });

  it('tells disks from drives, and reads a NIC on a distributed switch', async () => {
    const { value } = await readOne(
      [
        'displayName = "web"',
        'sata0.present = "TRUE"',
        'sata0:0.present = "TRUE"',
        'sata0:0.deviceType = "cdrom-image"',
        'sata0:0.fileName = "/vmfs/volumes/iso/a.iso"',
        'ethernet0.present = "TRUE"',
        'ethernet0.dvs.switchId = "50 2e 7f 7e 01 02 03 04-05 06 07 08 09 0a 0b 0c"',
        'ethernet0.dvs.portgroupId = "dvportgroup-12"',
        '',
      ].join('\n'),
    );

    expect(value).toMatchObject({
      config: {
        hardware: {
          device: [
            { _typeName: 'VirtualAHCIController' },
            {
              backing: {
                port: { portgroupKey: 'dvportgroup-12', switchUuid: '50 2e 7f 7e 01 02 03 04-05 06 07 08 09 0a 0b 0c' },
              },
            },
          ],
        },
      },
    });
  });

  it('reports lines that it cannot read, each with its place, and reads the rest', async () => {
    const { value, problems } = await readOne(
      '.encoding = "UTF-8"\nnonsense\ndisplayName = "web\nscsi0.virtualDev = "pvscsi"\nscsi0.virtualDev = "lsilogic"\n__proto__ = "x"\nmemSize = "4096"\n',
    );

    expect(problems).toEqual([
      'input-format 2:1 This line is no setting: key = "value".',
      'input-format 3:15 The quotes of this value are not closed.',
      'input-format 5:1 scsi0.virtualDev is set a second time; the first one was read.',
    ]);
    expect(value).toMatchObject({
      config: { hardware: { memoryMB: 4096, device: [{ _typeName: 'ParaVirtualSCSIController' }] } },
    });
  });

  it('does not drown the report in broken lines', async () => {
    const { problems } = await readOne(`displayName = "web"\n${'?\n'.repeat(1000)}`);

    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('input-format 22:1 980 more lines could not be read.');
  });
});
