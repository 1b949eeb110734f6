import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-storage-adapter-unused.ts';
import { esxcliSet, exportOf, goodHost, type HostDescription, presetLuns } from '../../build/index.ts';

const [first, second] = presetLuns;
const noLuns = { luns: { [first]: undefined, [second]: undefined }, vmfs: { ds1: undefined, ds2: undefined } } as const;
const unused: HostDescription = goodHost(1, noLuns);
const kind = '/entries/0/properties/config/storageDevice/hostBusAdapter/0/isSoftwareBased';
const message = 'The software iSCSI adapter vmhba64 of esx01.lab is switched on and has no path';

testRule(rule, {
  valid: [
    { name: 'eight paths', input: exportOf(goodHost(1)) },
    { name: 'eight paths by esxcli', input: exportOf(esxcliSet(goodHost(1))) },
    {
      name: 'a dead path is one',
      input: exportOf(
        goodHost(1, {
          luns: { [first]: { paths: [{ target: '10.0.1.201', state: 'dead' }] }, [second]: undefined },
          vmfs: { ds2: undefined },
        }),
      ),
    },
    {
      name: 'a hardware adapter without paths',
      exception: 'hardware',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba4: { kind: 'independent', ip: '10.0.1.90/24' } },
          luns: { [first]: { paths: ['10.0.1.201', '10.0.1.202'] }, [second]: { paths: ['10.0.1.201'] } },
        }),
      ),
    },
  ],
  invalid: [
    {
      name: 'two targets and no path',
      input: exportOf(unused),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'note', message: `${message} to its 2 target portals.`, pointer: kind }],
    },
    {
      name: 'one target and no path',
      input: exportOf(goodHost(1, { ...noLuns, adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } } })),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'note', message: `${message} to its target portal.`, pointer: kind }],
    },
    {
      name: 'no target and no path, beside a local disk',
      input: exportOf(
        goodHost(1, {
          luns: { ...noLuns.luns, 't10.ATA_____0001': { local: true } },
          vmfs: noLuns.vmfs,
          adapters: { vmhba64: { sendTargets: [] } },
        }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmhba64',
          level: 'note',
          message: `${message}.`,
          pointer: '/entries/0/properties/config/storageDevice/hostBusAdapter/1/isSoftwareBased',
        },
      ],
    },
    {
      name: 'no path by esxcli',
      input: exportOf(esxcliSet(unused)),
      findings: [
        {
          subject: 'esx01.lab/vmhba64',
          level: 'note',
          message: `${message} to its 2 target portals.`,
          pointer: '/entries/9/output/0/Driver',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the paths of a PowerPath device are not told',
      input: exportOf(goodHost(1, { luns: { [first]: { plugin: 'PowerPath' }, [second]: { plugin: 'PowerPath' } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: `paths of ${first}` }],
    },
  ],
});
