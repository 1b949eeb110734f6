import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/ats-heartbeat-disabled.ts';
import { exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const KEY = 'VMFS3.UseATSForHBOnVMFS5';
const [first, second] = presetLuns;
const host = (n: number, value: number, more: object = {}) => goodHost(n, { options: { [KEY]: value }, ...more });
const from = (vendor: string, model: string) => ({ luns: { [first]: { vendor, model }, [second]: { vendor, model } } });
const vsan = { vmks: { vmk3: { portGroup: 'Management Network', ip: '192.168.20.11/24', tags: ['vsan'] } } };
const pointer = (n: number) => `/entries/${3 * (n - 1)}/properties/config/option/13/value`;
const alone = (n: number) => ({
  subject: `esx0${n}.lab`,
  level: 'warning' as const,
  message: `${KEY} is 0 on esx0${n}.lab: its heartbeat to datastores does not use atomic test and set.`,
  pointer: pointer(n),
});
const some = (n: number, other: number, volume = 'ds1') => ({
  ...alone(n),
  level: 'error' as const,
  message: `${KEY} is 0 on esx0${n}.lab and 1 on esx0${other}.lab, which shares ${volume} with it. All hosts of a datastore must agree.`,
});

testRule(rule, {
  valid: [
    { name: 'on', input: exportOf(goodHost(1)) },
    { name: 'IBM asks for off', exception: 'vendor-asks', input: exportOf(host(1, 0, from('IBM', '2145'))) },
    { name: 'IntelliFlash asks for off', input: exportOf(host(1, 0, from('TEGILE', 'INTELLIFLASH'))) },
    {
      name: 'one of two arrays asks for off',
      input: exportOf(host(1, 0, { luns: { [second]: { vendor: 'IBM', model: '2145' } } })),
    },
    {
      name: 'miscompares in the logs',
      exception: 'ats-miscompare',
      outcome: 'notApplicable',
      input: exportOf(host(1, 0)),
      facts:
        'allow:\n  - rule: ats-heartbeat-disabled\n    host: esx01*\n    reason: case 4711\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    {
      name: 'ESXi 5.5 GA',
      exception: 'before-5-5-2',
      outcome: 'notApplicable',
      input: exportOf(host(1, 0, { version: '5.5.0', build: '1331820' })),
    },
  ],
  invalid: [
    { name: 'off', input: exportOf(host(1, 0)), findings: [alone(1)] },
    { name: 'off on all', input: exportOf(host(1, 0), host(2, 0)), findings: [alone(1), alone(2)] },
    { name: 'off on one of two', exception: 'some-hosts', input: exportOf(host(1, 0), host(2, 1)), findings: [some(1, 2)] },
    {
      name: 'NetApp, off on one of four',
      input: exportOf(
        ...[1, 2, 3].map((n) => host(n, 1, from('NETAPP', 'LUN C-Mode'))),
        host(4, 0, from('NETAPP', 'LUN C-Mode')),
      ),
      findings: [some(4, 1)],
    },
    {
      name: 'hosts of two clusters that share one datastore',
      input: exportOf(host(1, 0), host(2, 1, { cluster: 'C2', vmfs: { ds1: undefined } })),
      findings: [some(1, 2, 'ds2')],
    },
    {
      name: 'vSAN',
      exception: 'vsan',
      input: exportOf(host(1, 0, vsan)),
      findings: [
        {
          ...alone(1),
          level: 'error',
          message: `${KEY} is 0 on esx01.lab, which has a VMkernel adapter for vSAN. There it must stay on.`,
        },
      ],
    },
    {
      name: 'vSAN, and IBM asks for off',
      input: exportOf(host(1, 0, { ...vsan, ...from('IBM', '2145') })),
      findings: [
        {
          ...alone(1),
          level: 'error',
          message: `${KEY} is 0 on esx01.lab, which has a VMkernel adapter for vSAN. There it must stay on.`,
        },
      ],
    },
    { name: 'ESXi 6.7', input: exportOf(host(1, 0, { version: '6.7.0' })), findings: [alone(1)] },
    {
      name: 'IBM beside, on a local disk',
      input: exportOf(host(1, 0, { luns: { [second]: { vendor: 'IBM', model: '2145', local: true } } })),
      findings: [alone(1)],
    },
  ],
  unknown: [
    {
      name: 'the option was not exported',
      input: exportOf(without(goodHost(1), 'config.option')),
      missing: [{ subject: 'esx01.lab', fact: `advanced option ${KEY} of esx01.lab` }],
    },
    {
      name: 'the vendor of a device is not told',
      input: exportOf(without(host(1, 0), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: 'esx01.lab', fact: `vendor string of ${first}` }],
    },
    {
      name: 'off as IBM asks, and whether there is vSAN is not told',
      input: exportOf(without(host(1, 0, from('IBM', '2145')), 'config.virtualNicManagerInfo')),
      missing: [{ subject: 'esx01.lab', fact: 'service tags of vmk0' }],
    },
  ],
});
