import { addressOf } from './address.ts';
import { advancedOptions, authentication, digests } from './initiator.ts';
import type { JsonObject } from './json.ts';
import { filled, members } from './json.ts';
import type { AdapterPlan, HostPlan, TargetPlan } from './plan.ts';
import { isIscsi } from './plan-storage.ts';

/** `storageDevice.hostBusAdapter[]`. */
export function busAdapters(host: HostPlan): readonly JsonObject[] {
  return host.adapters.map((adapter, index) =>
    isIscsi(adapter) ? internetScsi(host, adapter, index) : otherAdapter(adapter, index),
  );
}

const models: Readonly<Record<string, { model: string; driver: string; binding: string }>> = {
  software: { model: 'iSCSI Software Adapter', driver: 'iscsi_vmk', binding: 'optional' },
  dependent: { model: 'QLogic 57810 10 Gigabit Ethernet iSCSI Adapter', driver: 'bnx2i', binding: 'required' },
  independent: { model: 'QLA4062c PCI-X Dual Port iSCSI HBA', driver: 'qla4xxx', binding: 'notsupported' },
  iser: { model: 'VMware iSCSI over RDMA (iSER) Adapter', driver: 'iser', binding: 'required' },
};

function internetScsi(host: HostPlan, adapter: AdapterPlan, index: number): JsonObject {
  const { model, driver, binding } = models[adapter.kind] ?? { model: '', driver: '', binding: 'optional' };
  const pnic = host.pnics.find((candidate) => candidate.name === adapter.pnic);
  return members({
    _typeName: 'HostInternetScsiHba',
    key: adapter.key,
    device: adapter.name,
    bus: index,
    status: adapter.status ?? 'online',
    model,
    driver,
    pci: pnic?.pci,
    storageProtocol: 'scsi',
    isSoftwareBased: adapter.kind === 'software',
    canBeDisabled: adapter.kind === 'software' ? false : undefined,
    networkBindingSupport: adapter.bindingSupport ?? binding,
    discoveryCapabilities: {
      iSnsDiscoverySettable: false,
      slpDiscoverySettable: false,
      staticTargetDiscoverySettable: false,
      sendTargetsDiscoverySettable: false,
    },
    discoveryProperties: {
      iSnsDiscoveryEnabled: false,
      slpDiscoveryEnabled: false,
      staticTargetDiscoveryEnabled: true,
      sendTargetsDiscoveryEnabled: true,
    },
    authenticationProperties: authentication(adapter.chap),
    digestProperties: digests(adapter.headerDigest, adapter.dataDigest, false),
    ipProperties: ipProperties(adapter, pnic?.mac),
    advancedOptions: advancedOptions(adapter.advanced ?? {}),
    iScsiName: adapter.iqn ?? '',
    configuredSendTarget: filled(adapter.sends.map((target) => ({ ...targetCore(adapter, target), parent: adapter.name }))),
    configuredStaticTarget: filled([
      ...adapter.sends.map((target) => ({
        ...targetCore(adapter, target),
        iScsiName: target.iqn,
        discoveryMethod: 'sendTargetMethod',
        parent: `${target.address}:${target.port}`,
      })),
      ...adapter.statics.map((target) => ({
        ...targetCore(adapter, target),
        iScsiName: target.iqn,
        discoveryMethod: 'staticMethod',
        parent: adapter.name,
      })),
    ]),
    currentSpeedMb: pnic ? (pnic.speed ?? undefined) : 10_000,
  });
}

function targetCore(adapter: AdapterPlan, target: TargetPlan): JsonObject {
  return {
    address: target.address,
    port: target.port,
    authenticationProperties: authentication(target.chap ?? adapter.chap, target.chap === undefined),
    digestProperties: digests(adapter.headerDigest, adapter.dataDigest, true),
    advancedOptions: advancedOptions(target.advanced ?? {}, adapter.advanced ?? {}),
  };
}

/** Only hardware adapters have an address of their own. */
function ipProperties(adapter: AdapterPlan, mac: string | undefined): JsonObject {
  const ip = adapter.ip === undefined ? undefined : addressOf(adapter.ip);
  return members({
    mac,
    address: ip?.address,
    dhcpConfigurationEnabled: false,
    subnetMask: ip?.mask,
    mtu: adapter.mtu,
    jumboFramesEnabled: adapter.mtu === undefined ? undefined : adapter.mtu > 1500,
  });
}

function otherAdapter(adapter: AdapterPlan, index: number): JsonObject {
  const fibre = adapter.kind === 'fc';
  return members({
    _typeName: fibre ? 'HostFibreChannelHba' : 'HostParallelScsiHba',
    key: adapter.key,
    device: adapter.name,
    bus: index,
    status: adapter.status ?? (fibre ? 'online' : 'unknown'),
    model: fibre ? 'QLE2692 16Gb FC Adapter' : 'Lewisburg SATA AHCI Controller',
    driver: fibre ? 'qlnativefc' : 'vmw_ahci',
    pci: '0000:00:11.5',
    storageProtocol: 'scsi',
    portWorldWideName: fibre ? 2 ** 61 : undefined,
    nodeWorldWideName: fibre ? 2 ** 61 : undefined,
    portType: fibre ? 'unknown' : undefined,
    speed: fibre ? 16 : undefined,
  });
}
