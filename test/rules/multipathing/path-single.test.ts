import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/path-single.ts';
import {
  edit,
  esxcli,
  esxcliSet,
  exportOf,
  goodHost,
  type HostDescription,
  type LunDescription,
  type Patch,
  presetLuns,
  twoSubnetHost,
  vm,
  without,
} from '../../build/index.ts';

const [first, second] = presetLuns;
const A = '10.0.1.201';
const B = '10.0.1.202';
const over = (...paths: NonNullable<LunDescription['paths']>) => ({ luns: { [first]: { paths } } });
const host = (lun: Patch<LunDescription>, more: Patch<HostDescription> = {}) => goodHost(1, { ...more, luns: { [first]: lun } });
const state = (path = 0) => `/entries/0/properties/config/storageDevice/multipathInfo/lun/0/path/${path}/state`;
const inUse = 'When it fails, the device is lost, and with it the datastore ds1.';

testRule(rule, {
  valid: [
    { name: 'four paths', input: exportOf(goodHost(1)) },
    { name: 'four paths in esxcli', input: exportOf(esxcliSet(goodHost(1))) },
    { name: 'two paths', exception: 'direct-attached', input: exportOf(goodHost(1, over(A, B))) },
    { name: 'two paths of two fabrics', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'an active and a standby path',
      input: exportOf(goodHost(1, over(A, { target: B, state: 'standby' }))),
    },
    { name: 'two live paths beside a dead one', input: exportOf(goodHost(1, over(A, B, { target: A, state: 'dead' }))) },
    {
      name: 'a path whose state is not told beside two live ones',
      input: exportOf(without(goodHost(1), 'config.storageDevice.multipathInfo.lun.0.path.3.state')),
    },
    {
      name: 'a local disk',
      exception: 'local-disk',
      outcome: 'none',
      input: exportOf({ name: 'esx01.lab', luns: { 't10.ATA_____0001': { local: true } } }),
    },
    {
      name: 'a boot LUN with one path on purpose',
      exception: 'boot-lun',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, over(A))),
      facts: `allow:\n  - rule: path-single\n    object: ${first}\n    reason: boots from it\n    who: me\n    when: 2025-12-30\n    until: 2026-12-30`,
    },
    {
      name: 'a detached device',
      exception: 'switched-off',
      outcome: 'notApplicable',
      input: exportOf(host({ paths: [A], operationalState: ['off'] })),
    },
    {
      name: 'one Fibre Channel path',
      outcome: 'none',
      input: exportOf({
        name: 'esx01.lab',
        adapters: { vmhba2: { kind: 'fc' } },
        luns: { [first]: { paths: [{ adapter: 'vmhba2' }] } },
      }),
    },
    { name: 'PowerPath owns one of the devices', exception: 'other-plugin', input: exportOf(host({ plugin: 'PowerPath' })) },
  ],
  invalid: [
    {
      name: 'one path under a datastore',
      input: exportOf(goodHost(1, over(A))),
      findings: [
        {
          subject: `esx01.lab/${first}`,
          level: 'error',
          message: `${first} has one usable path, vmhba64:C0:T0:L1, to the array. ${inUse}`,
          pointer: state(),
        },
      ],
    },
    {
      name: 'one of four paths is left',
      input: exportOf(
        goodHost(1, over({ target: A, state: 'dead' }, { target: A, state: 'disabled' }, B, { target: B, state: 'dead' })),
      ),
      findings: [
        {
          subject: `esx01.lab/${first}`,
          level: 'error',
          message: `${first} has one usable path, vmhba64:C0:T1:L1, of the 4 that the host lists. ${inUse}`,
          pointer: state(2),
        },
      ],
    },
    {
      name: 'no path is left',
      input: exportOf(goodHost(1, over({ target: A, state: 'dead' }, { target: B, state: 'dead' }))),
      findings: [
        {
          subject: `esx01.lab/${first}`,
          level: 'error',
          message: `${first} has no usable path of the 2 that the host lists. Neither the device nor the datastore ds1 can be reached.`,
          pointer: state(),
        },
      ],
    },
    {
      name: 'one path to a raw device',
      input: exportOf(
        goodHost(1, { vmfs: { ds1: undefined }, ...over(A) }),
        vm({
          name: 'sql01',
          host: 'esx01.lab',
          disks: ['scsi0:0', { at: 'scsi0:1', rdm: { device: first, mode: 'virtualMode' } }],
        }),
      ),
      findings: [
        {
          subject: `esx01.lab/${first}`,
          level: 'error',
          message: `${first} has one usable path, vmhba64:C0:T0:L1, to the array. When it fails, the device is lost, and with it the raw device of sql01.`,
          pointer: state(),
        },
      ],
    },
    {
      name: 'one path to a device that nobody uses',
      exception: 'unused',
      input: exportOf(goodHost(1, { vmfs: { ds1: undefined }, ...over(A) })),
      findings: [
        {
          subject: `esx01.lab/${first}`,
          level: 'note',
          message: `${first} has one usable path, vmhba64:C0:T0:L1, to the array. When it fails, the device is lost; no input tells of a datastore or a VM on it.`,
          pointer: state(),
        },
      ],
    },
    {
      name: 'one unbound adapter and one portal: both devices',
      input: exportOf(goodHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { sendTargets: [A], bound: [] } } })),
      findings: [first, second].map((device, index) => ({
        subject: `esx01.lab/${device}`,
        level: 'error' as const,
        message: `${device} has one usable path, vmhba64:C0:T0:L${index + 1}, to the array. When it fails, the device is lost, and with it the datastore ds${index + 1}.`,
        pointer: `/entries/0/properties/config/storageDevice/multipathInfo/lun/${index}/path/0/state`,
      })),
    },
    {
      name: 'esxcli alone, without the list of datastores',
      input: exportOf(esxcliSet(goodHost(1, over(A)))),
      findings: [
        {
          subject: `esx01.lab/${first}`,
          level: 'note',
          message: `${first} has one usable path, vmhba64:C0:T0:L1, to the array. When it fails, the device is lost; no input tells of a datastore or a VM on it.`,
          pointer: '/entries/15/output/0/State',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the state of the second path is not told',
      input: exportOf(without(goodHost(1, over(A, B)), 'config.storageDevice.multipathInfo.lun.0.path.1.state')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `path state of vmhba64:C0:T1:L1 of ${first}` }],
    },
    {
      name: 'the second path may be alive',
      input: exportOf(edit(goodHost(1, over(A, B)), 'config.storageDevice.multipathInfo.lun.0.path.1.state', 'unknown')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `path state of vmhba64:C0:T1:L1 of ${first}` }],
    },
    {
      name: 'whether the device is switched off is not told',
      input: exportOf(
        esxcli(goodHost(1, over(A)), 'storage nmp device list'),
        esxcli(goodHost(1, over(A)), 'storage core path list'),
      ),
      missing: [{ subject: `esx01.lab/${first}`, fact: `operational state of ${first}` }],
    },
  ],
});
