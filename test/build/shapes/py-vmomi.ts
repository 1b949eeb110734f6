import type { Part } from '../entry.ts';
import { entriesOf, isProperties } from '../entry.ts';
import type { Json } from '../json.ts';
import { isArray, isMoRef, isObject } from '../json.ts';

/**
 * `json.dumps(objects, cls=VmomiSupport.VmomiJSONEncoder)`: managed objects with `_vimid`, `_vimref` and `_vimtype`, data
 * objects with `_vimtype` where the builder types them (by pyVmomi's names, not WSDL's), references as "vim.HostSystem:host-9".
 */
export function pyVmomi(part: Part): string {
  return JSON.stringify(
    entriesOf(part)
      .filter(isProperties)
      .map(({ object, properties }) => {
        const type = managedName(object.type);
        return {
          _vimid: object.value,
          _vimref: `${type}:${object.value}`,
          _vimtype: type,
          ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, encoded(value)])),
        };
      }),
  );
}

function encoded(value: Json): Json {
  if (isArray(value)) return value.map(encoded);
  if (!isObject(value)) return value;
  if (isMoRef(value)) return `${managedName(value.type)}:${value.value}`;
  return {
    ...Object.fromEntries(
      Object.entries(value).map(([key, member]) =>
        key === '_typeName' && typeof member === 'string' ? ['_vimtype', pythonName(member)] : [key, encoded(member)],
      ),
    ),
    dynamicProperty: [],
    dynamicType: null,
  };
}

/** Managed types outside pyVmomi's top package. */
const managed = new Map([
  ['VmwareDistributedVirtualSwitch', 'vim.dvs.VmwareDistributedVirtualSwitch'],
  ['DistributedVirtualPortgroup', 'vim.dvs.DistributedVirtualPortgroup'],
  ['HostNetworkSystem', 'vim.host.NetworkSystem'],
  ['IscsiManager', 'vim.host.IscsiManager'],
  ['VirtualMachineSnapshot', 'vim.vm.Snapshot'],
]);

function managedName(wsdl: string): string {
  return managed.get(wsdl) ?? `vim.${wsdl}`;
}

/** pyVmomi names nested types with dots; only those that tell classes apart are listed. */
const nested = new Map([
  ['HostMultipathInfoFixedLogicalUnitPolicy', 'vim.host.MultipathInfo.FixedLogicalUnitPolicy'],
  ['HostMultipathInfoHppLogicalUnitPolicy', 'vim.host.MultipathInfo.HppLogicalUnitPolicy'],
  ['HostMultipathInfoLogicalUnitPolicy', 'vim.host.MultipathInfo.LogicalUnitPolicy'],
  ['HostInternetScsiHbaParamValue', 'vim.host.InternetScsiHba.ParamValue'],
  ['HostVirtualSwitchBondBridge', 'vim.host.VirtualSwitch.BondBridge'],
  ['DistributedVirtualSwitchHostMemberPnicBacking', 'vim.dvs.HostMember.PnicBacking'],
  ['VMwareDVSConfigInfo', 'vim.dvs.VmwareDistributedVirtualSwitch.ConfigInfo'],
  ['VMwareDVSPortSetting', 'vim.dvs.VmwareDistributedVirtualSwitch.VmwarePortConfigPolicy'],
  ['DVSNameArrayUplinkPortPolicy', 'vim.DistributedVirtualSwitch.NameArrayUplinkPortPolicy'],
  ['VmwareUplinkPortTeamingPolicy', 'vim.dvs.VmwareDistributedVirtualSwitch.UplinkPortTeamingPolicy'],
  ['VmwareDistributedVirtualSwitchVlanIdSpec', 'vim.dvs.VmwareDistributedVirtualSwitch.VlanIdSpec'],
  ['VmwareDistributedVirtualSwitchTrunkVlanSpec', 'vim.dvs.VmwareDistributedVirtualSwitch.TrunkVlanSpec'],
  ['VmwareDistributedVirtualSwitchPvlanSpec', 'vim.dvs.VmwareDistributedVirtualSwitch.PvlanSpec'],
  ['ClusterConfigInfoEx', 'vim.cluster.ConfigInfoEx'],
  ['ClusterAntiAffinityRuleSpec', 'vim.cluster.AntiAffinityRuleSpec'],
  ['FaultTolerancePrimaryConfigInfo', 'vim.vm.FaultTolerancePrimaryConfigInfo'],
]);

function pythonName(wsdl: string): string {
  const known = nested.get(wsdl);
  if (known !== undefined) return known;
  const backing = /^(Virtual(?:Disk|Cdrom|EthernetCard))(\w+BackingInfo)$/.exec(wsdl);
  if (backing) return `vim.vm.device.${backing[1]}.${backing[2]}`;
  if (/^(ParaVirtual|Virtual)/.test(wsdl)) return `vim.vm.device.${wsdl}`;
  if (wsdl.endsWith('DatastoreInfo')) return `vim.host.${wsdl}`;
  return wsdl.startsWith('Host') ? `vim.host.${wsdl.slice(4)}` : `vim.${wsdl}`;
}
