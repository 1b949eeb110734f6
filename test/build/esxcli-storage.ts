import { addressOf } from './address.ts';
import { bindingReasons, boundPnic, pathStatusOf } from './host-methods.ts';
import { volumeUuid } from './host-volumes.ts';
import { initiatorDefaults } from './initiator.ts';
import type { Json, JsonObject } from './json.ts';
import { named } from './named.ts';
import type { AdapterPlan, HostPlan, LunPlan, PathPlan } from './plan.ts';
import { isIscsi } from './plan-storage.ts';

/** Output of `iscsi ...` and `storage ...` commands; undefined for others. */
export function storageOutput(host: HostPlan, command: string, object: string): Json | undefined {
  const adapters = host.adapters.filter(isIscsi);
  switch (command) {
    case 'iscsi software get':
      return host.description.softwareIscsi ?? adapters.some((adapter) => adapter.kind === 'software');
    case 'iscsi adapter list':
      return adapters.map(adapterRow);
    case 'iscsi adapter param get':
      return adapterParams(host, object);
    case 'iscsi networkportal list':
      return adapters.flatMap((adapter) => networkPortals(host, adapter));
    case 'iscsi logicalnetworkportal list':
      return adapters.flatMap((adapter) => logicalPortals(host, adapter));
    case 'iscsi adapter discovery sendtarget list':
      return adapters.flatMap((adapter) =>
        adapter.sends.map((target) => ({ Adapter: adapter.name, Sendtarget: `${target.address}:${target.port}` })),
      );
    case 'iscsi adapter target portal list':
      return adapters.flatMap(targetPortals);
    case 'storage nmp device list':
      return host.luns.filter((lun) => lun.plugin === 'NMP').map(nmpDevice);
    case 'storage nmp psp roundrobin deviceconfig get':
      return roundRobin(lunOf(host, object));
    case 'storage core path list':
      return host.luns.flatMap((lun) => lun.pathPlans.map((path) => corePath(lun, path)));
    case 'storage vmfs extent list':
      return volumesOf(host).flatMap(({ name, item }) =>
        (item.extents ?? []).map((device, index) => ({
          DeviceName: device,
          ExtentNumber: index,
          Partition: 1,
          VMFSUUID: item.uuid ?? volumeUuid(name),
          VolumeName: name,
        })),
      );
    case 'storage filesystem list':
      return volumesOf(host).map(({ name, item }) => ({
        Free: 1_099_511_627_776,
        MountPoint: `/vmfs/volumes/${item.uuid ?? volumeUuid(name)}`,
        Mounted: item.mounted ?? true,
        Size: 2_199_023_255_552,
        Type: `VMFS-${item.major ?? 6}`,
        UUID: item.uuid ?? volumeUuid(name),
        VolumeName: name,
      }));
    case 'storage vmfs lockmode list':
      return volumesOf(host).map(({ name, item }) => ({
        ATSCompatible: (item.locking ?? 'ATS') === 'ATS',
        ATSIncompatibilityReason: '',
        ATSUpgradeModes: item.locking === 'ATS+SCSI' ? 'Online or Offline' : 'None',
        LockingMode: item.locking ?? 'ATS',
        Type: `VMFS-${item.major ?? 6}`,
        UUID: item.uuid ?? volumeUuid(name),
        VolumeName: name,
      }));
    case 'storage vmfs reclaim config get':
      return {
        ReclaimBandwidth: '26 MB/s',
        ReclaimGranularity: '1048576 Bytes',
        ReclaimMethod: 'priority',
        ReclaimPriority: volumesOf(host).find(({ name }) => name === object)?.item.unmap ?? 'low',
      };
    case 'storage core device list':
      return host.luns.map(coreDevice);
    default:
      return undefined;
  }
}

function volumesOf(host: HostPlan) {
  return named(host.description.vmfs).map(([name, item]) => ({ name, item }));
}

function lunOf(host: HostPlan, name: string): LunPlan {
  const lun = host.luns.find((candidate) => candidate.name === name);
  if (!lun) throw new RangeError(`${host.name} has no device ${name}`);
  return lun;
}

function adapterRow(adapter: AdapterPlan): JsonObject {
  const software = adapter.kind === 'software';
  return {
    Adapter: adapter.name,
    Description: software
      ? 'iSCSI Software Adapter'
      : adapter.kind === 'iser'
        ? 'VMware iSCSI over RDMA (iSER) Adapter'
        : 'iSCSI Adapter',
    Driver: software ? 'iscsi_vmk' : adapter.kind === 'iser' ? 'iser' : adapter.kind === 'dependent' ? 'bnx2i' : 'qla4xxx',
    State: adapter.status ?? 'online',
    UID: adapter.iqn ?? '',
  };
}

/** esxcli names several options otherwise than the API. */
const paramNames: Readonly<Record<string, string>> = {
  LoginRetryMax: 'InitialLoginRetryMax',
  MaxRecvDataSegLen: 'MaxRecvDataSegment',
  MaxCommands: 'MaxCmds',
  DefaultTimeToWait: 'DefaultTime2Wait',
  NoopTimeout: 'NoopOutTimeout',
  NoopInterval: 'NoopOutInterval',
  InitR2T: 'InitialR2T',
};

function adapterParams(host: HostPlan, name: string): JsonObject[] {
  const adapter = host.adapters.find((candidate) => candidate.name === name);
  if (!adapter) throw new RangeError(`${host.name} has no ${name}`);
  const current = new Map<string, unknown>([...initiatorDefaults, ...Object.entries(adapter.advanced ?? {})]);
  const options = [...current].map(([key, value]) =>
    paramRow(paramNames[key] ?? key, String(value), String(initiatorDefaults.get(key) ?? value)),
  );
  return [
    ...options,
    paramRow('HeaderDigest', digestWord(adapter.headerDigest), 'prohibited'),
    paramRow('DataDigest', digestWord(adapter.dataDigest), 'prohibited'),
  ];
}

function paramRow(name: string, current: string, fallback: string): JsonObject {
  return { Current: current, Default: fallback, Inherit: false, Max: 'na', Min: 'na', Name: name, Settable: true };
}

function digestWord(type: string | undefined): string {
  return (type ?? 'digestProhibited').replace('digest', '').toLowerCase();
}

function networkPortals(host: HostPlan, adapter: AdapterPlan): JsonObject[] {
  return boundVmks(host, adapter).map((vmk) => {
    const pnic = boundPnic(host, vmk);
    const ip = vmk.ip === undefined ? undefined : addressOf(vmk.ip);
    const reasons = bindingReasons(adapter, vmk);
    return {
      Adapter: adapter.name,
      CompliantStatus: reasons.length === 0 ? 'compliant' : 'non-compliant',
      CurrentSpeed: pnic?.speed ?? 0,
      Duplex: '',
      IPv4: ip?.address ?? '',
      IPv4SubnetMask: ip?.mask ?? '',
      IPv6: '',
      LinkUp: pnic !== undefined && pnic.speed !== null,
      MACAddress: pnic?.mac ?? '',
      MACAddressValid: true,
      MTU: vmk.mtu,
      NICDriver: pnic?.driver ?? '',
      NICDriverVersion: '1.15.1.0',
      NICFirmwareVersion: '3.30',
      NonCompliantMessage: reasons.map((reason) => reason.replace('IscsiFault', '')).join(' '),
      NonCompliantRemedy: '',
      PathStatus: esxcliPathStatus(pathStatusOf(host, adapter, vmk)),
      PortGroup: vmk.portGroup ?? '',
      PortGroupKey: vmk.dvpg ?? '',
      PortKey: vmk.proxySwitch ? vmk.port : '',
      ReservedPorts: '63488~65536',
      RxPackets: 349_438_739,
      TCPChecksum: false,
      TOE: false,
      TSO: vmk.tso ?? true,
      TxPackets: 374_175_073,
      VlanID: vmk.group?.vlan ?? 0,
      VlanSupported: true,
      Vmknic: vmk.name,
      Vswitch: vmk.group?.vswitch ?? vmk.proxySwitch?.name ?? '',
      VswitchUuid: vmk.proxySwitch?.uuid ?? '',
    };
  });
}

function esxcliPathStatus(status: string): string {
  return status === 'notUsed' ? 'unused' : status === 'lastActive' ? 'last path' : status.toLowerCase();
}

function logicalPortals(host: HostPlan, adapter: AdapterPlan): JsonObject[] {
  return boundVmks(host, adapter).map((vmk) => ({
    Adapter: adapter.name,
    Compliant: bindingReasons(adapter, vmk).length === 0,
    MACAddress: vmk.mac,
    MACAddressValid: true,
    Vmknic: vmk.name,
  }));
}

function boundVmks(host: HostPlan, adapter: AdapterPlan): HostPlan['vmks'][number][] {
  return (adapter.bound ?? []).flatMap((name) => host.vmks.filter((vmk) => vmk.name === name));
}

function targetPortals(adapter: AdapterPlan): JsonObject[] {
  return [...adapter.sends, ...adapter.statics].map((target, index) => ({
    Adapter: adapter.name,
    IP: target.address,
    Port: target.port,
    Target: target.iqn,
    Tpgt: index + 1,
  }));
}

function displayName(lun: LunPlan): string {
  return `${lun.local === true ? 'Local ' : ''}${lun.vendor} ${lun.local === true ? '' : 'iSCSI '}Disk (${lun.name})`;
}

function nmpDevice(lun: LunPlan): JsonObject {
  const working = lun.pathPlans.filter((path) => path.working).map((path) => path.name);
  return {
    Device: lun.name,
    DeviceDisplayName: displayName(lun),
    IsUSB: false,
    PathSelectionPolicy: lun.psp,
    PathSelectionPolicyDeviceConfig: pspConfig(lun, working[0] ?? ''),
    PathSelectionPolicyDeviceCustomConfig: '',
    StorageArrayType: lun.satp,
    StorageArrayTypeDeviceConfig:
      lun.satp === 'VMW_SATP_ALUA'
        ? '{implicit_support=on; explicit_support=off; explicit_allow=on; alua_followover=on; action_OnRetryErrors=off; {TPG_id=0,TPG_state=AO}}'
        : `SATP ${lun.satp} does not support device configuration.`,
    WorkingPaths: working,
  };
}

function pspConfig(lun: LunPlan, working: string): string {
  if (lun.psp.endsWith('RR')) {
    const iops = lun.iops ?? 1000;
    const ano = lun.unoptimized === true ? 1 : 0;
    if (lun.limit === 'latency')
      return `{policy=latency,latencyEvalTime=180000,samplingCycles=16,curSamplingCycle=16,useANO=${ano}; CurrentPath=${working}}`;
    const limit = lun.limit ?? (iops === 1000 ? 'rr' : 'iops');
    return `{policy=${limit},iops=${iops},bytes=10485760,useANO=${ano}; lastPathIndex=0: NumIOsPending=0,numBytesPending=0}`;
  }
  return lun.psp.endsWith('FIXED') ? `{preferred=${lun.preferred ?? ''};current=${working}}` : `Current Path=${working}`;
}

function roundRobin(lun: LunPlan): JsonObject {
  const iops = lun.iops ?? 1000;
  return {
    ByteLimit: 10_485_760,
    Device: lun.name,
    IOOperationLimit: iops,
    LatencyEvaluationInterval: '0 milliseconds',
    LimitType: lun.limit === 'latency' ? 'Latency' : lun.limit === 'bytes' ? 'Bytes' : iops === 1000 ? 'Default' : 'Iops',
    NumberOfSamplingIOsPerPath: 0,
    UseActiveUnoptimizedPaths: lun.unoptimized ?? false,
  };
}

function corePath(lun: LunPlan, path: PathPlan): JsonObject {
  const iscsi = isIscsi(path.adapter);
  const target = path.target;
  const session = `00023d00000${path.channel + 1},${target?.iqn ?? ''},t,${path.targetNumber + 1}`;
  const initiator = path.adapter.iqn ?? '';
  return {
    Adapter: path.adapter.name,
    AdapterIdentifier: iscsi ? initiator : path.adapter.name,
    AdapterTransportDetails: iscsi ? initiator : 'Unavailable or path is unclaimed',
    Channel: path.channel,
    Device: lun.name,
    DeviceDisplayName: displayName(lun),
    DisplayName: '',
    GroupState: path.pathState === 'standby' && path.state === 'active' ? 'active unoptimized' : path.state,
    LUN: path.lun,
    MaximumIOSize: iscsi ? 131_072 : 33_554_432,
    Plugin: lun.plugin,
    RuntimeName: path.name,
    State: path.state,
    Target: path.targetNumber,
    TargetIdentifier: iscsi ? session : `${path.adapter.name}.${path.targetNumber}`,
    TargetTransportDetails: iscsi
      ? `IQN=${target?.iqn ?? ''} Alias= Session=00023d00000${path.channel + 1} PortalTag=${path.targetNumber + 1}`
      : '',
    Transport: iscsi ? 'iscsi' : path.adapter.kind === 'fc' ? 'fc' : 'sata',
    UID: `${initiator || path.adapter.name}-${session}-${lun.name}`,
  };
}

/** esxcli knows fewer states than the API. */
function coreStatus(state: readonly string[]): string {
  if (state.includes('lostCommunication')) return 'dead timeout';
  return ['off', 'degraded'].find((word) => state.includes(word)) ?? 'on';
}

function coreDevice(lun: LunPlan): JsonObject {
  return {
    AttachedFilters: '',
    DevfsPath: `/vmfs/devices/disks/${lun.name}`,
    Device: lun.name,
    DeviceMaxQueueDepth: lun.depth,
    DeviceType: 'Direct-Access',
    DisplayName: displayName(lun),
    DriveType: lun.local === true ? 'physical' : 'unknown',
    HasSettableDisplayName: true,
    IsBootDevice: false,
    IsLocal: lun.local ?? false,
    IsOffline: lun.state.includes('off'),
    IsPerenniallyReserved: lun.perenniallyReserved ?? false,
    IsPseudo: false,
    IsRDMCapable: lun.local !== true,
    IsRemovable: false,
    IsSSD: lun.ssd ?? true,
    IsSharedClusterwide: lun.local !== true,
    IsUSB: false,
    Model: lun.model.padEnd(16),
    MultipathPlugin: lun.plugin,
    NoofoutstandingIOswithcompetingworlds: 32,
    OtherUIDs: [`vml.${lun.uuid}`],
    QueueFullSampleSize: lun.queueFullSampleSize ?? 0,
    QueueFullThreshold: lun.queueFullThreshold ?? 0,
    Revision: lun.revision,
    SCSILevel: 6,
    Size: lun.size * 1024,
    Status: coreStatus(lun.state),
    ThinProvisioningStatus: 'yes',
    VAAIStatus: lun.vaai === 'vStorageSupported' ? 'supported' : lun.vaai === 'vStorageUnsupported' ? 'unsupported' : 'unknown',
    Vendor: lun.vendor.padEnd(8),
  };
}
