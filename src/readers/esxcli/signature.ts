/** The columns or fields of a command by the names that its text shows, the telling ones first. */
interface Signature {
  readonly command: string;
  /** All of them must be there. */
  readonly telling: readonly string[];
  /** The further columns of a table, so that a header that has lost its blanks can be taken apart. */
  readonly columns?: readonly string[];
}

const SIGNATURES: readonly Signature[] = [
  {
    command: 'network nic list',
    telling: ['PCI Device', 'Duplex', 'MTU'],
    columns: ['Name', 'Driver', 'Admin Status', 'Link Status', 'Link', 'Speed', 'MAC Address', 'Description'],
  },
  {
    command: 'network ip interface ipv4 get',
    telling: ['IPv4 Address', 'IPv4 Netmask', 'Address Type'],
    columns: ['Name', 'IPv4 Broadcast', 'Gateway', 'DHCP DNS'],
  },
  { command: 'network ip interface list', telling: ['Portset', 'Portgroup', 'MAC Address', 'MTU'] },
  { command: 'network vswitch standard list', telling: ['Configured Ports', 'Beacon Interval', 'Uplinks'] },
  { command: 'network vswitch dvs vmware list', telling: ['VDS ID', 'Uplinks'] },
  {
    command: 'network vswitch standard portgroup list',
    telling: ['Virtual Switch', 'Active Clients', 'VLAN ID'],
    columns: ['Name'],
  },
  { command: 'network vswitch standard portgroup policy failover get', telling: ['Load Balancing', 'Network Failure Detection'] },
  { command: 'network vswitch standard portgroup policy security get', telling: ['Allow Promiscuous', 'Allow Forged Transmits'] },
  {
    command: 'network ip route ipv4 list',
    telling: ['Network', 'Netmask', 'Gateway', 'Interface'],
    columns: ['Source'],
  },
  {
    command: 'network nic pauseParams list',
    telling: ['Pause Params Supported', 'Pause RX'],
    columns: [
      'NIC',
      'Pause TX',
      'Auto Negotiation',
      'Auto Negotiation Resolution Avail',
      'RX Auto Negotiation Resolution',
      'TX Auto Negotiation Resolution',
    ],
  },
  { command: 'iscsi networkportal list', telling: ['Vmknic', 'Compliant Status'] },
  {
    command: 'iscsi logicalnetworkportal list',
    telling: ['Vmknic', 'Compliant', 'MAC Address Valid'],
    columns: ['Adapter', 'MAC Address'],
  },
  {
    command: 'iscsi physicalnetworkportal list',
    telling: ['Vmnic', 'Max Frame Size'],
    columns: ['Adapter', 'MAC Address', 'MAC Address Valid', 'Current Speed', 'Max Speed'],
  },
  { command: 'iscsi adapter discovery sendtarget list', telling: ['Adapter', 'Sendtarget'] },
  {
    command: 'iscsi adapter discovery statictarget list',
    telling: ['Adapter', 'Target Name', 'Target Address'],
    columns: ['Target Address'],
  },
  { command: 'iscsi adapter target portal list', telling: ['Adapter', 'Target', 'IP', 'Tpgt'], columns: ['Port'] },
  {
    command: 'iscsi adapter target list',
    telling: ['Adapter', 'Target', 'Discovery Method'],
    columns: ['Alias', 'Max Cons', 'Last Error'],
  },
  { command: 'iscsi adapter param get', telling: ['Current', 'Default', 'Settable', 'Inherit'], columns: ['Name', 'Min', 'Max'] },
  { command: 'iscsi session connection list', telling: ['Connection Address', 'Remote Address'] },
  { command: 'iscsi session list', telling: ['ISID', 'Target Portal Group Tag'] },
  {
    command: 'storage core adapter list',
    telling: ['HBA Name', 'Link State'],
    columns: ['Driver', 'UID', 'Capabilities', 'Description'],
  },
  { command: 'iscsi adapter list', telling: ['Adapter', 'UID', 'State'], columns: ['Driver', 'Description'] },
  { command: 'storage nmp device list', telling: ['Device Display Name', 'Path Selection Policy'] },
  { command: 'storage hpp device list', telling: ['Device Display Name', 'Path Selection Scheme'] },
  { command: 'storage nmp path list', telling: ['Runtime Name', 'Group State'] },
  { command: 'storage core path list', telling: ['Runtime Name', 'Target Identifier', 'Transport'] },
  { command: 'storage core device list', telling: ['Devfs Path', 'Multipath Plugin'] },
  { command: 'storage nmp psp roundrobin deviceconfig get', telling: ['IOOperation Limit', 'Limit Type'] },
  {
    command: 'storage nmp satp rule list',
    telling: ['Rule Group', 'Claim Options', 'Default PSP'],
    columns: ['Name', 'Device', 'Vendor', 'Model', 'Driver', 'Transport', 'Options', 'PSP Options', 'Description'],
  },
  { command: 'storage nmp satp list', telling: ['Default PSP', 'Description'], columns: ['Name'] },
  {
    command: 'storage vmfs extent list',
    telling: ['VMFS UUID', 'Extent Number'],
    columns: ['Volume Name', 'Device Name', 'Partition'],
  },
  {
    command: 'storage vmfs lockmode list',
    telling: ['Locking Mode', 'ATS Compatible'],
    columns: ['Volume Name', 'UUID', 'Type', 'ATS Upgrade Modes', 'ATS Incompatibility Reason'],
  },
  {
    command: 'storage filesystem list',
    telling: ['Mount Point', 'UUID', 'Mounted'],
    columns: ['Volume Name', 'Type', 'Size', 'Free'],
  },
  {
    command: 'storage nfs list',
    telling: ['Volume Name', 'Host', 'Share', 'Accessible'],
    columns: ['Mounted', 'Read-Only', 'isPE', 'Hardware Acceleration'],
  },
  { command: 'system version get', telling: ['Product', 'Version', 'Build'] },
  { command: 'system hostname get', telling: ['Fully Qualified Domain Name', 'Host Name'] },
  { command: 'system settings advanced list', telling: ['Path', 'Type', 'Int Value', 'Default Int Value'] },
];

const PLAIN = SIGNATURES.map(({ command, telling }) => ({ command, telling: telling.map(plain) }));

/** The command that prints rows with these members; the formatters spell their names differently. */
export function commandOf(members: Iterable<string>): string | undefined {
  const names = new Set([...members].map(plain));
  return PLAIN.find(({ telling }) => telling.every((name) => names.has(name)))?.command;
}

/** The columns of a command's table, as far as they are known. */
export function columnsOf(command: string): readonly string[] | undefined {
  const found = SIGNATURES.find((signature) => signature.command === command);
  return found && [...found.telling, ...(found.columns ?? [])];
}

/** The command of a table by its header, though that may have lost its blanks. */
export function commandOfHeader(header: string): string | undefined {
  const text = header.trim().replace(/\s+/g, ' ');
  const has = (name: string) => ` ${text} `.includes(` ${name} `);
  return SIGNATURES.find(({ telling, columns }) => telling.every(has) && (columns !== undefined || telling.length > 1))?.command;
}

function plain(name: string): string {
  return name.replace(/[^0-9a-z]/gi, '').toLowerCase();
}
