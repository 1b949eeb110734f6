/** A port of a physical switch and what is plugged into it, for texts and documents as switches print them. */
export interface SwitchPortPlan {
  readonly number: number;
  readonly mtu: number;
  /** Mb/s. */
  readonly speed?: number;
  readonly duplex?: 'full' | 'half';
  readonly access?: number;
  readonly trunk?: { readonly native: number; readonly allowed: string };
  readonly pause?: readonly [receives: boolean, sends: boolean];
  readonly channel?: number;
  readonly host?: string;
  readonly nic?: string;
  readonly mac?: string;
}

const onOff = (flag: boolean | undefined) => (flag ? 'on' : 'off');
const gigabits = ({ speed = 10_000 }: SwitchPortPlan) => `${speed / 1000} Gb/s`;
const dotted = (mac: string) =>
  mac
    .replaceAll(':', '')
    .replace(/(....)(?=.)/g, '$1.')
    .toLowerCase();
const ownMac = (port: SwitchPortPlan) => `5087.89a1.d8${(0x10 + port.number).toString(16)}`;

/** NX-OS: the four outputs as `| json` prints them. */
export const nxos = {
  interfaces: (ports: readonly SwitchPortPlan[]) => ({
    TABLE_interface: {
      ROW_interface: single(
        ports.map((port) => ({
          interface: `Ethernet1/${port.number}`,
          state: 'up',
          admin_state: 'up',
          eth_hw_desc: '1000/10000 Ethernet',
          eth_hw_addr: ownMac(port),
          eth_mtu: String(port.mtu),
          eth_bw: (port.speed ?? 10_000) * 1000,
          eth_mode: port.trunk ? 'trunk' : 'access',
          eth_duplex: port.duplex ?? 'full',
          eth_speed: gigabits(port),
          eth_in_flowctrl: onOff(port.pause?.[0]),
          eth_out_flowctrl: onOff(port.pause?.[1]),
          ...(port.channel === undefined ? {} : { eth_bundle: `port-channel${port.channel}` }),
        })),
      ),
    },
  }),
  switchports: (ports: readonly SwitchPortPlan[]) => ({
    TABLE_interface: {
      ROW_interface: ports.map((port) => ({
        interface: `Ethernet1/${port.number}`,
        switchport: 'Enabled',
        oper_mode: port.trunk ? 'trunk' : 'access',
        access_vlan: String(port.access ?? 1),
        native_vlan: String(port.trunk?.native ?? 1),
        trunk_vlans: port.trunk?.allowed ?? '1-4094',
      })),
    },
  }),
  cdp: (ports: readonly SwitchPortPlan[]) => ({
    neigh_count: String(ports.length),
    TABLE_cdp_neighbor_detail_info: {
      ROW_cdp_neighbor_detail_info: single(
        ports.flatMap((port) =>
          port.host === undefined
            ? []
            : [
                {
                  ifindex: String(436_207_616 + port.number),
                  device_id: port.host,
                  sysname: '',
                  platform_id: 'VMware ESX',
                  intf_id: `Ethernet1/${port.number}`,
                  port_id: port.nic,
                  version: 'Releasebuild-24022510',
                },
              ],
        ),
      ),
    },
  }),
  lldp: (ports: readonly SwitchPortPlan[]) => ({
    TABLE_nbor_detail: {
      ROW_nbor_detail: ports.map((port) => ({
        chassis_type: '6',
        chassis_id: port.nic,
        port_id: dotted(port.mac ?? '00:00:00:00:00:00'),
        l_port_id: `Eth1/${port.number}`,
        port_desc: 'port 12 on dvSwitch dvs1 (etherswitch)',
        sys_name: port.host,
        sys_desc: 'VMware ESX Releasebuild-24022510',
      })),
    },
  }),
};

/** NX-OS prints a table of one row without the array. */
function single<T>(rows: readonly T[]): readonly T[] | T | undefined {
  return rows.length === 1 ? rows[0] : rows;
}

/** The answer of NX-API to several commands. */
export function nxApi(...outputs: readonly (readonly [string, object])[]): object {
  return {
    ins_api: {
      type: 'cli_show',
      version: '1.0',
      sid: 'eoc',
      outputs: {
        output: single(outputs.map(([input, body]) => ({ input, msg: 'Success', code: '200', body }))),
      },
    },
  };
}

/** Arista EOS: outputs as `| json` prints them. */
export const eos = {
  interfaces: (ports: readonly SwitchPortPlan[]) => ({
    interfaces: Object.fromEntries(
      ports.map((port) => [
        `Ethernet${port.number}`,
        {
          name: `Ethernet${port.number}`,
          forwardingModel: 'bridged',
          lineProtocolStatus: 'up',
          interfaceStatus: 'connected',
          hardware: 'ethernet',
          mtu: port.mtu,
          bandwidth: (port.speed ?? 10_000) * 1_000_000,
          duplex: port.duplex === 'half' ? 'duplexHalf' : 'duplexFull',
          physicalAddress: ownMac(port),
        },
      ]),
    ),
  }),
  switchports: (ports: readonly SwitchPortPlan[]) => ({
    switchports: Object.fromEntries(
      ports.map((port) => [
        `Ethernet${port.number}`,
        {
          enabled: true,
          switchportInfo: {
            mode: port.trunk ? 'trunk' : 'access',
            accessVlanId: port.access ?? 1,
            trunkingNativeVlanId: port.trunk?.native ?? 1,
            trunkAllowedVlans: port.trunk?.allowed ?? 'ALL',
          },
        },
      ]),
    ),
  }),
  lldp: (ports: readonly SwitchPortPlan[]) => ({
    lldpNeighbors: Object.fromEntries(
      ports.map((port) => [
        `Ethernet${port.number}`,
        {
          lldpNeighborInfo: [
            {
              chassisIdType: 'interfaceName',
              chassisId: port.nic,
              systemName: port.host,
              systemDescription: 'VMware ESX Releasebuild-24022510',
              neighborInterfaceInfo: {
                interfaceIdType: 'macAddress',
                interfaceId: dotted(port.mac ?? '00:00:00:00:00:00'),
                interfaceDescription: 'port 12 on dvSwitch dvs1 (etherswitch)',
              },
            },
          ],
        },
      ]),
    ),
  }),
};

/** A session as a terminal shows it: each command behind the prompt, then what it prints. */
export function session(prompt: string, ...outputs: readonly (readonly [string, string])[]): string {
  return `${outputs.map(([command, text]) => `${prompt}${command}\n${text}`).join('')}${prompt}\n`;
}

export const nxosText = {
  interfaces: (ports: readonly SwitchPortPlan[]) =>
    ports
      .map((port) =>
        [
          `Ethernet1/${port.number} is up`,
          'admin state is up, Dedicated Interface',
          ...(port.channel === undefined ? [] : [`  Belongs to Po${port.channel}`]),
          `  Hardware: 1000/10000 Ethernet, address: ${ownMac(port)} (bia ${ownMac(port)})`,
          '  Description: uplink of a host',
          `  MTU ${port.mtu} bytes, BW 10000000 Kbit, DLY 10 usec`,
          '  reliability 255/255, txload 1/255, rxload 1/255',
          '  Encapsulation ARPA, medium is broadcast',
          `  Port mode is ${port.trunk ? 'trunk' : 'access'}`,
          `  ${port.duplex ?? 'full'}-duplex, ${gigabits(port)}, media type is 10G`,
          `  Input flow-control is ${onOff(port.pause?.[0])}, output flow-control is ${onOff(port.pause?.[1])}`,
          '  RX',
          '    0 unicast packets  68448 multicast packets  0 broadcast packets',
          '',
          '',
        ].join('\n'),
      )
      .join(''),
  switchports: (ports: readonly SwitchPortPlan[]) =>
    ports.map((port) => switchport(`Ethernet1/${port.number}`, port, '  ')).join(''),
  cdp: (ports: readonly SwitchPortPlan[]) => ports.map((port) => cdp(`Ethernet1/${port.number}`, port)).join(''),
  lldp: (ports: readonly SwitchPortPlan[]) =>
    ports
      .map((port) =>
        [
          `Chassis id: ${port.nic}`,
          `Port id: ${dotted(port.mac ?? '')}`,
          `Local Port id: Eth1/${port.number}`,
          'Port Description: port 12 on dvSwitch dvs1 (etherswitch)',
          `System Name: ${port.host}`,
          'System Description: VMware ESX Releasebuild-24022510',
          'Time remaining: 91 seconds',
          '',
          '',
        ].join('\n'),
      )
      .join(''),
};

export const iosText = {
  interfaces: (ports: readonly SwitchPortPlan[]) =>
    ports
      .map((port) =>
        [
          `TenGigabitEthernet1/0/${port.number} is up, line protocol is up (connected)`,
          `  Hardware is Ten Gigabit Ethernet, address is ${ownMac(port)} (bia ${ownMac(port)})`,
          `  MTU ${port.mtu} bytes, BW 10000000 Kbit/sec, DLY 10 usec,`,
          '     reliability 255/255, txload 1/255, rxload 1/255',
          `  ${port.duplex === 'half' ? 'Half' : 'Full'}-duplex, ${gigabits(port).replace(' ', '')}, link type is auto, media type is 10GBase-SR`,
          `  input flow-control is ${onOff(port.pause?.[0])}, output flow-control is ${port.pause?.[1] ? 'on' : 'unsupported'}`,
          '     0 runts, 0 giants, 0 throttles',
          '',
        ].join('\n'),
      )
      .join(''),
  switchports: (ports: readonly SwitchPortPlan[]) => ports.map((port) => switchport(`Te1/0/${port.number}`, port, '')).join(''),
  cdp: (ports: readonly SwitchPortPlan[]) => ports.map((port) => cdp(`TenGigabitEthernet1/0/${port.number}`, port)).join(''),
  lldp: (ports: readonly SwitchPortPlan[]) =>
    ports
      .map((port) =>
        [
          '------------------------------------------------',
          `Local Intf: Te1/0/${port.number}`,
          `Chassis id: ${port.nic}`,
          `Port id: ${dotted(port.mac ?? '')}`,
          'Port Description: port 12 on dvSwitch dvs1 (etherswitch)',
          `System Name: ${port.host}`,
          '',
          'System Description:',
          'VMware ESX Releasebuild-24022510',
          '',
          '',
        ].join('\n'),
      )
      .join(''),
};

export const eosText = {
  interfaces: (ports: readonly SwitchPortPlan[]) =>
    ports
      .map((port) =>
        [
          `Ethernet${port.number} is up, line protocol is up (connected)`,
          `  Hardware is Ethernet, address is ${ownMac(port)}`,
          `  Ethernet MTU ${port.mtu} bytes , BW 10000000 kbit`,
          `  ${port.duplex === 'half' ? 'Half' : 'Full'}-duplex, ${gigabits(port).replace(' ', '')}, auto negotiation: off, uni-link: n/a`,
          '  Up 14 minutes, 2 seconds',
          '     0 PAUSE input',
          '',
        ].join('\n'),
      )
      .join(''),
  switchports: (ports: readonly SwitchPortPlan[]) => ports.map((port) => switchport(`Et${port.number}`, port, '')).join(''),
  lldp: (ports: readonly SwitchPortPlan[]) =>
    ports
      .map((port) =>
        [
          `Interface Ethernet${port.number} detected 1 LLDP neighbors:`,
          '',
          `  Neighbor ${port.nic}/${dotted(port.mac ?? '')}, age 12 seconds`,
          '  Discovered 0:01:11 ago; Last changed 0:01:11 ago',
          '  - Chassis ID type: Interface name (6)',
          `    Chassis ID     : ${port.nic}`,
          '  - Port ID type: MAC address (3)',
          `    Port ID     : ${dotted(port.mac ?? '')}`,
          '  - Port Description: "port 12 on dvSwitch dvs1 (etherswitch)"',
          `  - System Name: "${port.host}"`,
          '  - IEEE802.1/IEEE802.3 Link Aggregation',
          '    Port ID                : 0',
          '',
          '',
        ].join('\n'),
      )
      .join(''),
};

function switchport(name: string, port: SwitchPortPlan, indent: string): string {
  return [
    `Name: ${name}`,
    `${indent}Switchport: Enabled`,
    `${indent}Administrative Mode: ${port.trunk ? 'trunk' : 'static access'}`,
    `${indent}Operational Mode: ${port.trunk ? 'trunk' : 'static access'}`,
    `${indent}Access Mode VLAN: ${port.access ?? 1} (default)`,
    `${indent}Trunking Native Mode VLAN: ${port.trunk?.native ?? 1} (default)`,
    `${indent}Trunking VLANs Enabled: ${port.trunk?.allowed ?? 'ALL'}`,
    '',
    '',
  ].join('\n');
}

function cdp(name: string, port: SwitchPortPlan): string {
  return [
    '-------------------------',
    `Device ID: ${port.host}`,
    'Entry address(es): ',
    'Platform: VMware ESX,  Capabilities: Switch ',
    `Interface: ${name},  Port ID (outgoing port): ${port.nic}`,
    'Holdtime : 147 sec',
    '',
    'Version :',
    'Releasebuild-24022510',
    '',
    '',
  ].join('\n');
}
