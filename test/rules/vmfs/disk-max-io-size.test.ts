import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/disk-max-io-size.ts';
import { exportOf, goodHost, presetLuns, vm, without } from '../../build/index.ts';

const KEY = 'Disk.DiskMaxIOSize';
const [first, second] = presetLuns;
const pure = { vendor: 'PURE', model: 'FlashArray' };
const host = (size: number, lun: object = pure) =>
  goodHost(1, { options: { [KEY]: size }, luns: { [first]: lun, [second]: lun } });
const guest = (name: string, firmware: 'bios' | 'efi') => vm({ name, host: 'esx01.lab', firmware });
const found = (size: number) => ({
  subject: 'esx01.lab',
  level: 'warning' as const,
  message: `${KEY} is ${size} KB on esx01.lab, where app01 boots by EFI; Pure FlashArray asks for 4096 at most.`,
  pointer: '/entries/0/properties/config/option/2/value',
});

testRule(rule, {
  valid: [
    { name: '4096', input: exportOf(host(4096), guest('app01', 'efi')) },
    { name: 'BIOS only', exception: 'bios-only', input: exportOf(host(32_767), guest('app01', 'bios')) },
    { name: 'another vendor', exception: 'other-vendor', input: exportOf(host(32_767, {}), guest('app01', 'efi')) },
    { name: 'another vendor, and no VM was exported', input: exportOf(host(32_767, {})) },
  ],
  invalid: [
    { name: 'the default', input: exportOf(host(32_767), guest('app01', 'efi')), findings: [found(32_767)] },
    {
      name: 'one of two VMs',
      input: exportOf(host(8192), guest('old01', 'bios'), guest('app01', 'efi')),
      findings: [found(8192)],
    },
  ],
  unknown: [
    {
      name: 'no VM was exported',
      input: exportOf(host(32_767)),
      missing: [{ subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'the firmware is not told',
      input: exportOf(host(32_767), without(guest('app01', 'bios'), 'config.firmware')),
      missing: [{ subject: 'esx01.lab', fact: 'firmware of app01' }],
    },
    {
      name: 'the option was not exported',
      input: exportOf(without(host(32_767), 'config.option'), guest('app01', 'efi')),
      missing: [{ subject: 'esx01.lab', fact: `advanced option ${KEY} of esx01.lab` }],
    },
  ],
});
