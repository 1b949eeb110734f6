import { testRule } from 'vlint/testing';
import rule from '../../../rules/controllers/controller-buslogic.ts';
import type { VmDescription } from '../../build/index.ts';
import { edit, exportOf, goodHost, vm, without } from '../../build/index.ts';

const old = (patch: Partial<VmDescription> = {}) =>
  vm({ name: 'app01', controllers: { scsi0: 'buslogic' }, disks: ['scsi0:0', 'scsi0:1'], ...patch });
const finding = (why: string, index = 5, controller = 'SCSI controller 0') => ({
  subject: `app01/${controller}`,
  level: 'warning' as const,
  message: `${controller} of app01 is a BusLogic adapter in ${why}.`,
  pointer: `/entries/0/properties/config/hardware/device/${index}/_typeName`,
});
const place = old().properties.config as { hardware: { device: { _typeName: string }[] } };
const at = place.hardware.device.findIndex((device) => device._typeName === 'VirtualBusLogicController');

testRule(rule, {
  valid: [
    { name: 'a paravirtual controller', input: exportOf(vm({ name: 'app01' })) },
    { name: 'LSI Logic SAS', input: exportOf(old({ controllers: { scsi0: 'lsisas' } })) },
    { name: 'Windows 2000', exception: 'old-guest', input: exportOf(old({ guestId: 'win2000AdvServGuest' })) },
    { name: 'Windows NT with much memory', input: exportOf(old({ guestId: 'winNTGuest', memoryMB: 4096 })) },
    { name: 'Red Hat 3', input: exportOf(old({ guestId: 'rhel3Guest' })) },
    { name: 'a kernel 2.4', input: exportOf(old({ guestId: 'other24xLinuxGuest', memoryMB: 4096 })) },
    {
      name: 'a small 32-bit guest',
      exception: 'small-32-bit',
      input: exportOf(old({ guestId: 'winXPProGuest', memoryMB: 2048 })),
    },
    { name: 'without a disk', exception: 'no-disk', input: exportOf(old({ disks: [] })) },
    {
      name: 'disks on another controller only',
      input: exportOf(old({ controllers: { scsi0: 'buslogic', scsi1: 'pvscsi' }, disks: ['scsi1:0'] })),
    },
  ],
  invalid: [
    { name: 'a 64-bit Linux', input: exportOf(old()), findings: [finding('the 64-bit guest rhel8_64Guest', at)] },
    {
      name: 'a small 64-bit Windows on a host',
      input: exportOf(old({ guestId: 'windows9Server64Guest', memoryMB: 1024, host: 'esx01.lab' }), goodHost(1)),
      findings: [finding('the 64-bit guest windows9Server64Guest', at)],
    },
    {
      name: 'a 32-bit guest with much memory',
      input: exportOf(old({ guestId: 'winNetStandardGuest', memoryMB: 3072 })),
      findings: [finding('a VM with 3072 MiB of memory', at)],
    },
    {
      name: 'one megabyte too many',
      input: exportOf(old({ guestId: 'winXPProGuest', memoryMB: 2049 })),
      findings: [finding('a VM with 2049 MiB of memory', at)],
    },
    {
      name: 'a second controller',
      input: exportOf(old({ controllers: { scsi0: 'pvscsi', scsi1: 'buslogic' }, disks: ['scsi0:0', 'scsi1:0'] })),
      findings: [finding('the 64-bit guest rhel8_64Guest', at + 1, 'SCSI controller 1')],
    },
    {
      name: 'memory not told of a 64-bit guest',
      input: exportOf(without(old(), 'config.hardware.memoryMB')),
      findings: [finding('the 64-bit guest rhel8_64Guest', at)],
    },
  ],
  unknown: [
    {
      name: 'the guest is not told',
      input: exportOf(without(old(), 'config.guestId')),
      missing: [{ subject: 'app01/SCSI controller 0', fact: 'guest operating system of app01' }],
    },
    {
      name: 'memory of a 32-bit guest is not told',
      input: exportOf(without(old({ guestId: 'winXPProGuest' }), 'config.hardware.memoryMB')),
      missing: [{ subject: 'app01/SCSI controller 0', fact: 'memory size of app01' }],
    },
    {
      name: 'a controller of no class',
      input: exportOf(
        edit(without(old(), `config.hardware.device.${at}._typeName`), `config.hardware.device.${at}.deviceInfo`, {
          label: 'SCSI controller 0',
        }),
      ),
      missing: [{ subject: 'app01/SCSI controller 0', fact: 'type of disk controller of SCSI controller 0' }],
    },
    {
      name: 'virtual hardware not exported',
      input: exportOf(without(old(), 'config.hardware')),
      missing: [{ subject: 'app01', fact: 'virtual hardware of app01' }],
    },
  ],
});
