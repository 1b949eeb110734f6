import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/vm-nic-no-uplink.ts';
import type { HostDescription, VmNicDescription } from '../../build/index.ts';
import { dvpg, dvs, dvsHost, edit, esxcliSet, exportOf, goodHost, presetDvs, vm, without } from '../../build/index.ts';
import { dotted, nicAt, vouched } from './places.ts';

const inside: HostDescription = goodHost(1, { vswitches: { vSwitch9: { portGroups: { Inside: {} } } } });
const web = (...nics: readonly (string | VmNicDescription)[]) => vm({ name: 'web01', host: 'esx01.lab', nics });
const finding = (place = 'Inside on vSwitch9', index = 0, member = 'deviceName', entry = 0) => ({
  subject: `web01/Network adapter ${index + 1}`,
  level: 'warning' as const,
  message: `Network adapter ${index + 1} of web01 is in ${place}, which has no physical NIC. It reaches the VMs of esx01.lab alone.`,
  pointer: `${nicAt(index, entry)}/backing/${member}`,
});
const allow = (object: string) =>
  `allow:\n  - { rule: vm-nic-no-uplink, object: ${object}, reason: Behind the firewall, ${vouched} }\n`;
const lonely = dvsHost(1, { proxySwitches: { Lab: { uplinks: {} } } });
const onLab = web({ dvpg: 'dvportgroup-50', dvs: 'Lab' });
const labSwitch = [dvs({ name: 'Lab' }), dvpg({ key: 'dvportgroup-50', name: 'Lab net', dvs: 'Lab' })];

testRule(rule, {
  valid: [
    { name: 'on a switch with uplinks', input: exportOf(web('VM Network'), goodHost(1)) },
    {
      name: 'the port group is allowed',
      exception: 'private',
      outcome: 'notApplicable',
      input: exportOf(web('Inside'), inside),
      facts: allow('Inside'),
    },
    { name: 'the switch is allowed', outcome: 'notApplicable', input: exportOf(web('Inside'), inside), facts: allow('vSwitch9') },
    { name: 'the VM is allowed', outcome: 'notApplicable', input: exportOf(web('Inside'), inside), facts: allow('web01') },
    {
      name: 'a distributed switch with uplinks',
      input: exportOf(web({ dvpg: 'dvportgroup-21', dvs: 'dvs1' }), dvsHost(1), presetDvs()),
    },
    {
      name: 'an opaque network',
      exception: 'opaque-network',
      outcome: 'notApplicable',
      input: exportOf(
        edit(web('ls-1'), `${dotted(nicAt())}.backing`, {
          _typeName: 'VirtualEthernetCardOpaqueNetworkBackingInfo',
          opaqueNetworkId: 'ls-1',
          opaqueNetworkType: 'nsx.LogicalSwitch',
        }),
        goodHost(1),
      ),
    },
    {
      name: 'a switch with uplinks by esxcli',
      input: exportOf(web('VM Network'), without(goodHost(1), 'config.network'), esxcliSet(goodHost(1))),
    },
  ],
  invalid: [
    { name: 'a switch without uplinks', input: exportOf(web('Inside'), inside), findings: [finding()] },
    {
      name: 'the second NIC of a VM that is powered off',
      input: exportOf(vm({ name: 'web01', host: 'esx01.lab', nics: ['VM Network', 'Inside'], power: 'poweredOff' }), inside),
      findings: [finding(undefined, 1)],
    },
    {
      name: 'a distributed switch on which the host has no uplink',
      input: exportOf(onLab, lonely, presetDvs(), labSwitch),
      findings: [finding('Lab net on Lab', 0, 'port/portgroupKey')],
    },
    {
      name: 'the same without the port group itself',
      input: exportOf(onLab, lonely),
      findings: [finding('dvportgroup-50 on Lab', 0, 'port/portgroupKey')],
    },
    {
      name: 'by esxcli',
      input: exportOf(web('Inside'), without(inside, 'config.network'), esxcliSet(inside)),
      findings: [finding()],
    },
  ],
  unknown: [
    {
      name: 'a port group that was not exported',
      input: exportOf(web('Elsewhere'), goodHost(1)),
      missing: [{ subject: 'web01/Network adapter 1', fact: 'port group of Elsewhere on esx01.lab' }],
    },
    {
      name: 'the host was not exported',
      input: exportOf(vm({ name: 'web01', nics: ['VM Network'] })),
      missing: [{ subject: 'web01/Network adapter 1', fact: 'host of a VM of web01' }],
    },
    {
      name: 'the network is not told',
      input: exportOf(without(web('VM Network'), `${dotted(nicAt())}.backing`), goodHost(1)),
      missing: [{ subject: 'web01/Network adapter 1', fact: 'network of a VM NIC of Network adapter 1' }],
    },
  ],
});
