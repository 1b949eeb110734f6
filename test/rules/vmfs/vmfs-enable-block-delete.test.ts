import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/vmfs-enable-block-delete.ts';
import { exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const KEY = 'VMFS3.EnableBlockDelete';
const [first, second] = presetLuns;
const netapp = { vendor: 'NETAPP', model: 'LUN C-Mode' };
const host = (value: number, major: number, lun: object = netapp) =>
  goodHost(1, { options: { [KEY]: value }, luns: { [first]: lun, [second]: lun }, vmfs: { ds1: { major } } });
const found = {
  subject: 'esx01.lab',
  level: 'note' as const,
  message: `${KEY} is 1 on esx01.lab; NetApp ONTAP, on which ds1 lies, asks for 0.`,
  pointer: '/entries/0/properties/config/option/11/value',
};
const own =
  'arrays:\n  - name: Example\n    match:\n      - vendor: EXAMPLE\n    block-delete: { enabled: false, says: "It is off.", source: the guide }\n';

testRule(rule, {
  valid: [
    { name: 'off', input: exportOf(host(0, 5)) },
    { name: 'on, and all is VMFS6', exception: 'vmfs6', input: exportOf(host(1, 6)) },
    { name: 'on, for a vendor that says nothing', exception: 'other-vendor', input: exportOf(host(1, 5, {})) },
    { name: 'on, for E-Series', input: exportOf(host(1, 5, { vendor: 'LSI', model: 'INF-01-00' })) },
  ],
  invalid: [
    { name: 'on, with VMFS5 on NetApp', input: exportOf(host(1, 5)), findings: [found] },
    { name: 'on, with VMFS3 on NetApp', input: exportOf(host(1, 3)), findings: [found] },
    {
      name: 'a vendor file of the user',
      vendors: own,
      input: exportOf(host(1, 5, {})),
      findings: [{ ...found, message: `${KEY} is 1 on esx01.lab; Example, on which ds1 lies, asks for 0.` }],
    },
  ],
  unknown: [
    {
      name: 'the option was not exported',
      input: exportOf(without(host(1, 5), 'config.option')),
      missing: [{ subject: 'esx01.lab', fact: `advanced option ${KEY} of esx01.lab` }],
    },
    {
      name: 'the version of a volume is not told',
      input: exportOf(without(host(1, 6), 'config.fileSystemVolume.mountInfo.0.volume.majorVersion')),
      missing: [{ subject: 'esx01.lab', fact: 'VMFS version of ds1' }],
    },
    {
      name: 'the device of a volume is not told',
      input: exportOf(
        goodHost(1, { options: { [KEY]: 1 }, vmfs: { ds1: { major: 5, extents: ['naa.6000d31000a1b2000000000000000099'] } } }),
      ),
      missing: [{ subject: 'esx01.lab', fact: 'storage device of naa.6000d31000a1b2000000000000000099 on esx01.lab' }],
    },
  ],
});
