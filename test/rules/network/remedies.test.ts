import { describe, expect, it } from 'vitest';
import uplinkShared from '../../../rules/network/iscsi-uplink-shared.ts';
import vlanShared from '../../../rules/network/iscsi-vlan-shared-with-vm-portgroup.ts';
import multihomed from '../../../rules/network/iscsi-vmk-multihomed-unbound.ts';
import serviceTagged from '../../../rules/network/iscsi-vmk-service-tagged.ts';
import type { AnyRule } from '../../../src/engine/rule.ts';
import { Estate } from '../../../src/model/estate.ts';
import { Inventory } from '../../../src/model/inventory.ts';
import { emptySite } from '../../../src/model/site.ts';
import { ourVendors } from '../../../src/model/vendor-data.ts';
import { Ingest } from '../../../src/readers/ingest.ts';
import { memoryInput } from '../../../src/readers/memory-input.ts';
import { exportOf, goodHost, type NativeExport, presetLuns, vm } from '../../build/index.ts';

/** The remedy of the first problem that a rule finds. */
function remedyOf(rule: AnyRule, input: NativeExport) {
  const ingest = new Ingest();
  ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(input))));
  for (const host of new Estate(ingest.entries, emptySite).hosts()) {
    const inventory = new Inventory(host);
    for (const subject of rule.each(inventory)) {
      for (const said of rule.check(subject, undefined, {
        profile: 'recommended',
        inventory,
        vendors: ourVendors(),
        allowed: () => undefined,
      })) {
        if ('kind' in said && said.kind === 'problem') return said.remedy;
      }
    }
  }
  return undefined;
}

const withVms = (vlan: number, patch: Parameters<typeof goodHost>[1] = {}, active = ['vmnic2', 'vmnic3']) =>
  exportOf(
    goodHost(1, {
      ...patch,
      vswitches: { vSwitch1: { uplinks: ['vmnic2', 'vmnic3', 'vmnic4'], portGroups: { "Bob's VMs": { vlan, active } } } },
    }),
    vm({ name: 'sql01', host: 'esx01.lab', nics: ["Bob's VMs"] }),
  );

describe('remedies', () => {
  it('take a tag from a port', () => {
    expect(remedyOf(serviceTagged, exportOf(goodHost(1, { vmks: { vmk1: { tags: ['vmotion', 'management'] } } })))).toEqual({
      esxcli: [
        'esxcli network ip interface tag remove -i vmk1 -t VMotion',
        'esxcli network ip interface tag remove -i vmk1 -t Management',
      ],
      powercli: [
        "Get-VMHostNetworkAdapter -VMHost 'esx01.lab' -Name vmk1 | Set-VMHostNetworkAdapter -VMotionEnabled:$false -ManagementTrafficEnabled:$false",
      ],
      manual: ['See that another VMkernel adapter carries vMotion and management before the tag goes.'],
    });
  });

  it('never take the last management tag', () => {
    const last = exportOf(goodHost(1, { vmks: { vmk0: { tags: [] }, vmk1: { tags: ['vmotion', 'management'] } } }));
    expect(remedyOf(serviceTagged, last)).toEqual({
      esxcli: ['esxcli network ip interface tag remove -i vmk1 -t VMotion'],
      powercli: ["Get-VMHostNetworkAdapter -VMHost 'esx01.lab' -Name vmk1 | Set-VMHostNetworkAdapter -VMotionEnabled:$false"],
      manual: [
        'Give iSCSI a VMkernel adapter of its own, or move management to another one first: vmk1 holds the last management tag of the host.',
      ],
    });
  });

  it('bind the ports, but never those of E-Series', () => {
    const unbound = { adapters: { vmhba64: { bound: [] } } };
    expect(remedyOf(multihomed, exportOf(goodHost(1, unbound)))).toMatchObject({
      esxcli: [
        'esxcli iscsi networkportal add -A vmhba64 -n vmk1',
        'esxcli iscsi networkportal add -A vmhba64 -n vmk2',
        'esxcli storage core adapter rescan --adapter vmhba64',
      ],
    });
    const eSeries = goodHost(1, { ...unbound, luns: { [presetLuns[0]]: { vendor: 'NETAPP', model: 'INF-01-00' } } });
    expect(remedyOf(multihomed, exportOf(eSeries))).toEqual({
      manual: [
        'NetApp asks not to bind ports with E-Series: give vmk2 a subnet of its own with a target portal in it, and leave vmk1 where it is.',
      ],
    });
  });

  it('leave the other port group the uplinks that iSCSI does not use', () => {
    const slow = { pnics: { vmnic2: { speed: 1000 }, vmnic3: { speed: 1000 } } };
    expect(remedyOf(uplinkShared, withVms(20, slow, ['vmnic2', 'vmnic4']))).toEqual({
      esxcli: ["esxcli network vswitch standard portgroup policy failover set -p 'Bob'\\''s VMs' -a vmnic4"],
      powercli: [
        "Get-VirtualPortGroup -VMHost 'esx01.lab' -Name 'Bob''s VMs' -Standard | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicUnused vmnic2",
      ],
    });
  });

  it('do not send it from one iSCSI uplink to the other', () => {
    const slow = { pnics: { vmnic2: { speed: 1000 }, vmnic3: { speed: 1000 } } };
    expect(remedyOf(uplinkShared, withVms(20, slow))).toEqual({
      manual: [`Give "Bob's VMs" an active uplink that carries no iSCSI, then set vmnic2 to unused in it.`],
    });
  });

  it('take VMs out of the storage VLAN', () => {
    expect(remedyOf(vlanShared, withVms(101))).toMatchObject({
      esxcli: ["esxcli network vswitch standard portgroup set -p 'Bob'\\''s VMs' -v 0"],
      manual: ['Move sql01 to a port group in a VLAN of its own, best on another switch than iSCSI.'],
    });
  });
});
