import { hex, reference } from './ids.mjs';

/** What a full dump carries beside the network and the storage, in the quantity of a production host. No rule reads most of it. */
export function dumpNoise(host) {
  return {
    runtime: {
      bootTime: '2026-10-01T06:12:44.120384Z',
      healthSystemRuntime: { systemHealthInfo: { numericSensorInfo: sensors(host) } },
    },
    hardware: {
      cpuPkg: [0, 1].map(cpuPackage),
      pciDevice: pciDevices(host),
      cpuFeature: cpuFeatures(),
      biosInfo: { biosVersion: '1.12.1', releaseDate: '2024-03-05T00:00:00Z' },
    },
    capability: Object.fromEntries(capabilities.map((key, index) => [`${key}Supported`, index % 4 !== 1])),
    config: {
      option: options(host),
      service: { service: services() },
      firewall: { defaultPolicy: { incomingBlocked: true, outgoingBlocked: true }, ruleset: rulesets() },
      certificate: certificate(host),
      lockdownMode: 'lockdownDisabled',
      powerSystemInfo: {
        currentPolicy: {
          key: 2,
          name: 'PowerPolicy.dynamic.name',
          shortName: 'dynamic',
          description: 'PowerPolicy.dynamic.description',
        },
      },
    },
    configManager: Object.fromEntries(
      managers.map((name) => [name, reference(`Host${name.charAt(0).toUpperCase()}${name.slice(1)}`, `${name}-${1000 + host}`)]),
    ),
  };
}

/** Options that rules read, with the product's defaults; the rest are counted up from the groups of the product. */
const real = [
  ['DataMover.HardwareAcceleratedInit', 1],
  ['DataMover.HardwareAcceleratedMove', 1],
  ['Disk.DiskMaxIOSize', 32_767],
  ['Disk.QFullSampleSize', 0],
  ['Disk.QFullThreshold', 8],
  ['ISCSI.MaxIoSizeKB', 128],
  ['Net.TcpipDefLROEnabled', 1],
  ['Net.UseHwTSO', 1],
  ['VMFS3.EnableBlockDelete', 0],
  ['VMFS3.HardwareAcceleratedLocking', 1],
  ['VMFS3.UseATSForHBOnVMFS5', 1],
];
const groups = [
  'Annotations',
  'BufferCache',
  'CBRC',
  'Config.HostAgent',
  'Cpu',
  'Digest',
  'Disk',
  'FSS',
  'HBR',
  'Irq',
  'LPage',
  'Mem',
  'Migrate',
  'Misc',
  'Net',
  'NFS',
  'NFS41',
  'Numa',
  'Power',
  'SE',
  'Scsi',
  'Security',
  'SunRPC',
  'Svmotion',
  'Syslog',
  'User',
  'UserVars',
  'VMkernel.Boot',
  'VSAN',
  'Vpx',
  'XvMotion',
];

function options(host) {
  const list = real.map(([key, value]) => ({ key, value }));
  for (let index = list.length; index < 1100; index += 1) {
    const key = `${groups[index % groups.length]}.Setting${Math.floor(index / groups.length)}ForWorkload${index % 7}`;
    list.push({
      key,
      value: index % 11 === 0 ? `/scratch/option/${index}` : (index * 37 + (index % 97 === 0 ? host : 0)) % 65_536,
    });
  }
  return list;
}

function sensors(host) {
  return Array.from({ length: 90 }, (_, index) => ({
    name: `System Board ${1 + (index % 4)} Sensor ${index}: ${['Temp', 'Fan', 'Voltage', 'Current', 'Power'][index % 5]}`,
    healthState: { label: 'Green', summary: 'Sensor is operating under normal conditions', key: 'green' },
    currentReading: ((host + index) * 131) % 9000,
    unitModifier: -2,
    baseUnits: ['degrees C', 'RPM', 'Volts', 'Amps', 'Watts'][index % 5],
    sensorType: ['temperature', 'fan', 'voltage', 'current', 'power'][index % 5],
    id: `0.${index}.1.${index % 8}`,
    sensorNumber: index,
    timeStamp: '2026-11-22T04:58:11Z',
  }));
}

function binary(seed) {
  return hex(8, seed)
    .replaceAll(/./g, (digit) => `${Number.parseInt(digit, 16).toString(2).padStart(4, '0')}:`)
    .slice(0, -1);
}

function cpuFeatures() {
  return Array.from({ length: 22 }, (_, level) => ({
    level,
    eax: binary(level),
    ebx: binary(level + 100),
    ecx: binary(level + 200),
    edx: binary(level + 300),
  }));
}

function cpuPackage(index) {
  return {
    index,
    vendor: 'intel',
    hz: 2_593_906_215,
    busHz: 100_000_000,
    description: 'Intel(R) Xeon(R) Gold 6342 CPU @ 2.80GHz',
    threadId: Array.from({ length: 48 }, (_, thread) => index * 48 + thread),
    cpuFeature: cpuFeatures(),
  };
}

function pciDevices(host) {
  return Array.from({ length: 70 }, (_, index) => {
    const [bus, slot] = [index >> 3, index & 7];
    return {
      id: `0000:${bus.toString(16).padStart(2, '0')}:${slot.toString(16).padStart(2, '0')}.0`,
      classId: 1536 + (index % 9),
      bus,
      slot,
      function: 0,
      vendorId: -32_634,
      subVendorId: 4136,
      vendorName: 'Intel Corporation',
      deviceId: 3000 + index,
      subDeviceId: (host * 3 + index) % 4096,
      parentBridge: '0000:00:1c.0',
      deviceName: `Ice Lake Memory Map/IIO ${index}`,
      deviceClassName: 'System peripheral',
    };
  });
}

function services() {
  return Array.from({ length: 24 }, (_, index) => ({
    key: `service-${index}`,
    label: `Service ${index}`,
    required: false,
    uninstallable: false,
    running: index % 3 === 0,
    ruleset: [`ruleset-${index}`],
    policy: index % 3 === 0 ? 'on' : 'off',
    sourcePackage: {
      sourcePackageName: 'esx-base',
      description: 'This VIB contains all of the base functionality of vSphere ESXi.',
    },
  }));
}

function rulesets() {
  return Array.from({ length: 45 }, (_, index) => ({
    key: `ruleset-${index}`,
    label: `Firewall ruleset ${index}`,
    required: false,
    rule: [0, 1].map((side) => ({
      port: 5000 + index * 2 + side,
      direction: side === 0 ? 'inbound' : 'outbound',
      portType: 'dst',
      protocol: 'tcp',
    })),
    service: `service-${index % 24}`,
    enabled: index % 2 === 0,
    allowedHosts: { ipAddress: [], allIp: true },
    userControllable: true,
    ipListUserConfigurable: true,
  }));
}

function certificate(host) {
  return Buffer.from(`certificate of host ${host} ${hex(1400, host)}`, 'utf8').toString('base64');
}

const capabilities = Array.from(
  { length: 140 },
  (_, index) => `${['vmotion', 'storage', 'snapshot', 'network', 'memory', 'scheduler', 'fault'][index % 7]}Feature${index}`,
);
const managers = [
  'cpuScheduler',
  'datastoreSystem',
  'memoryManager',
  'storageSystem',
  'networkSystem',
  'vmotionSystem',
  'virtualNicManager',
  'serviceSystem',
  'firewallSystem',
  'advancedOption',
  'diagnosticSystem',
  'dateTimeSystem',
  'patchManager',
  'iscsiManager',
  'licenseManager',
  'certificateManager',
];
