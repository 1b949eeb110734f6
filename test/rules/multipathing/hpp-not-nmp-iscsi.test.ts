import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/hpp-not-nmp-iscsi.ts';
import { edit, exportOf, goodHost, type HostDescription, presetLuns, without } from '../../build/index.ts';

const [first] = presetLuns;
const hpp = (version: string, build: string, psp = 'LB-RR'): HostDescription =>
  goodHost(1, { version, build, luns: { [first]: { plugin: 'HPP', psp } } });
const found = (version: string, psp = 'LB-RR') => ({
  subject: `esx01.lab/${first}`,
  level: 'note' as const,
  message:
    `${first} belongs to the High-Performance Plug-in (policy ${psp}), which is meant for iSCSI only from ESXi 8.0 Update 2 on. ` +
    `esx01.lab runs ${version}.`,
  pointer: '/entries/0/properties/config/storageDevice/multipathInfo/lun/0/policy/policy',
});

testRule(rule, {
  valid: [
    { name: 'NMP on 7.0', exception: 'nmp', input: exportOf(goodHost(1, { version: '7.0.3', build: '19193900' })) },
    { name: '8.0 Update 2', exception: 'from-8-0-u2', input: exportOf(hpp('8.0.2', '22380479')) },
    { name: '8.0 Update 3', input: exportOf(hpp('8.0.3', '24022510')) },
    { name: '9.0', input: exportOf(hpp('9.0.0', '24755229')) },
    {
      name: 'a local device',
      input: exportOf(
        goodHost(1, {
          version: '7.0.2',
          build: '17630552',
          luns: { 't10.NVMe____01': { local: true, plugin: 'HPP', psp: 'FIXED' } },
        }),
      ),
    },
  ],
  invalid: [
    { name: '7.0 Update 3', input: exportOf(hpp('7.0.3', '19193900')), findings: [found('7.0.3')] },
    { name: '8.0 Update 1', input: exportOf(hpp('8.0.1', '21495797', 'LB-Latency')), findings: [found('8.0.1', 'LB-Latency')] },
    { name: 'a fixed path', input: exportOf(hpp('6.7.0', '14320388', 'FIXED')), findings: [found('6.7.0', 'FIXED')] },
  ],
  unknown: [
    {
      name: 'the version is not told',
      input: exportOf(without(hpp('7.0.3', '19193900'), 'config.product')),
      missing: [{ subject: `esx01.lab/${first}`, fact: 'ESXi version of esx01.lab' }],
    },
    {
      name: 'the plug-in is not told',
      input: exportOf(edit(hpp('7.0.3', '19193900'), 'config.storageDevice.multipathInfo.lun.0.policy', {})),
      missing: [{ subject: `esx01.lab/${first}`, fact: `multipathing plug-in of ${first}` }],
    },
  ],
});
