import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-iqn-invalid.ts';
import { esxcli, exportOf, goodHost, without } from '../../build/index.ts';

const named = (iqn: string) => goodHost(1, { adapters: { vmhba64: { iqn } } });
const row = (name: string, iqn: string, text: string) => ({
  name,
  input: exportOf(named(iqn)),
  findings: [
    {
      subject: 'esx01.lab/vmhba64',
      level: 'note' as const,
      message: `The iSCSI name ${iqn} of vmhba64 on esx01.lab ${text}.`,
      pointer: '/entries/0/properties/config/storageDevice/hostBusAdapter/0/iScsiName',
    },
  ],
});

testRule(rule, {
  valid: [
    { name: 'as ESXi makes it', input: exportOf(goodHost(1)) },
    { name: 'without a suffix', input: exportOf(named('iqn.1998-01.com.vmware:esx-01.lab')) },
    { name: 'eui', exception: 'hexadecimal-names', input: exportOf(named('eui.02004567A425678D')) },
    { name: 'naa', input: exportOf(named('naa.52004567BA64678D')) },
    { name: 'by esxcli', input: exportOf(esxcli(goodHost(1), 'iscsi adapter list')) },
  ],
  invalid: [
    row('no kind of name', 'esx01-iscsi', 'begins with neither "iqn." nor "eui." nor "naa."'),
    row('a WWN', '21:00:00:24:ff:00:00:01', 'begins with neither "iqn." nor "eui." nor "naa."'),
    row('a kind in upper case', 'IQN.1998-01.com.vmware:esx01', 'begins with neither "iqn." nor "eui." nor "naa."'),
    row('upper case', 'iqn.1998-01.com.vmware:ESX01', 'has letters in upper case'),
    row('an underscore', 'iqn.1998-01.com.vmware:esx_01', 'has an underscore'),
    row('both', 'iqn.1998-01.com.vmware:ESX_01', 'has letters in upper case and an underscore'),
  ],
  unknown: [
    {
      name: 'the name is not told',
      input: exportOf(without(goodHost(1), 'config.storageDevice.hostBusAdapter.0.iScsiName')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'iSCSI name of vmhba64' }],
    },
    {
      name: 'an empty name',
      input: exportOf(named('')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'iSCSI name of vmhba64' }],
    },
  ],
});
