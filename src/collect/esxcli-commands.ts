/** What a script asks a host, `esxcli --formatter=json` each. All only read. */
export const COMMANDS = [
  'system hostname get',
  'system uuid get',
  'system maintenanceMode get',
  'system settings advanced list',
  'network nic list',
  'network nic pauseParams list',
  'network vswitch standard list',
  'network vswitch standard portgroup list',
  'network vswitch dvs vmware list',
  'network ip interface list',
  'network ip interface ipv4 get',
  'network ip route ipv4 list',
  'iscsi software get',
  'iscsi adapter list',
  'iscsi networkportal list',
  'iscsi physicalnetworkportal list',
  'iscsi adapter discovery sendtarget list',
  'iscsi adapter discovery statictarget list',
  'iscsi adapter target portal list',
  'iscsi session connection list',
  'storage nmp device list',
  'storage nmp path list',
  'storage nmp satp rule list',
  'storage core device list',
  'storage core path list',
  'storage filesystem list',
  'storage vmfs extent list',
  'storage vmfs lockmode list',
  'storage nfs list',
] as const;

/** The first command of all: a host that does not answer it in JSON is none that can be asked. */
export const FIRST_COMMAND = 'system version get';

/** Commands about one object each. */
export interface PerObject {
  /** The list whose rows are the objects, and the column that names them. */
  readonly list: string;
  readonly column: string;
  /** Only rows whose column has this value, where others are not asked. */
  readonly only?: { readonly column: string; readonly value: string };
  /** The option that takes the name, and what PowerCLI calls it. */
  readonly option: string;
  readonly argument: string;
  readonly commands: readonly string[];
}

export const PER_OBJECT: readonly PerObject[] = [
  {
    list: 'network vswitch standard portgroup list',
    column: 'Name',
    option: 'p',
    argument: 'portgroupname',
    commands: [
      'network vswitch standard portgroup policy failover get',
      'network vswitch standard portgroup policy security get',
    ],
  },
  {
    list: 'network ip interface list',
    column: 'Name',
    option: 'i',
    argument: 'interfacename',
    commands: ['network ip interface tag get'],
  },
  {
    list: 'iscsi adapter list',
    column: 'Adapter',
    option: 'A',
    argument: 'adapter',
    commands: ['iscsi adapter get', 'iscsi adapter param get'],
  },
  {
    list: 'storage nmp device list',
    column: 'Device',
    only: { column: 'PathSelectionPolicy', value: 'VMW_PSP_RR' },
    option: 'd',
    argument: 'device',
    commands: ['storage nmp psp roundrobin deviceconfig get'],
  },
  {
    list: 'storage vmfs extent list',
    column: 'VolumeName',
    option: 'l',
    argument: 'volumelabel',
    commands: ['storage vmfs reclaim config get'],
  },
];
