import type {
  HostDescription,
  ProxySwitchDescription,
  TeamingDescription,
  VmkDescription,
  VswitchDescription,
} from './host-description.ts';
import { macOf, switchUuidOf } from './identity.ts';
import { named } from './named.ts';
import type { PnicPlan, PortGroupPlan, ProxySwitchPlan, Security, Teaming, VmkPlan, VswitchPlan } from './plan.ts';

export function pnicPlans(
  host: HostDescription,
  vswitches: readonly VswitchPlan[],
  proxies: readonly ProxySwitchPlan[],
): PnicPlan[] {
  const mtus = new Map<string, number>();
  for (const vswitch of vswitches) for (const uplink of vswitch.uplinks) mtus.set(uplink, vswitch.mtu);
  for (const proxy of proxies) for (const port of proxy.ports) mtus.set(port.pnic, proxy.mtu);
  const described = new Map(named(host.pnics));
  const names = [...new Set([...described.keys(), ...mtus.keys()])].sort(byNumber);
  return names.map((name, index) => {
    const pnic = described.get(name) ?? {};
    return {
      ...pnic,
      name,
      speed: pnic.speed === undefined ? 10_000 : pnic.speed,
      duplex: pnic.duplex ?? true,
      pci: pnic.pci ?? `0000:${(0x18 + index).toString(16)}:00.0`,
      driver: pnic.driver ?? 'ixgben',
      mac: pnic.mac ?? macOf(`${host.name}/${name}`, 'a0:36:9f'),
      mtu: pnic.mtu ?? mtus.get(name) ?? 1500,
    };
  });
}

/** vmnic2 before vmnic10. */
function byNumber(left: string, right: string): number {
  const number = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0);
  return number(left) - number(right) || (left < right ? -1 : left > right ? 1 : 0);
}

export function vswitchPlan(name: string, item: VswitchDescription): VswitchPlan {
  const uplinks = item.uplinks ?? [];
  const base: Teaming = {
    policy: 'loadbalance_srcid',
    active: uplinks,
    standby: [],
    beacon: false,
    notify: true,
    rolling: false,
  };
  const teaming = overlay(base, item.teaming ?? {});
  const security: Security = { promiscuous: false, macChanges: false, forgedTransmits: false, ...item.security };
  const groups = named(item.portGroups).map(
    ([groupName, group]): PortGroupPlan => ({
      name: groupName,
      vswitch: name,
      vlan: group.vlan ?? 0,
      override: group,
      teaming: overlay(teaming, group),
      security: {
        promiscuous: group.promiscuous ?? security.promiscuous,
        macChanges: group.macChanges ?? security.macChanges,
        forgedTransmits: group.forgedTransmits ?? security.forgedTransmits,
      },
    }),
  );
  return { ...item, name, mtu: item.mtu ?? 1500, uplinks, teaming, security, groups };
}

/** The NIC order is overridden as a whole: naming only active NICs leaves no standby ones. */
function overlay(base: Teaming, change: TeamingDescription): Teaming {
  const order = change.active !== undefined || change.standby !== undefined;
  return {
    policy: change.policy ?? base.policy,
    active: order ? (change.active ?? []) : base.active,
    standby: order ? (change.standby ?? []) : base.standby,
    beacon: change.beacon ?? base.beacon,
    notify: change.notify ?? base.notify,
    rolling: change.rolling ?? base.rolling,
  };
}

export function proxySwitchPlan(name: string, item: ProxySwitchDescription): ProxySwitchPlan {
  const singles = named(item.uplinks).map(([port, pnic], index) => ({ key: String(16 + index), name: port, pnic }));
  const lagged = named(item.lags).flatMap(([lag, pnics], lagIndex) =>
    pnics.map((pnic, index) => ({ key: String(1000 + 100 * lagIndex + index), name: `${lag}-${index}`, pnic, lag })),
  );
  return { ...item, name, uuid: item.uuid ?? switchUuidOf(name), mtu: item.mtu ?? 1500, ports: [...singles, ...lagged] };
}

export function vmkPlan(
  host: HostDescription,
  name: string,
  item: VmkDescription,
  index: number,
  vswitches: readonly VswitchPlan[],
  proxies: readonly ProxySwitchPlan[],
): VmkPlan {
  const group = vswitches.flatMap((vswitch) => vswitch.groups).find((candidate) => candidate.name === item.portGroup);
  if (item.portGroup !== undefined && !group)
    throw new RangeError(`${host.name}: ${name} is on "${item.portGroup}", which no vswitch has`);
  const proxySwitch =
    item.dvpg === undefined ? undefined : proxies.find((proxy) => item.dvs === undefined || proxy.name === item.dvs);
  if (item.dvpg !== undefined && !proxySwitch)
    throw new RangeError(`${host.name}: ${name} is on ${item.dvpg}, but no proxySwitch is described`);
  return {
    ...item,
    name,
    mtu: item.mtu ?? 1500,
    mac: item.mac ?? macOf(`${host.name}/${name}`),
    netstack: item.netstack ?? 'defaultTcpipStack',
    port: proxySwitch ? String(200 + index) : String(67_108_864 + index),
    ...(group ? { group } : {}),
    ...(proxySwitch ? { proxySwitch } : {}),
  };
}
