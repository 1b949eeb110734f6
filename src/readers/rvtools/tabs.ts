/** A tab of RVTools: how it is told by its header, and what is read of it. Headers are spelled as `headerKey` spells them. */
export interface Tab {
  readonly name: string;
  /** Headers that tell it from every tab before it in the list. */
  readonly told: readonly string[];
  /** Headers without which nothing can be read. */
  readonly needs: readonly string[];
  /** All that is read. Nothing else stays in memory: notes, licences and tags are left behind. */
  readonly reads: readonly string[];
}

const VM = [
  'vm',
  'powerstate',
  'template',
  'os according to the configuration file',
  'vm id',
  'vm uuid',
  'smbios uuid',
  'host',
  'vi sdk server',
  'vi sdk uuid',
];
const HOST = ['host', 'cluster', 'vi sdk server', 'vi sdk uuid'];
const PATHS = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((path) => [`path ${path}`, `path ${path} state`]);
const SECURITY = ['promiscuous mode', 'mac changes', 'forged transmits'];
const TEAMING = ['policy', 'notify switch', 'rolling order'];

/** Tabs that are read. */
const READ: readonly Tab[] = [
  {
    name: 'vMultiPath',
    told: ['host', 'disk', 'policy', 'path 1'],
    needs: ['host', 'disk'],
    reads: [...HOST, 'disk', 'policy', 'oper. state', ...PATHS, 'vstorage', 'queue depth', 'vendor', 'model', 'uuid'],
  },
  {
    name: 'vSC_VMK',
    told: ['host', 'port group', 'device', 'mtu'],
    needs: ['host', 'device'],
    reads: [...HOST, 'port group', 'device', 'dhcp', 'ip address', 'subnet mask', 'gateway', 'mtu'],
  },
  {
    name: 'vPort',
    told: ['host', 'port group', 'switch', 'vlan'],
    needs: ['host', 'port group', 'switch'],
    reads: [...HOST, 'port group', 'switch', 'vlan', ...SECURITY, ...TEAMING],
  },
  {
    name: 'dvPort',
    told: ['port', 'switch', 'active uplink'],
    needs: ['port', 'switch'],
    reads: [
      'port',
      'switch',
      'vlan',
      'allow promiscuous',
      'mac changes',
      'forged transmits',
      'active uplink',
      'standby uplink',
      ...TEAMING,
      'check beacon',
      'object id',
      'vi sdk server',
      'vi sdk uuid',
    ],
  },
  {
    name: 'dvSwitch',
    told: ['switch', 'max mtu'],
    needs: ['switch'],
    reads: ['switch', 'host members', 'lacp name', 'max mtu', 'object id', 'vi sdk server', 'vi sdk uuid'],
  },
  { name: 'vSwitch', told: ['host', 'switch', 'mtu'], needs: ['host', 'switch'], reads: [...HOST, 'switch', 'mtu'] },
  {
    name: 'vNIC',
    told: ['host', 'network device'],
    needs: ['host', 'network device'],
    reads: [...HOST, 'network device', 'driver', 'speed', 'duplex', 'switch', 'uplink port', 'pci'],
  },
  {
    name: 'vHBA',
    told: ['host', 'device', 'type', 'pci'],
    needs: ['host', 'device', 'type'],
    reads: [...HOST, 'device', 'type', 'pci', 'driver', 'model'],
  },
  {
    name: 'vHost',
    told: ['host', 'esx version'],
    needs: ['host'],
    reads: [
      ...HOST,
      'in maintenance mode',
      '# cores',
      '# memory',
      'ats heartbeat',
      'ats locking',
      'esx version',
      'object id',
      'uuid',
    ],
  },
  {
    name: 'vDatastore',
    told: ['name', 'type', 'hosts', 'capacity mib'],
    needs: ['name', 'type'],
    reads: ['name', 'address', 'type', '# hosts', 'hosts', '# extents', 'major version', 'vi sdk server', 'vi sdk uuid'],
  },
  {
    name: 'vCluster',
    told: ['name', 'numhosts'],
    needs: ['name'],
    reads: ['name', 'drs enabled', 'object id', 'vi sdk server', 'vi sdk uuid'],
  },
  {
    name: 'vDisk',
    told: ['vm', 'disk', 'controller'],
    needs: ['vm', 'disk'],
    reads: [
      ...VM,
      'disk',
      'disk key',
      'raw',
      'disk mode',
      'sharing mode',
      'thin',
      'eagerly scrub',
      'controller',
      'label',
      'unit #',
      'shared bus',
      'path',
      'raw lun id',
      'raw comp. mode',
    ],
  },
  {
    name: 'vNetwork',
    told: ['vm', 'adapter', 'network'],
    needs: ['vm'],
    reads: [...VM, 'nic label', 'adapter', 'network', 'switch', 'connected', 'starts connected'],
  },
  {
    name: 'vTools',
    told: ['vm', 'tools', 'tools version'],
    needs: ['vm'],
    reads: [...VM, 'tools', 'tools version', 'vm version'],
  },
  { name: 'vSnapshot', told: ['vm', 'filename', 'quiesced'], needs: ['vm'], reads: [...VM, 'filename'] },
  { name: 'vCPU', told: ['vm', 'cpus', 'sockets'], needs: ['vm'], reads: [...VM, 'cpus'] },
  {
    name: 'vMemory',
    told: ['vm', 'size mib', 'ballooned'],
    needs: ['vm'],
    reads: [...VM, 'size mib', 'memory reservation locked to max'],
  },
  {
    name: 'vInfo',
    told: ['vm', 'powerstate', 'nics', 'disks'],
    needs: ['vm'],
    reads: [...VM, 'cpus', 'memory', 'nics', 'disks', 'ft state', 'firmware', 'hw version'],
  },
];

/** Tabs that say nothing of networks and storage. All versions are read alike, so that the version is not asked for either. */
const LEFT: readonly Tab[] = [
  ['vMetaData', 'rvtools version', 'server'],
  ['vPartition', 'vm', 'disk', 'consumed mib'],
  ['vCD', 'vm', 'device node', 'device type'],
  ['vUSB', 'vm', 'ehci enabled'],
  ['vSource', 'name', 'api version', 'product line'],
  ['vRP', 'resource pool name'],
  ['vLicense', 'name', 'cost unit', 'used'],
  ['vFileInfo', 'friendly path name'],
  ['vHealth', 'name', 'message', 'message type'],
].map(([name = '', ...told]) => ({ name, told, needs: [], reads: [] }));

export const TABS: readonly Tab[] = [...READ, ...LEFT];

const BY_NAME = new Map(TABS.map((tab) => [tab.name.toLowerCase(), tab]));

/** A tab by the name of a sheet: older versions write tabvInfo, copies RVTools_tabvInfo. */
export function tabNamed(sheet: string): Tab | undefined {
  return BY_NAME.get(
    sheet
      .trim()
      .toLowerCase()
      .replace(/^(?:rvtools_)?(?:tab)?/, ''),
  );
}

/** A tab by its header, whatever it is called; `headers` are spelled as `headerKey` spells them. */
export function tabTold(headers: ReadonlySet<string>): Tab | undefined {
  return TABS.find(({ told }) => told.every((header) => headers.has(header)));
}

/** Versions differ in case, in blanks and in what they call 1024² bytes: "Free % ", "In use MB", "In Use MiB". */
export function headerKey(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\bmb\b/, 'mib')
    .replace(/\bgb\b/, 'gib');
}
