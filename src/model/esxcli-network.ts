import { allKeyed, keyed, type Row } from './esxcli-row.ts';
import type { Known } from './fact.ts';
import { Outputs } from './from-esxcli.ts';
import type { Maybe } from './node.ts';
import type {
  DvPort,
  HostSource,
  Listing,
  PauseFrames,
  PnicSource,
  PortGroupSource,
  SecuritySource,
  SwitchSource,
  TeamingSource,
  VmkSource,
} from './source.ts';

/** What `esxcli network ...` knows of a host. */
export function esxcliNetwork(outputs: Outputs): Pick<HostSource, 'vmks' | 'portGroups' | 'switches' | 'pnics'> {
  return {
    get vmks(): Listing<VmkSource> {
      const all = outputs.listing('network ip interface list', (rows) => allKeyed(rows, 'Name', vmkOfList));
      const bound = keyed(outputs.rows('iscsi networkportal list'), 'Vmknic', vmkOfBinding);
      return {
        all,
        some: [...keyed(outputs.rows('network ip interface ipv4 get'), 'Name', vmkOfIpv4), ...tagged(outputs), ...bound],
      };
    },
    get portGroups(): Listing<PortGroupSource> {
      return {
        all: outputs.listing('network vswitch standard portgroup list', (rows) => allKeyed(rows, 'Name', portGroup)),
        some: [...failoverPolicies(outputs), ...securityPolicies(outputs), ...mentionedPortGroups(outputs)],
      };
    },
    get switches(): Listing<SwitchSource> {
      const standard = outputs.listing('network vswitch standard list', (rows) => allKeyed(rows, 'Name', standardSwitch));
      return { all: standard, some: keyed(outputs.rows('network vswitch dvs vmware list'), 'Name', distributedSwitch) };
    },
    get pnics(): Listing<PnicSource> {
      const frames = keyed(outputs.rows('iscsi physicalnetworkportal list'), 'Vmnic', (row, name) => ({
        name,
        get mtu() {
          return row.number('Max Frame Size');
        },
      }));
      const pauses = keyed(outputs.rows('network nic pauseParams list'), 'NIC', pauseParameters);
      return { all: outputs.listing('network nic list', (rows) => allKeyed(rows, 'Name', pnic)), some: [...frames, ...pauses] };
    },
  };
}

function vmkOfList(row: Row, name: string): VmkSource {
  return {
    name,
    get mtu() {
      return row.number('MTU');
    },
    get portGroup(): Maybe<string | null> {
      const group = row.text('Portgroup');
      if (group !== undefined && group.value !== 'N/A') return group;
      return row.text('VDS Name') && row.get('Portgroup', 'VDS Name').known<string | null>(null);
    },
    get dvPort(): Maybe<DvPort | null> {
      const uuid = row.text('VDS UUID');
      if (uuid === undefined || uuid.value === 'N/A')
        return row.get('VDS UUID').value === undefined ? undefined : row.get('VDS UUID').known<DvPort | null>(null);
      const portKey = row.text('VDS Port');
      return row
        .get('VDS UUID')
        .known<DvPort | null>({ switchUuid: uuid.value, ...(portKey === undefined ? {} : { portKey: portKey.value }) });
    },
    get opaqueNetwork() {
      const network = row.text('Opaque Network ID');
      return network?.value === 'N/A' ? undefined : network;
    },
    get netstack() {
      return row.text('Netstack Instance');
    },
  };
}

function vmkOfIpv4(row: Row, name: string): VmkSource {
  return {
    name,
    get ip() {
      return row.text('IPv4 Address');
    },
    get mask() {
      return row.text('IPv4 Netmask');
    },
    get dhcp() {
      const type = row.text('Address Type');
      return type && row.get('Address Type').known(/dhcp/i.test(type.value));
    },
    get gateway(): Maybe<string | null> {
      const gateway = row.text('Gateway');
      return gateway?.value === '0.0.0.0' ? row.get('Gateway').known<string | null>(null) : gateway;
    },
  };
}

/** What a binding says of its VMkernel adapter: that it is there, and on which standard port group. */
function vmkOfBinding(row: Row, name: string): VmkSource {
  return {
    name,
    get portGroup() {
      return row.text('Vswitch') && row.text('PortGroup');
    },
  };
}

/** esxcli's tag names and VIM's nicType. */
const TAGS: ReadonlyMap<string, string> = new Map([
  ['management', 'management'],
  ['vmotion', 'vmotion'],
  ['faulttolerancelogging', 'faultToleranceLogging'],
  ['vsan', 'vsan'],
  ['vsanwitness', 'vsanWitness'],
  ['witness', 'vsanWitness'],
  ['vspherereplication', 'vSphereReplication'],
  ['vspherereplicationnfc', 'vSphereReplicationNFC'],
  ['vspherebackupnfc', 'vSphereBackupNFC'],
  ['vsphereprovisioning', 'vSphereProvisioning'],
  ['nvmetcp', 'nvmeTcp'],
  ['nvmerdma', 'nvmeRdma'],
]);

/** `network ip interface tag get -i vmkN` prints only the tags: the adapter is in the command. */
function tagged(outputs: Outputs): VmkSource[] {
  return outputs.of('network ip interface tag get').flatMap((answer) => {
    const name = Outputs.option(answer, 'i', 'interface-name');
    const row = outputs.rows('network ip interface tag get')[outputs.of('network ip interface tag get').indexOf(answer)];
    const list = row?.list('Tags');
    if (name === undefined || row === undefined || list === undefined) return [];
    const node = row.get('Tags');
    return [
      {
        name,
        get tags(): Maybe<readonly Known<string>[]> {
          return node.known(
            list.value.map((tag) => node.known(TAGS.get(tag.toLowerCase()) ?? tag)).filter((tag) => tag !== undefined),
          );
        },
      },
    ];
  });
}

function portGroup(row: Row, name: string): PortGroupSource {
  return {
    name,
    get switchName() {
      return row.text('Virtual Switch');
    },
    get vlan() {
      return row.number('VLAN ID');
    },
  };
}

/** Port groups of standard switches that lists of other objects name with their switch. */
function mentionedPortGroups(outputs: Outputs): PortGroupSource[] {
  const of = (command: string, group: string, vswitch: string) =>
    outputs.rows(command).flatMap((row): PortGroupSource[] => {
      const name = row.text(group)?.value;
      const switchName = row.text(vswitch);
      return name === undefined || name === 'N/A' || switchName === undefined ? [] : [{ name, switchName }];
    });
  return [...of('network ip interface list', 'Portgroup', 'Portset'), ...of('iscsi networkportal list', 'PortGroup', 'Vswitch')];
}

/** Load balancing as esxcli and as VIM call it. */
const POLICIES: ReadonlyMap<string, string> = new Map([
  ['srcport', 'loadbalance_srcid'],
  ['portid', 'loadbalance_srcid'],
  ['srcmac', 'loadbalance_srcmac'],
  ['mac', 'loadbalance_srcmac'],
  ['iphash', 'loadbalance_ip'],
  ['explicit', 'failover_explicit'],
]);

function failoverPolicies(outputs: Outputs): PortGroupSource[] {
  const command = 'network vswitch standard portgroup policy failover get';
  return outputs.of(command).flatMap((answer, index) => {
    const name = portGroupName(outputs, Outputs.option(answer, 'p', 'portgroup-name'));
    const row = outputs.rows(command)[index];
    return name === undefined || row === undefined ? [] : [{ name, teaming: failover(row) }];
  });
}

/** The name of a file has told the port group, and blanks do not outlive that: "VM_Network" or "VM-Network" is "VM Network" where that is listed. */
function portGroupName(outputs: Outputs, told: string | undefined): string | undefined {
  const names = outputs.rows('network vswitch standard portgroup list').flatMap((row) => row.text('Name')?.value ?? []);
  if (told === undefined || names.includes(told)) return told;
  const alike = names.filter((name) => ['_', '-'].some((blank) => name.replace(/[^\w.-]/g, blank) === told));
  return alike.length === 1 ? alike[0] : told;
}

function failover(row: Row): TeamingSource {
  return {
    get policy() {
      const policy = row.text('Load Balancing');
      return policy && row.get('Load Balancing').known(POLICIES.get(policy.value.toLowerCase()) ?? policy.value);
    },
    get active() {
      return row.list('Active Adapters');
    },
    get standby() {
      return row.list('Standby Adapters');
    },
    get checkBeacon() {
      const detection = row.text('Network Failure Detection');
      return detection && row.get('Network Failure Detection').known(/beacon/i.test(detection.value));
    },
    get notifySwitches() {
      return row.flag('Notify Switches');
    },
    get rollingOrder() {
      const failback = row.flag('Failback');
      return failback && row.get('Failback').known(!failback.value);
    },
    get overrides() {
      const told = OVERRIDES.map((column) => row.flag(column));
      const [first] = told;
      return told.find((flag) => flag?.value) ?? (told.includes(undefined) ? undefined : first);
    },
  };
}

const OVERRIDES = [
  'Override Vswitch Load Balancing',
  'Override Vswitch Network Failure Detection',
  'Override Vswitch Notify Switches',
  'Override Vswitch Failback',
  'Override Vswitch Uplinks',
] as const;

function securityPolicies(outputs: Outputs): PortGroupSource[] {
  const command = 'network vswitch standard portgroup policy security get';
  return outputs.of(command).flatMap((answer, index) => {
    const name = portGroupName(outputs, Outputs.option(answer, 'p', 'portgroup-name'));
    const row = outputs.rows(command)[index];
    return name === undefined || row === undefined ? [] : [{ name, security: security(row) }];
  });
}

function security(row: Row): SecuritySource {
  return {
    get promiscuous() {
      return row.flag('Allow Promiscuous');
    },
    get macChanges() {
      return row.flag('Allow MAC Address Change');
    },
    get forgedTransmits() {
      return row.flag('Allow Forged Transmits');
    },
  };
}

/** What is set, or what both ends have agreed on where they negotiate it and the NIC tells. */
function pauseParameters(row: Row, name: string): PnicSource {
  return {
    name,
    get pause(): Maybe<PauseFrames> {
      const supported = row.flag('Pause Params Supported');
      const negotiates = row.flag('Auto Negotiation');
      if (supported?.value === false) return row.get('Pause Params Supported').known<PauseFrames>(null);
      if (supported === undefined || negotiates === undefined) return undefined;
      const tells = negotiates.value ? row.flag('Auto Negotiation Resolution Avail') : negotiates;
      if (tells === undefined) return undefined;
      const agreed = tells.value;
      const [receives, sends] = agreed
        ? [row.flag('RX Auto Negotiation Resolution'), row.flag('TX Auto Negotiation Resolution')]
        : [row.flag('Pause RX'), row.flag('Pause TX')];
      if (receives === undefined || sends === undefined) return undefined;
      const place = row.get(agreed ? 'RX Auto Negotiation Resolution' : 'Pause RX');
      return place.known<PauseFrames>({ receives: receives.value, sends: sends.value });
    },
  };
}

function standardSwitch(row: Row, name: string): SwitchSource {
  return {
    name,
    distributed: false,
    get mtu() {
      return row.number('MTU');
    },
    get uplinks() {
      return row.list('Uplinks');
    },
  };
}

function distributedSwitch(row: Row, name: string): SwitchSource {
  const uuid = row.text('VDS ID');
  return {
    name,
    distributed: true,
    ...(uuid === undefined ? {} : { uuid: uuid.value }),
    get mtu() {
      return row.number('MTU');
    },
    get uplinks() {
      return row.list('Uplinks');
    },
  };
}

function pnic(row: Row, name: string): PnicSource {
  return {
    name,
    get speed(): Maybe<number | null> {
      const link = row.text('Link Status', 'Link');
      if (link !== undefined && /^down$/i.test(link.value)) return row.get('Link Status', 'Link').known<number | null>(null);
      const speed = row.number('Speed');
      return speed?.value === 0 ? row.get('Speed').known<number | null>(null) : speed;
    },
    get duplex() {
      const duplex = row.text('Duplex');
      return duplex && row.get('Duplex').known(/full/i.test(duplex.value));
    },
    get mtu() {
      return row.number('MTU');
    },
    get pci() {
      return row.text('PCI Device');
    },
    get mac() {
      return row.text('MAC Address');
    },
  };
}
