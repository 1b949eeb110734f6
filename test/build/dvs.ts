import type { HostReference } from './cluster.ts';
import { hostId } from './cluster.ts';
import type { PropertiesEntry } from './entry.ts';
import type { Named, SecurityDescription, TeamingDescription } from './host-description.ts';
import { idOf, switchUuidOf } from './identity.ts';
import type { Json, JsonObject } from './json.ts';
import { filled, members, moRef } from './json.ts';
import { named } from './named.ts';

export interface DvsDescription {
  readonly name: string;
  readonly id?: string;
  readonly uuid?: string;
  readonly maxMtu?: number;
  /** Network I/O Control; true by default. */
  readonly nioc?: boolean;
  readonly uplinkNames?: readonly string[];
  readonly lags?: Named<{ readonly mode?: 'active' | 'passive'; readonly uplinks?: number }>;
  readonly hosts?: readonly HostReference[];
  readonly version?: string;
}

/** The entry of a distributed switch; its uuid is the one that proxySwitches of the same name carry. */
export function dvs(description: DvsDescription): PropertiesEntry {
  const { name } = description;
  const uuid = description.uuid ?? switchUuidOf(name);
  const lags = named(description.lags);
  return {
    source: 'vim',
    object: { type: 'VmwareDistributedVirtualSwitch', value: description.id ?? idOf('dvs', name) },
    properties: {
      name,
      uuid,
      config: members({
        _typeName: 'VMwareDVSConfigInfo',
        uuid,
        name,
        numPorts: 64,
        maxPorts: 2_147_483_647,
        uplinkPortPolicy: {
          _typeName: 'DVSNameArrayUplinkPortPolicy',
          uplinkPortName: description.uplinkNames ?? ['Uplink 1', 'Uplink 2'],
        },
        host: filled((description.hosts ?? []).map((item) => ({ config: { host: moRef('HostSystem', hostId(item)) } }))),
        productInfo: { name: 'DVS', vendor: 'VMware, Inc.', version: description.version ?? '8.0.3' },
        networkResourceManagementEnabled: description.nioc ?? true,
        networkResourceControlVersion: 'version3',
        maxMtu: description.maxMtu ?? 1500,
        linkDiscoveryProtocolConfig: { protocol: 'cdp', operation: 'listen' },
        lacpApiVersion: 'multipleLag',
        lacpGroupConfig: filled(
          lags.map(([lag, item], index) => ({
            key: String(index + 1),
            name: lag,
            mode: item.mode ?? 'active',
            uplinkNum: item.uplinks ?? 2,
            loadbalanceAlgorithm: 'srcDestIpTcpUdpPortVlan',
            uplinkName: Array.from({ length: item.uplinks ?? 2 }, (_, port) => `${lag}-${port}`),
          })),
        ),
      }),
    },
  };
}

export interface DvpgDescription extends TeamingDescription, SecurityDescription {
  /** "dvportgroup-21": also the managed object id. */
  readonly key: string;
  readonly name: string;
  /** Name (or id) of the distributed switch. */
  readonly dvs: string;
  readonly vlan?: number;
  /** VLAN ranges of a trunk, [[0, 4094]]. */
  readonly trunk?: readonly (readonly [number, number])[];
  readonly pvlan?: number;
  readonly uplink?: boolean;
}

/** The entry of a distributed port group. Active and standby name uplink ports or LAGs; both uplinks are active by default. */
export function dvpg(description: DvpgDescription): PropertiesEntry {
  const { key, name } = description;
  return {
    source: 'vim',
    object: { type: 'DistributedVirtualPortgroup', value: key },
    properties: {
      name,
      key,
      config: {
        key,
        name,
        numPorts: 8,
        distributedVirtualSwitch: moRef('VmwareDistributedVirtualSwitch', idOf('dvs', description.dvs)),
        defaultPortConfig: portSetting(description),
        type: 'earlyBinding',
        uplink: description.uplink ?? false,
      },
    },
  };
}

function portSetting(item: DvpgDescription): JsonObject {
  return {
    _typeName: 'VMwareDVSPortSetting',
    vlan: vlanSpec(item),
    uplinkTeamingPolicy: {
      _typeName: 'VmwareUplinkPortTeamingPolicy',
      inherited: false,
      policy: policyValue(item.policy ?? 'loadbalance_srcid'),
      reversePolicy: policyValue(true),
      notifySwitches: policyValue(item.notify ?? true),
      rollingOrder: policyValue(item.rolling ?? false),
      failureCriteria: { inherited: false, checkBeacon: policyValue(item.beacon ?? false) },
      uplinkPortOrder: members({
        inherited: false,
        activeUplinkPort: filled(item.active ?? ['Uplink 1', 'Uplink 2']),
        standbyUplinkPort: filled(item.standby ?? []),
      }),
    },
    securityPolicy: {
      inherited: false,
      allowPromiscuous: policyValue(item.promiscuous ?? false),
      macChanges: policyValue(item.macChanges ?? false),
      forgedTransmits: policyValue(item.forgedTransmits ?? false),
    },
    lacpPolicy: { inherited: true, enable: policyValue(false), mode: policyValue('passive') },
  };
}

function vlanSpec(item: DvpgDescription): JsonObject {
  if (item.trunk) {
    const vlanId = item.trunk.map(([start, end]) => ({ start, end }));
    return { _typeName: 'VmwareDistributedVirtualSwitchTrunkVlanSpec', inherited: false, vlanId };
  }
  if (item.pvlan !== undefined) {
    return { _typeName: 'VmwareDistributedVirtualSwitchPvlanSpec', inherited: false, pvlanId: item.pvlan };
  }
  return { _typeName: 'VmwareDistributedVirtualSwitchVlanIdSpec', inherited: false, vlanId: item.vlan ?? 0 };
}

function policyValue(value: Json): JsonObject {
  return { inherited: false, value };
}
