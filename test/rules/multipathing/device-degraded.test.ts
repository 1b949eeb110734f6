import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/device-degraded.ts';
import { edit, esxcli, exportOf, goodHost, type HostDescription, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const host = (...operationalState: readonly string[]): HostDescription =>
  goodHost(1, { luns: { [first]: { operationalState } } });
const states = (lun = 0) => `/entries/0/properties/config/storageDevice/scsiLun/${lun}/operationalState`;
const found = (level: 'error' | 'warning' | 'note', text: string) => ({
  subject: `esx01.lab/${first}`,
  level,
  message: `The state of ${first} is ${text}.`,
  pointer: states(),
});
const coreAndNmp = (description: HostDescription) => [
  esxcli(description, 'storage nmp device list'),
  esxcli(description, 'storage core device list'),
];

testRule(rule, {
  valid: [
    { name: 'all in order', input: exportOf(goodHost(1)) },
    { name: 'in order by esxcli', input: exportOf(coreAndNmp(goodHost(1))) },
    {
      name: 'an enclosure',
      input: exportOf(edit(edit(host('error'), 'config.storageDevice.scsiLun.0.lunType', 'enclosure'), 'name', 'esx01.lab')),
    },
  ],
  invalid: [
    {
      name: 'communication lost',
      exception: 'lost',
      input: exportOf(host('lostCommunication')),
      findings: [found('error', 'lostCommunication: the host has lost the communication with it')],
    },
    { name: 'in error', input: exportOf(host('error')), findings: [found('error', 'error: the host cannot use it')] },
    {
      name: 'degraded',
      input: exportOf(host('degraded')),
      findings: [found('warning', 'degraded: it works with less than it should have')],
    },
    {
      name: 'timing out',
      input: exportOf(host('timeout')),
      findings: [found('warning', 'timeout: it does not answer in time')],
    },
    { name: 'quiesced', input: exportOf(host('quiesced')), findings: [found('warning', 'quiesced: it takes no I/O for now')] },
    {
      name: 'switched off',
      exception: 'planned-unmount',
      input: exportOf(host('off')),
      findings: [found('note', 'off: it was detached, or its array takes no I/O')],
    },
    {
      name: 'the worst of two states decides',
      input: exportOf(host('ok', 'degraded', 'lostCommunication')),
      findings: [found('error', 'lostCommunication and degraded: the host has lost the communication with it')],
    },
    {
      name: 'a local disk',
      input: exportOf({ name: 'esx01.lab', luns: { 't10.ATA_____0001': { local: true, operationalState: ['degraded'] } } }),
      findings: [
        {
          subject: 'esx01.lab/t10.ATA_____0001',
          level: 'warning',
          message: 'The state of t10.ATA_____0001 is degraded: it works with less than it should have.',
          pointer: states(),
        },
      ],
    },
    {
      name: 'degraded by esxcli',
      input: exportOf(coreAndNmp(host('degraded'))),
      findings: [
        { ...found('warning', 'degraded: it works with less than it should have'), pointer: '/entries/1/output/0/Status' },
      ],
    },
    {
      name: 'dead by esxcli',
      input: exportOf(coreAndNmp(host('lostCommunication'))),
      findings: [
        {
          ...found('error', 'lostCommunication: the host has lost the communication with it'),
          pointer: '/entries/1/output/0/Status',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the state is not in the export',
      input: exportOf(without(goodHost(1), 'config.storageDevice.scsiLun.1.operationalState')),
      missing: [{ subject: `esx01.lab/${second}`, fact: `operational state of ${second}` }],
    },
    {
      name: 'the host does not know the state',
      input: exportOf(host('unknownState')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `operational state of ${first}` }],
    },
    {
      name: 'whether it is a disk is not told',
      input: exportOf(without(host('error'), 'config.storageDevice.scsiLun.0.lunType')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `device type of ${first}` }],
    },
    {
      name: 'devices not exported',
      input: exportOf(without(goodHost(1), 'config.storageDevice')),
      missing: [{ subject: 'esx01.lab', fact: 'storage devices of esx01.lab' }],
    },
  ],
});
