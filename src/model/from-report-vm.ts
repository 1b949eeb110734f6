import { kindOfController } from './from-vim-vm.ts';
import type { Maybe, Node } from './node.ts';
import type { BusSharing, ControllerSource, DiskSource, RawDeviceMapping, VmNicSource, VmSource } from './vm.ts';

/**
 * What a report of another tool (RVTools) knows of a VM. Its reader puts a tree together that is spelled like VmSource, with what the report
 * tells and nothing else: an absent member is not told, an absent list is not known.
 */
export function reportedVm(report: Node): VmSource {
  const name = reportedName(report);
  const uuid = report.raw('uuid');
  return {
    name,
    identity: typeof uuid === 'string' ? uuid : name,
    get uuid() {
      return report.get('uuid').string();
    },
    get hostRef() {
      return report.get('host').string();
    },
    get hardwareVersion() {
      return report.get('hardwareVersion').string();
    },
    get guestId() {
      return report.get('guestId').string();
    },
    get guestName() {
      return report.get('guestName').string();
    },
    get poweredOn() {
      const state = report.get('powerState').string();
      return state && report.get('powerState').known(state.value === 'poweredOn');
    },
    get template() {
      return report.get('template').boolean();
    },
    get hasSnapshots() {
      return report.get('hasSnapshots').boolean();
    },
    get faultTolerant() {
      return report.get('faultTolerant').boolean();
    },
    get memoryMiB() {
      return report.get('memoryMiB').number();
    },
    get memoryLocked() {
      return report.get('memoryLocked').boolean();
    },
    get cpus() {
      return report.get('cpus').number();
    },
    get firmware() {
      return report.get('firmware').string();
    },
    get toolsStatus() {
      return report.get('toolsStatus').string();
    },
    get controllers() {
      return told(report.get('controllers'), controller);
    },
    get disks() {
      return told(report.get('disks'), disk);
    },
    get nics() {
      return told(report.get('nics'), nic);
    },
  };
}

export function reportedName(report: Node): string {
  const name = report.raw('name');
  return typeof name === 'string' ? name : 'unnamed VM';
}

function told<S>(node: Node, make: (item: Node) => S): Maybe<readonly S[]> {
  return Array.isArray(node.value) ? node.known(node.items().map(make)) : undefined;
}

function controller(node: Node): ControllerSource {
  return {
    key: Number(node.raw('key')),
    label: String(node.raw('label')),
    get bus() {
      return node.get('bus').number();
    },
    get kind() {
      const kind = kindOfController(String(node.raw('kind') ?? ''));
      return kind && node.get('kind').known(kind);
    },
    get sharing() {
      return node.get('sharing').string() as Maybe<BusSharing>;
    },
  };
}

function disk(node: Node): DiskSource {
  return {
    key: Number(node.raw('key')),
    label: String(node.raw('label')),
    get controllerKey() {
      return node.get('controllerKey').number();
    },
    get unit() {
      return node.get('unit').number();
    },
    get file() {
      return node.get('file').string();
    },
    get rdm(): Maybe<RawDeviceMapping | null> {
      const raw = node.get('raw').boolean();
      const lunUuid = node.get('lunUuid').string();
      if (lunUuid)
        return node
          .get('lunUuid')
          .known<RawDeviceMapping | null>({ mode: String(node.raw('rawMode') ?? ''), lunUuid: lunUuid.value, evidence: lunUuid });
      return raw?.value === false ? node.get('raw').known<RawDeviceMapping | null>(null) : undefined;
    },
    get sharing() {
      return node.get('sharing').string();
    },
    get eagerlyScrub() {
      return node.get('eagerlyScrub').boolean();
    },
    get thin() {
      return node.get('thin').boolean();
    },
    get mode() {
      return node.get('mode').string();
    },
  };
}

function nic(node: Node): VmNicSource {
  const key = node.get('portgroupKey');
  const network = node.get('network');
  return {
    key: Number(node.raw('key')),
    label: String(node.raw('label')),
    get network() {
      return network.string() ?? (key.present ? key.known<string | null>(null) : undefined);
    },
    get portgroupKey() {
      return key.string() ?? (network.present ? network.known<string | null>(null) : undefined);
    },
    get switchUuid() {
      return node.get('switchUuid').string();
    },
    get connected() {
      return node.get('connected').boolean();
    },
    get startConnected() {
      return node.get('startConnected').boolean();
    },
    get kind() {
      return node.get('kind').string();
    },
  };
}
