import type { CdpDescription, LldpDescription } from './host-description.ts';
import { physicalNic, virtualNic } from './host-network.ts';
import type { JsonObject } from './json.ts';
import { filled, members } from './json.ts';
import { named } from './named.ts';
import type { AdapterPlan, HostPlan, VmkPlan } from './plan.ts';

/** What QueryBoundVnics answers for an adapter: IscsiPortInfo[]. */
export function boundVnics(host: HostPlan, adapter: AdapterPlan): readonly JsonObject[] {
  return (adapter.bound ?? []).flatMap((name) => {
    const vmk = host.vmks.find((candidate) => candidate.name === name);
    return vmk ? [portInfo(host, adapter, vmk)] : [];
  });
}

/** Why a binding is not compliant, as names of IscsiFault types; [] when it is. */
export function bindingReasons(adapter: AdapterPlan, vmk: VmkPlan): readonly string[] {
  const told = adapter.binding?.[vmk.name]?.reasons;
  if (told) return told;
  if (!vmk.group) return [];
  const { active, standby } = vmk.group.teaming;
  if (active.length === 0) return ['IscsiFaultVnicHasNoUplinks'];
  return active.length + standby.length > 1 ? ['IscsiFaultVnicHasMultipleUplinks'] : [];
}

/** The physical NIC that carries a bound VMkernel adapter. */
export function boundPnic(host: HostPlan, vmk: VmkPlan): HostPlan['pnics'][number] | undefined {
  const name = vmk.pnic ?? vmk.group?.teaming.active[0];
  return host.pnics.find((pnic) => pnic.name === name);
}

export function pathStatusOf(host: HostPlan, adapter: AdapterPlan, vmk: VmkPlan): string {
  const told = adapter.binding?.[vmk.name]?.pathStatus;
  if (told) return told;
  const channel = (adapter.bound ?? []).indexOf(vmk.name);
  const used = host.luns.some((lun) =>
    lun.pathPlans.some((path) => path.adapter.name === adapter.name && path.channel === channel && path.state === 'active'),
  );
  return used ? 'active' : 'notUsed';
}

function portInfo(host: HostPlan, adapter: AdapterPlan, vmk: VmkPlan): JsonObject {
  const pnic = boundPnic(host, vmk);
  return members({
    _typeName: 'IscsiPortInfo',
    vnicDevice: vmk.name,
    vnic: virtualNic(vmk),
    pnicDevice: pnic?.name,
    pnic: pnic ? physicalNic(pnic) : undefined,
    switchName: vmk.group?.vswitch ?? vmk.proxySwitch?.name,
    switchUuid: vmk.proxySwitch?.uuid,
    portgroupName: vmk.group?.name,
    portgroupKey: vmk.dvpg,
    portKey: vmk.proxySwitch ? vmk.port : undefined,
    complianceStatus: members({
      _typeName: 'IscsiStatus',
      reason: filled(
        bindingReasons(adapter, vmk).map((type) => ({
          fault: { _typeName: type, vnicDevice: vmk.name },
          localizedMessage: `${vmk.name}: ${type.replace('IscsiFault', '')}`,
        })),
      ),
    }),
    pathStatus: pathStatusOf(host, adapter, vmk),
  });
}

/** What QueryNetworkHint answers: PhysicalNicHintInfo[], one for each pnic. */
export function networkHints(host: HostPlan): readonly JsonObject[] {
  return host.pnics.map((pnic) =>
    members({
      _typeName: 'PhysicalNicHintInfo',
      device: pnic.name,
      connectedSwitchPort: pnic.cdp ? cdpInfo(pnic.cdp) : undefined,
      lldpInfo: pnic.lldp ? lldpInfo(pnic.lldp) : undefined,
    }),
  );
}

function cdpInfo(cdp: CdpDescription): JsonObject {
  return members({
    _typeName: 'PhysicalNicCdpInfo',
    cdpVersion: 2,
    ttl: 154,
    devId: cdp.devId ?? 'switch-a',
    address: '192.0.2.2',
    portId: cdp.portId ?? 'Ethernet1/1',
    hardwarePlatform: cdp.hardwarePlatform ?? 'N9K-C93180YC-EX',
    vlan: cdp.vlan,
    fullDuplex: cdp.fullDuplex ?? true,
    mtu: cdp.mtu,
    systemName: cdp.systemName ?? cdp.devId ?? 'switch-a',
  });
}

function lldpInfo(lldp: LldpDescription): JsonObject {
  return {
    _typeName: 'LinkLayerDiscoveryProtocolInfo',
    chassisId: lldp.chassisId ?? '00:de:fb:00:00:01',
    portId: lldp.portId ?? 'Ethernet1/1',
    timeToLive: 120,
    parameter: named(lldp.parameters).map(([key, value]) => ({ key, value })),
  };
}
