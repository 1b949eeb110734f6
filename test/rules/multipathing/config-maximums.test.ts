import { describe, expect, it } from 'vitest';
import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/config-maximums.ts';
import { limitsOf } from '../../../rules/multipathing/limits.ts';
import type { Host } from '../../../src/index.ts';
import { exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const old = { version: '6.0.0', build: '2494585' };
const seven = { version: '7.0.3', build: '19193900' };
const found = (level: 'error' | 'warning' | 'note', text: string) => ({
  subject: 'esx01.lab',
  level,
  message: `esx01.lab has ${text}.`,
  pointer: '/entries/0/properties/config/storageDevice/scsiLun',
});

testRule(rule, {
  valid: [
    { name: 'two devices', input: exportOf(goodHost(1)) },
    { name: 'two devices of a host without a version', input: exportOf(without(goodHost(1), 'config.product')) },
    { name: 'two of four devices', options: { devices: 4 }, input: exportOf(goodHost(1)) },
    {
      name: 'paths that are not told, on 7.0',
      exception: 'paths-from-7-0',
      input: exportOf(goodHost(1, { ...seven, luns: { [first]: { plugin: 'PowerPath' } } })),
    },
    {
      name: 'local disks',
      exception: 'local-disks',
      options: { devices: 1 },
      input: exportOf({
        name: 'esx01.lab',
        luns: { 't10.ATA_____0001': { local: true }, 't10.ATA_____0002': { local: true } },
      }),
    },
  ],
  invalid: [
    {
      name: 'more devices than allowed, on 6.0',
      options: { devices: 1 },
      input: exportOf(goodHost(1, old)),
      findings: [found('error', '2 devices where the options allow 1')],
    },
    {
      name: 'as many devices as allowed, on 6.0',
      exception: 'near',
      options: { devices: 2 },
      input: exportOf(goodHost(1, old)),
      findings: [found('warning', '2 devices where the options allow 2')],
    },
    {
      name: 'more paths than allowed, on 6.0',
      options: { paths: 7 },
      input: exportOf(goodHost(1, old)),
      findings: [found('error', '8 paths where the options allow 7')],
    },
    {
      name: 'too many of both',
      options: { devices: 1, paths: 7 },
      input: exportOf(goodHost(1, { ...old, version: '5.5.0', build: '1331820' })),
      findings: [found('error', '2 devices where the options allow 1 and 8 paths where the options allow 7')],
    },
    {
      name: 'more devices than allowed, on 8.0',
      exception: 'printed-limit',
      options: { devices: 1 },
      input: exportOf(goodHost(1)),
      findings: [found('warning', '2 devices where the options allow 1')],
    },
    {
      name: 'as many paths as allowed, on 7.0',
      exception: 'near-printed-limit',
      options: { paths: 8 },
      input: exportOf(goodHost(1, seven)),
      findings: [found('note', '8 paths where the options allow 8')],
    },
  ],
  unknown: [
    {
      name: 'whether a device without paths is local is not told',
      options: { devices: 2 },
      input: exportOf(
        without(without(goodHost(1), 'config.storageDevice.scsiLun.1.localDisk'), 'config.storageDevice.multipathInfo.lun.1'),
      ),
      missing: [{ subject: 'esx01.lab', fact: `local or shared of ${second}` }],
    },
    {
      name: 'many devices and no version',
      options: { devices: 1 },
      input: exportOf(without(goodHost(1), 'config.product')),
      missing: [{ subject: 'esx01.lab', fact: 'ESXi version of esx01.lab' }],
    },
    {
      name: 'the paths of a device on 6.7 are not told',
      input: exportOf(goodHost(1, { version: '6.7.0', build: '8169922', luns: { [first]: { plugin: 'PowerPath' } } })),
      missing: [{ subject: 'esx01.lab', fact: `paths of ${first}` }],
    },
    {
      name: 'devices not exported',
      input: exportOf(without(goodHost(1), 'config.storageDevice')),
      missing: [{ subject: 'esx01.lab', fact: 'storage devices of esx01.lab' }],
    },
  ],
});

describe('limits of a release', () => {
  const told = (version: string) => {
    const known = <T>(value: T) => ({ known: true, value, origin: {} });
    const limits = limitsOf({ version: known(version), build: known(1) } as unknown as Host, { devices: null, paths: null });
    return 'known' in limits ? limits.fact : [limits.devices.most, limits.paths?.safe, limits.paths?.most, limits.own];
  };
  it.each([
    ['5.0.0', [256, 1024, 1024, true]],
    ['6.0.0', [256, 1024, 1024, true]],
    ['6.5.0', [512, 2000, 2048, true]],
    ['6.7.0', [1024, 4096, 4096, true]],
    ['7.0.0', [1024, undefined, undefined, false]],
    ['9.0.1', [1024, undefined, undefined, false]],
  ])('of %s', (version, limits) => {
    expect(told(version)).toEqual(limits);
  });
});
