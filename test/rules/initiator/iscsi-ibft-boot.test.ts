import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-ibft-boot.ts';
import { dvsHost, esxcli, exportOf, goodHost, presetDvs, without } from '../../build/index.ts';

const booting = goodHost(1, {
  vswitches: { iScsiBootvSwitch: { uplinks: ['vmnic4'], portGroups: { iScsiBootPG: {} } } },
  vmks: { vmk3: { portGroup: 'iScsiBootPG', ip: '10.0.9.11/24' } },
});
const message =
  'esx01.lab boots over iSCSI: vmk3 is on iScsiBootPG. There is no failover while it boots, and its software iSCSI adapter cannot be disabled.';

testRule(rule, {
  valid: [
    { name: 'no boot port group', exception: 'other-port-group', input: exportOf(goodHost(1)) },
    { name: 'a distributed switch', input: exportOf(presetDvs(), dvsHost(1)) },
  ],
  invalid: [
    {
      name: 'a boot port group beside two bound adapters',
      input: exportOf(booting),
      findings: [
        {
          subject: 'esx01.lab/vmk3',
          level: 'note',
          message,
          pointer: '/entries/0/properties/config/network/vnic/3/portgroup',
        },
      ],
    },
    {
      name: 'by esxcli',
      input: exportOf(esxcli(booting, 'network ip interface list')),
      findings: [{ subject: 'esx01.lab/vmk3', level: 'note', message, pointer: '/entries/0/output/3/Portgroup' }],
    },
  ],
  unknown: [
    {
      name: 'adapters not exported',
      input: exportOf(without(goodHost(1), 'config.network')),
      missing: [{ subject: 'esx01.lab', fact: 'VMkernel adapters of esx01.lab' }],
    },
  ],
});
