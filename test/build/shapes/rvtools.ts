import { type Entry, isProperties, type PropertiesEntry } from '../entry.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import type { CellValue, Grid } from './workbook.ts';

/** A row by its headers. */
type Line = Readonly<Record<string, CellValue>>;

/** Columns as version 4 of RVTools writes them, as far as readers may want them; a custom attribute is called like one of RVTools. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  vInfo: [
    'VM',
    'Powerstate',
    'Template',
    'SRM Placeholder',
    'CPUs',
    'Memory',
    'NICs',
    'Disks',
    'Network #1',
    'FT State',
    'In Use MiB',
    'Firmware',
    'HW version',
    'Path',
    'Annotation',
    'Owner',
    'Host',
    'Datacenter',
    'Cluster',
    'Host',
    'OS according to the configuration file',
    'OS according to the VMware Tools',
    'VM ID',
    'SMBIOS UUID',
    'VM UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vMemory: [
    'VM',
    'Powerstate',
    'Template',
    'Size MiB',
    'Memory Reservation Locked To Max',
    'Ballooned',
    'Annotation',
    'Host',
    'VM ID',
    'VM UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vDisk: [
    'VM',
    'Powerstate',
    'Template',
    'Disk',
    'Disk Key',
    'Capacity MiB',
    'Raw',
    'Disk Mode',
    'Sharing mode',
    'Thin',
    'Eagerly Scrub',
    'Controller',
    'Label',
    'SCSI Unit #',
    'Unit #',
    'Shared Bus',
    'Path',
    'Raw LUN ID',
    'Raw Comp. Mode',
    'Annotation',
    'Host',
    'VM ID',
    'VM UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vNetwork: [
    'VM',
    'Powerstate',
    'Template',
    'NIC label',
    'Adapter',
    'Network',
    'Switch',
    'Connected',
    'Starts Connected',
    'Mac Address',
    'Annotation',
    'Host',
    'VM ID',
    'VM UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vSnapshot: [
    'VM',
    'Powerstate',
    'Name',
    'Filename',
    'Quiesced',
    'Annotation',
    'Name',
    'Host',
    'VM ID',
    'VM UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vTools: [
    'VM',
    'Powerstate',
    'Template',
    'VM Version',
    'Tools',
    'Tools Version',
    'Annotation',
    'Host',
    'VM ID',
    'VM UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vCluster: ['Name', 'NumHosts', 'DRS enabled', 'Object ID', 'VI SDK Server', 'VI SDK UUID'],
  vHost: [
    'Host',
    'Datacenter',
    'Cluster',
    'in Maintenance Mode',
    '# CPU',
    '# Cores',
    '# Memory',
    'ATS Heartbeat',
    'ATS Locking',
    'ESX Version',
    'Object ID',
    'UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vHBA: [
    'Host',
    'Datacenter',
    'Cluster',
    'Device',
    'Type',
    'Status',
    'Bus',
    'Pci',
    'Driver',
    'Model',
    'WWN',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vNIC: [
    'Host',
    'Datacenter',
    'Cluster',
    'Network Device',
    'Driver',
    'Speed',
    'Duplex',
    'MAC',
    'Switch',
    'Uplink port',
    'PCI',
    'WakeOn',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vSwitch: ['Host', 'Datacenter', 'Cluster', 'Switch', '# Ports', 'MTU', 'VI SDK Server', 'VI SDK UUID'],
  vPort: [
    'Host',
    'Datacenter',
    'Cluster',
    'Port Group',
    'Switch',
    'VLAN',
    'Promiscuous Mode',
    'Mac Changes',
    'Forged Transmits',
    'Policy',
    'Notify Switch',
    'Rolling Order',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  dvSwitch: ['Switch', 'Datacenter', 'Host members', 'LACP Name', 'Max MTU', 'Object ID', 'VI SDK Server', 'VI SDK UUID'],
  dvPort: [
    'Port',
    'Switch',
    'Type',
    'VLAN',
    'Allow Promiscuous',
    'Mac Changes',
    'Active Uplink',
    'Standby Uplink',
    'Policy',
    'Forged Transmits',
    'Notify Switch',
    'Rolling Order',
    'Check Beacon',
    'Object ID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vSC_VMK: [
    'Host',
    'Datacenter',
    'Cluster',
    'Port Group',
    'Device',
    'Mac Address',
    'DHCP',
    'IP Address',
    'IP 6 Address',
    'Subnet mask',
    'Gateway',
    'IP 6 Gateway',
    'MTU',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vDatastore: [
    'Name',
    'Address',
    'Type',
    'Capacity MiB',
    '# Hosts',
    'Hosts',
    '# Extents',
    'Major Version',
    'Object ID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vMultiPath: [
    'Host',
    'Cluster',
    'Datacenter',
    'Datastore',
    'Disk',
    'Display name',
    'Policy',
    'Oper. State',
    ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((path) => [`Path ${path}`, `Path ${path} state`]),
    'vStorage',
    'Queue depth',
    'Vendor',
    'Model',
    'UUID',
    'VI SDK Server',
    'VI SDK UUID',
  ],
  vLicense: ['Name', 'Key', 'Cost Unit', 'Used', 'VI SDK Server', 'VI SDK UUID'],
  vMetaData: ['RVTools major version', 'RVTools version', 'xlsx creation datetime', 'Server'],
};

const VCENTER = { 'VI SDK Server': 'vc01.lab', 'VI SDK UUID': '5f3c0a52-8d1e-4d6c-9a57-0f2b6f3f9c11' };

/** The tabs that RVTools makes of properties. What it leaves out (bindings, targets, teaming of standard switches) is not in them. */
export function rvtools(entries: readonly Entry[]): Readonly<Record<string, Grid>> {
  const all = entries.filter(isProperties);
  const of = (type: string) => all.filter((entry) => entry.object.type === type);
  const hosts = of('HostSystem');
  const clusters = of('ClusterComputeResource');
  const names = new Map(all.map(({ object, properties }) => [object.value, text(properties.name) ?? '']));
  const lines: Readonly<Record<string, readonly Line[]>> = {
    ...vmLines(of('VirtualMachine'), names, hosts, of('DistributedVirtualPortgroup')),
    vCluster: clusters.map(({ object, properties }) => ({
      Name: text(properties.name),
      NumHosts: at(properties, 'host').length,
      'DRS enabled': get(properties, 'configurationEx.drsConfig.enabled') === true,
      'Object ID': object.value,
    })),
    ...hostLines(hosts, names),
    dvSwitch: of('VmwareDistributedVirtualSwitch').map(({ object, properties }) => ({
      Switch: text(properties.name),
      'Host members': hosts
        .filter((host) =>
          at(host.properties, 'config.network.proxySwitch').some((proxy) => get(proxy, 'dvsName') === properties.name),
        )
        .map((host) => text(host.properties.name))
        .join(', '),
      'LACP Name': at(properties, 'config.lacpGroupConfig')
        .map((group) => text(get(group, 'name')))
        .join(', '),
      'Max MTU': value(get(properties, 'config.maxMtu')),
      'Object ID': object.value,
    })),
    dvPort: of('DistributedVirtualPortgroup').map((entry) => dvPort(entry, names)),
    vDatastore: datastores(hosts),
    vLicense: [{ Name: 'vSphere', Key: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', 'Cost Unit': 'cpuPackage', Used: 4 }],
  };
  const meta = ['4.7', '4.7.1.4', 46_008.69, VCENTER['VI SDK Server']];
  return Object.fromEntries(
    Object.entries(HEADERS).map(([tab, headers]) => [
      tab,
      [headers, ...(tab === 'vMetaData' ? [meta] : (lines[tab] ?? []).map((line) => row(headers, line)))],
    ]),
  );
}

/** Custom attributes that are called like columns of RVTools hold something else. */
function row(headers: readonly string[], line: Line): readonly CellValue[] {
  const told: Line = { ...VCENTER, Datacenter: 'DC1', ...line };
  return headers.map((header, index) => (headers.indexOf(header, index + 1) > 0 && header === 'Host' ? 'rack 7' : told[header]));
}

function hostLines(
  hosts: readonly PropertiesEntry[],
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, readonly Line[]>> {
  const tab = (make: (properties: JsonObject) => readonly Line[]): readonly Line[] =>
    hosts.flatMap(({ object, properties }) => {
      const parent = get(properties, 'parent');
      const isCluster = get(parent, 'type') === 'ClusterComputeResource';
      const id = text(get(parent, 'value')) ?? '';
      const own = {
        Host: text(properties.name),
        Cluster: isCluster ? (names.get(id) ?? id) : undefined,
        'Object ID': object.value,
      };
      return make(properties).map((line) => ({ ...own, ...line }));
    });
  const network = (properties: JsonObject, list: string) => at(properties, `config.network.${list}`);
  return {
    vHost: tab((properties) => [
      {
        'in Maintenance Mode': get(properties, 'runtime.inMaintenanceMode') === true,
        '# CPU': 2,
        '# Cores': value(get(properties, 'hardware.cpuInfo.numCpuCores')),
        '# Memory': megabytes(get(properties, 'hardware.memorySize')),
        'ATS Heartbeat': option(properties, 'VMFS3.UseATSForHBOnVMFS5'),
        'ATS Locking': option(properties, 'VMFS3.HardwareAcceleratedLocking'),
        'ESX Version': `VMware ESXi ${text(get(properties, 'config.product.version'))} build-${text(get(properties, 'config.product.build'))}`,
        UUID: text(get(properties, 'hardware.systemInfo.uuid')),
      },
    ]),
    vHBA: tab((properties) =>
      at(properties, 'config.storageDevice.hostBusAdapter').map((hba) => ({
        Device: text(get(hba, 'device')),
        Type: hbaType(text(get(hba, '_typeName')) ?? ''),
        Status: text(get(hba, 'status')),
        Bus: String(value(get(hba, 'bus')) ?? 0),
        Pci: text(get(hba, 'pci')) ?? '0000:00:00.0',
        Driver: text(get(hba, 'driver')),
        Model: text(get(hba, 'model')),
      })),
    ),
    vNIC: tab((properties) =>
      network(properties, 'pnic').map((nic) => {
        const name = text(get(nic, 'device')) ?? '';
        const isUp = get(nic, 'linkSpeed') !== undefined;
        return {
          'Network Device': name,
          Driver: text(get(nic, 'driver')),
          Speed: value(get(nic, 'linkSpeed.speedMb')),
          Duplex: isUp ? get(nic, 'linkSpeed.duplex') === true : 'Link is down!',
          MAC: text(get(nic, 'mac')),
          PCI: text(get(nic, 'pci')),
          WakeOn: false,
          ...uplinkOf(properties, name),
        };
      }),
    ),
    vSwitch: tab((properties) =>
      network(properties, 'vswitch').map((vswitch) => ({
        Switch: text(get(vswitch, 'name')),
        '# Ports': 1536,
        MTU: value(get(vswitch, 'mtu')),
      })),
    ),
    vPort: tab((properties) =>
      network(properties, 'portgroup').map((group) => ({
        'Port Group': text(get(group, 'spec.name')),
        Switch: text(get(group, 'spec.vswitchName')),
        // A text, as opposed to the VLAN of a distributed port group.
        VLAN: String(value(get(group, 'spec.vlanId')) ?? 0),
        'Promiscuous Mode': get(group, 'computedPolicy.security.allowPromiscuous') === true,
        'Mac Changes': get(group, 'computedPolicy.security.macChanges') === true,
        'Forged Transmits': get(group, 'computedPolicy.security.forgedTransmits') === true,
        Policy: text(get(group, 'computedPolicy.nicTeaming.policy')),
        'Notify Switch': get(group, 'computedPolicy.nicTeaming.notifySwitches') === true,
        'Rolling Order': get(group, 'computedPolicy.nicTeaming.rollingOrder') === true,
      })),
    ),
    vSC_VMK: tab((properties) =>
      network(properties, 'vnic').map((vnic) => ({
        'Port Group':
          text(get(vnic, 'portgroup')) || names.get(text(get(vnic, 'spec.distributedVirtualPort.portgroupKey')) ?? ''),
        Device: text(get(vnic, 'device')),
        'Mac Address': text(get(vnic, 'spec.mac')),
        DHCP: get(vnic, 'spec.ip.dhcp') === true,
        'IP Address': text(get(vnic, 'spec.ip.ipAddress')),
        'Subnet mask': text(get(vnic, 'spec.ip.subnetMask')),
        Gateway: text(get(properties, 'config.network.ipRouteConfig.defaultGateway')),
        MTU: value(get(vnic, 'spec.mtu')),
      })),
    ),
    vMultiPath: tab(multiPath),
  };
}

function hbaType(className: string): string {
  if (className.includes('InternetScsi')) return 'ISCSI';
  if (className.includes('FibreChannel')) return 'Fibre Channel';
  return className.includes('BlockHba') ? 'Block SCSI' : '';
}

function uplinkOf(properties: JsonObject, nic: string): Line {
  const has = (vswitch: Json) => at(vswitch, 'pnic').some((key) => String(key).endsWith(`-${nic}`));
  const standard = at(properties, 'config.network.vswitch').find(has);
  if (standard) return { Switch: text(get(standard, 'name')) };
  const proxy = at(properties, 'config.network.proxySwitch').find(has);
  if (!proxy) return {};
  const spec = at(proxy, 'spec.backing.pnicSpec').find((item) => get(item, 'pnicDevice') === nic);
  const ports = [...at(proxy, 'uplinkPort'), ...at(proxy, 'hostLag').flatMap((lag) => at(lag, 'uplinkPort'))];
  const port = ports.find((item) => get(item, 'key') === get(spec ?? null, 'uplinkPortKey'));
  return { Switch: text(get(proxy, 'dvsName')), 'Uplink port': text(get(port ?? null, 'value')) };
}

/** Only LUNs under datastores. */
function multiPath(properties: JsonObject): readonly Line[] {
  const extents = new Map(
    at(properties, 'config.fileSystemVolume.mountInfo').flatMap((mount) =>
      at(mount, 'volume.extent').map((extent) => [text(get(extent, 'diskName')), text(get(mount, 'volume.name'))] as const),
    ),
  );
  const luns = at(properties, 'config.storageDevice.multipathInfo.lun');
  return at(properties, 'config.storageDevice.scsiLun').flatMap((lun) => {
    const name = text(get(lun, 'canonicalName'));
    const paths = luns.find((item) => get(item, 'lun') === get(lun, 'key'));
    if (!extents.has(name)) return [];
    const cells = at(paths ?? null, 'path')
      .slice(0, 8)
      .flatMap((path, index) => [
        [`Path ${index + 1}`, text(get(path, 'name'))?.split(':')[0]],
        [`Path ${index + 1} state`, text(get(path, 'state'))],
      ]);
    return [
      {
        Datastore: extents.get(name),
        Disk: name,
        Policy: text(get(paths ?? null, 'policy.policy')),
        'Oper. State': at(lun, 'operationalState').map(String).join(', '),
        ...(Object.fromEntries(cells) as Line),
        vStorage: text(get(lun, 'vStorageSupport')),
        'Queue depth': String(value(get(lun, 'queueDepth')) ?? ''),
        Vendor: text(get(lun, 'vendor')),
        Model: text(get(lun, 'model')),
        UUID: text(get(lun, 'uuid')),
      },
    ];
  });
}

function datastores(hosts: readonly PropertiesEntry[]): readonly Line[] {
  const found = new Map<string, { line: Line; hosts: (string | undefined)[] }>();
  for (const { properties } of hosts) {
    for (const mount of at(properties, 'config.fileSystemVolume.mountInfo')) {
      const name = text(get(mount, 'volume.name')) ?? '';
      const extents = at(mount, 'volume.extent').map((extent) => text(get(extent, 'diskName')));
      const nfs = text(get(mount, 'volume.remoteHost'));
      const line = {
        Name: name,
        Address: nfs === undefined ? extents.join(', ') : `${nfs} ${text(get(mount, 'volume.remotePath')) ?? '/'}`,
        Type: text(get(mount, 'volume.type')),
        'Capacity MiB': 2_097_152,
        '# Extents': extents.length,
        'Major Version': value(get(mount, 'volume.majorVersion')) ?? 0,
      };
      const known: { line: Line; hosts: (string | undefined)[] } = found.get(name) ?? { line, hosts: [] };
      known.hosts.push(text(properties.name));
      found.set(name, known);
    }
  }
  return [...found.values()].map(({ line, hosts: list }) => ({ ...line, '# Hosts': list.length, Hosts: list.join(', ') }));
}

function dvPort({ object, properties }: PropertiesEntry, names: ReadonlyMap<string, string>): Line {
  const port = get(properties, 'config.defaultPortConfig');
  const vlan = get(port, 'vlan.vlanId');
  const setting = (path: string) => get(port, `${path}.value`) === true;
  const uplinks = (list: string) => at(port, `uplinkTeamingPolicy.uplinkPortOrder.${list}`).map(String).join(', ');
  return {
    Port: text(properties.name),
    Switch: names.get(text(get(properties, 'config.distributedVirtualSwitch.value')) ?? ''),
    Type: 'earlyBinding',
    VLAN: isArray(vlan)
      ? vlan.map((range) => `${value(get(range, 'start'))}-${value(get(range, 'end'))}`).join(',')
      : value(vlan),
    'Allow Promiscuous': setting('securityPolicy.allowPromiscuous'),
    'Mac Changes': setting('securityPolicy.macChanges'),
    'Forged Transmits': setting('securityPolicy.forgedTransmits'),
    'Active Uplink': uplinks('activeUplinkPort'),
    'Standby Uplink': uplinks('standbyUplinkPort'),
    Policy: text(get(port, 'uplinkTeamingPolicy.policy.value')),
    'Notify Switch': setting('uplinkTeamingPolicy.notifySwitches'),
    'Rolling Order': setting('uplinkTeamingPolicy.rollingOrder'),
    'Check Beacon': setting('uplinkTeamingPolicy.failureCriteria.checkBeacon'),
    'Object ID': object.value,
  };
}

function vmLines(
  vms: readonly PropertiesEntry[],
  names: ReadonlyMap<string, string>,
  hosts: readonly PropertiesEntry[],
  groups: readonly PropertiesEntry[],
): Readonly<Record<string, readonly Line[]>> {
  const tab = (make: (properties: JsonObject, devices: readonly Json[]) => readonly Line[]): readonly Line[] =>
    vms.flatMap(({ object, properties }) => {
      const own: Line = {
        VM: text(properties.name),
        Powerstate: text(get(properties, 'runtime.powerState')),
        Template: get(properties, 'config.template') === true,
        Annotation: 'first line\nsecond; line, with "quotes"',
        Host: names.get(text(get(properties, 'runtime.host.value')) ?? ''),
        'OS according to the configuration file': text(get(properties, 'config.guestFullName')),
        'VM ID': object.value,
        'SMBIOS UUID': text(get(properties, 'config.uuid')),
        'VM UUID': text(get(properties, 'config.instanceUuid')),
      };
      return make(properties, at(properties, 'config.hardware.device')).map((line) => ({ ...own, ...line }));
    });
  const isDisk = (device: Json) => get(device, '_typeName') === 'VirtualDisk';
  const isNic = (device: Json) => get(device, 'macAddress') !== undefined;
  const version = (properties: JsonObject) => Number(text(get(properties, 'config.version'))?.replace('vmx-', ''));
  return {
    vInfo: tab((properties, devices) => [
      {
        CPUs: value(get(properties, 'config.hardware.numCPU')),
        Memory: value(get(properties, 'config.hardware.memoryMB')),
        NICs: devices.filter(isNic).length,
        Disks: devices.filter(isDisk).length,
        'FT State': text(get(properties, 'runtime.faultToleranceState')),
        Firmware: text(get(properties, 'config.firmware')),
        'HW version': version(properties),
      },
    ]),
    vMemory: tab((properties) => [
      {
        'Size MiB': value(get(properties, 'config.hardware.memoryMB')),
        'Memory Reservation Locked To Max': get(properties, 'config.memoryReservationLockedToMax') === true,
      },
    ]),
    vTools: tab((properties) => [
      { 'VM Version': version(properties), ...tools(text(get(properties, 'guest.toolsVersionStatus2'))) },
    ]),
    vSnapshot: tab((properties) =>
      get(properties, 'snapshot') === undefined
        ? []
        : [{ Name: 'before the update', Filename: '[ds1] x/x.vmsn', Quiesced: false }],
    ),
    vDisk: tab((_, devices) => devices.filter(isDisk).map((disk) => diskLine(disk, devices))),
    vNetwork: tab((properties, devices) =>
      devices.filter(isNic).map((nic) => nicLine(nic, text(get(properties, 'runtime.host.value')), names, hosts, groups)),
    ),
  };
}

function tools(status: string | undefined): Line {
  switch (status) {
    case 'guestToolsCurrent':
      return { Tools: 'toolsOk', 'Tools Version': 12_389 };
    case 'guestToolsUnmanaged':
      return { Tools: 'toolsOk', 'Tools Version': 2_147_483_647 };
    case 'guestToolsNeedUpgrade':
      return { Tools: 'toolsOld', 'Tools Version': 10_304 };
    case 'guestToolsNotInstalled':
      return { Tools: 'toolsNotInstalled', 'Tools Version': 0 };
    default:
      return { Tools: 'toolsNotRunning', 'Tools Version': 12_389 };
  }
}

function diskLine(disk: Json, devices: readonly Json[]): Line {
  const controller = devices.find((device) => get(device, 'key') === get(disk, 'controllerKey'));
  const lun = text(get(disk, 'backing.lunUuid'));
  return {
    Disk: text(get(disk, 'deviceInfo.label')),
    'Disk Key': String(value(get(disk, 'key'))),
    Raw: lun !== undefined,
    'Disk Mode': text(get(disk, 'backing.diskMode')),
    'Sharing mode': text(get(disk, 'backing.sharing')),
    Thin: get(disk, 'backing.thinProvisioned') === true,
    'Eagerly Scrub': get(disk, 'backing.eagerlyScrub') === true,
    Controller: text(get(controller ?? null, 'deviceInfo.summary')),
    Label: text(get(controller ?? null, 'deviceInfo.label')),
    'SCSI Unit #': value(get(controller ?? null, 'scsiCtlrUnitNumber')),
    'Unit #': value(get(disk, 'unitNumber')),
    'Shared Bus': text(get(controller ?? null, 'sharedBus')),
    Path: text(get(disk, 'backing.fileName')),
    'Raw LUN ID': lun,
    'Raw Comp. Mode': text(get(disk, 'backing.compatibilityMode')),
  };
}

function nicLine(
  nic: Json,
  hostId: string | undefined,
  names: ReadonlyMap<string, string>,
  hosts: readonly PropertiesEntry[],
  groups: readonly PropertiesEntry[],
): Line {
  const key = text(get(nic, 'backing.port.portgroupKey'));
  const network = text(get(nic, 'backing.deviceName')) ?? names.get(key ?? '');
  const host = hosts.find(({ object }) => object.value === hostId)?.properties ?? {};
  const standard = at(host, 'config.network.portgroup').find((group) => get(group, 'spec.name') === network);
  const group = groups.find(({ object }) => object.value === key);
  const dvs = text(get(group?.properties ?? null, 'config.distributedVirtualSwitch.value'));
  return {
    'NIC label': text(get(nic, 'deviceInfo.label')),
    Adapter: text(get(nic, '_typeName'))?.replace('Virtual', ''),
    Network: network,
    Switch: key === undefined ? text(get(standard ?? null, 'spec.vswitchName')) : names.get(dvs ?? ''),
    Connected: get(nic, 'connectable.connected') === true,
    'Starts Connected': get(nic, 'connectable.startConnected') === true,
    'Mac Address': text(get(nic, 'macAddress')),
  };
}

function option(properties: JsonObject, key: string): string | undefined {
  const found = at(properties, 'config.option').find((item) => get(item, 'key') === key);
  const told = get(found ?? null, 'value');
  return told === undefined ? undefined : String(isObject(told) ? told._value : told);
}

function megabytes(bytes: Json | undefined): number | undefined {
  return typeof bytes === 'number' ? Math.floor(bytes / 1024 ** 2) : undefined;
}

function get(from: Json | undefined, path: string): Json | undefined {
  let found: Json | undefined = from;
  for (const key of path.split('.')) found = isObject(found) ? found[key] : undefined;
  return found;
}

function at(from: Json | undefined, path: string): readonly Json[] {
  const found = get(from, path);
  return isArray(found) ? found : [];
}

function text(json: Json | undefined): string | undefined {
  return typeof json === 'string' ? json : undefined;
}

function value(json: Json | undefined): CellValue {
  return typeof json === 'number' || typeof json === 'string' || typeof json === 'boolean' ? json : undefined;
}
