import { describe, expect, it } from 'vitest';
import { readEsxcfg } from '../../src/readers/esxcli/esxcfg.ts';
import { readOutput } from '../../src/readers/esxcli/output.ts';
import type { Line } from '../../src/readers/esxcli/table.ts';
import { esxcliLine, sectionsOf } from '../../src/readers/esxcli/transcript.ts';
import { readVimCmd } from '../../src/readers/esxcli/vim-cmd.ts';
import { readVmkping } from '../../src/readers/esxcli/vmkping.ts';

const linesOf = (text: string): Line[] => text.split('\n').map((line, index) => ({ text: line, number: index + 1 }));
const read = (text: string, command?: string) => readOutput(linesOf(text), command);
/** The text that a value is said to stand at. */
const at = (text: string, output: ReturnType<typeof read>, ...path: (string | number)[]) => {
  const span = output.places.find(output.value, path);
  return span && text.split('\n')[span.line - 1]?.slice(span.column - 1, span.endColumn - 1);
};

describe('a table', () => {
  const nics = [
    'Name     PCI Device    Driver  Link Status  Speed  Duplex   MTU  Description',
    '-------  ------------  ------  -----------  -----  ------  ----  -----------------',
    'vmnic0   0000:01:00.0  igbn    Up            1000  Full    1500  A card, dual port',
    'vmnic10  0000:02:00.0  ixgben  Down             0  Half    9000',
  ].join('\n');

  it('has its columns where the dashes are, numbers at their right', () => {
    const output = read(nics);
    expect(output.command).toBe('network nic list');
    expect(output.value).toMatchObject([
      { Name: 'vmnic0', Speed: '1000', MTU: '1500', Description: 'A card, dual port' },
      { Name: 'vmnic10', Speed: '0', Description: '' },
    ]);
    expect(at(nics, output, 1, 'MTU')).toBe('9000');
    expect(at(nics, output, 0, 'Description')).toBe('A card, dual port');
  });

  it('of localcli has one rule: the header tells the columns', () => {
    const text = [
      'Adapter  Vmknic  MAC Address        MAC Address Valid  Compliant',
      '-'.repeat(65),
      'vmhba38  vmk0    c8:1f:66:f3:f3:4f  true               false',
    ].join('\n');
    const output = read(text);
    expect(output.command).toBe('iscsi logicalnetworkportal list');
    expect(output.value).toEqual([
      { Adapter: 'vmhba38', Vmknic: 'vmk0', 'MAC Address': 'c8:1f:66:f3:f3:4f', 'MAC Address Valid': 'true', Compliant: 'false' },
    ]);
  });

  it('that has lost its blanks is read as far as its rows are told apart', () => {
    const text = [
      'Adapter Vmnic MAC Address MAC Address Valid Current Speed Max Speed Max Frame Size',
      '------- ------ ----------------- ----------------- ------------- --------- --------------',
      'vmhba33 vmnic4 00:50:56:17:16:a5 true 1000 1000 9000',
      'vmhba33 vmnic5 true 1000 1000 9000',
    ].join('\n');
    const output = read(text);
    expect(output.value).toMatchObject([{ Vmnic: 'vmnic4', 'Max Frame Size': '9000' }]);
    expect(output.faults.map(({ line }) => line)).toEqual([4]);
    expect(at(text, output, 0, 'Max Frame Size')).toBe('9000');
  });

  it('gives no row where a value could belong to two columns', () => {
    const text = [
      'Name Virtual Switch Active Clients VLAN ID',
      '---- -------------- -------------- -------',
      'iSCSI A vSwitch 1 0 101',
    ].join('\n');
    expect(read(text)).toMatchObject({ value: [], faults: [{ line: 3 }] });
  });

  it('with tabs was not printed so', () => {
    expect(read(nics.replace('igbn    Up', 'igbn\tUp')).faults).toHaveLength(1);
  });
});

describe('a list of structures', () => {
  const one = [
    'naa.1',
    '   Device Display Name: X iSCSI Disk (naa.1)',
    '   Path Selection Policy: VMW_PSP_RR',
    '   Is USB: false',
  ];
  const two = one.map((line) => line.replaceAll('naa.1', 'naa.2').replace('RR', 'FIXED'));
  const policies = (text: string) =>
    (read(text).value as Record<string, string>[]).map((row) => [row.Device, row['Path Selection Policy']]);

  it.each([
    ['with headings and indentation', [...one, '', ...two].join('\n')],
    ['without empty lines', [...one, ...two].join('\n')],
    ['of localcli, with colons behind the headings', [...one, '', ...two].join('\n').replaceAll(/^(naa\.\d)$/gm, '$1:')],
    ['that has lost its indentation', [...one, '', ...two].join('\n').replaceAll(/^ +/gm, '')],
    ['that has lost indentation and empty lines', [...one, ...two].join('\n').replaceAll(/^ +/gm, '')],
  ])('%s', (_, text) => {
    expect(policies(text)).toEqual([
      ['naa.1', 'VMW_PSP_RR'],
      ['naa.2', 'VMW_PSP_FIXED'],
    ]);
    expect(read(text).command).toBe('storage nmp device list');
  });

  it('keeps what lies deeper out of the structure', () => {
    const text = [
      'dvs1',
      '   Name: dvs1',
      '   VDS ID: 50 2c',
      '   MTU: 9000',
      '   Uplinks: vmnic2',
      '   DVPort:',
      '         Client: vmnic2',
      '         MTU: 1',
      '',
      '         Client: vmk1',
    ].join('\n');
    expect(read(text).value).toMatchObject([{ Name: 'dvs1', MTU: '9000', Uplinks: 'vmnic2' }]);
  });

  it('begins again with its first key where no heading was pasted', () => {
    const text = [
      'Adapter: vmhba36',
      'Vmknic: vmk1',
      'Compliant Status: compliant',
      'Adapter: vmhba36',
      'Vmknic: vmk2',
      'Compliant Status: compliant',
    ].join('\n');
    expect(read(text)).toMatchObject({ command: 'iscsi networkportal list', value: [{ Vmknic: 'vmk1' }, { Vmknic: 'vmk2' }] });
  });
});

describe('a session', () => {
  const commands = (text: string) =>
    sectionsOf(text.split('\n')).map(({ command, host, output }) => [host, command, output.length]);

  it.each([
    ['[root@esx01:~] esxcli network nic list', 'esx01', 'esxcli network nic list'],
    ['[root@esx01.lab.example:/vmfs/volumes] esxcli iscsi software get', 'esx01.lab.example', 'esxcli iscsi software get'],
    ['root@esx01:~ # esxcfg-vswitch -l', 'esx01', 'esxcfg-vswitch -l'],
    ['~ # esxcli network nic list', undefined, 'esxcli network nic list'],
    ['# esxcli network nic list', undefined, 'esxcli network nic list'],
    ['$ esxcli network nic list', undefined, 'esxcli network nic list'],
    ['=== esxcli network nic list ===', undefined, 'esxcli network nic list'],
    ['esxcli network nic list', undefined, 'esxcli network nic list'],
    ['localcli storage nmp device list', undefined, 'localcli storage nmp device list'],
  ])('%s', (line, host, command) => {
    expect(commands(`${line}\nname: x`)).toEqual([[host, command, 1]]);
  });

  it.each([
    '   Name: vmk0',
    'vmhba36:',
    'naa.1',
    '------  ----',
    'vSwitch0         5632        6',
    'Path Selection Policy Device Config: {policy=rr,iops=1000}',
  ])('takes no output for a command: %s', (line) => {
    expect(commands(line)).toEqual([[undefined, undefined, 1]]);
  });

  it('tells what a filter has been at', () => {
    expect(esxcliLine('esxcli storage nmp path list | grep -A 1 naa')).toEqual({ line: 'storage nmp path list', filtered: true });
    expect(esxcliLine('esxcli network nic list > /tmp/nics.txt')).toEqual({ line: 'network nic list', filtered: false });
  });
});

describe('older commands', () => {
  it('esxcfg-vswitch -l', () => {
    const text = [
      'Switch Name      Num Ports   Used Ports  Configured Ports  MTU     Uplinks',
      'vSwitch1         5632        6           128               9000    vmnic2,vmnic3',
      '',
      '  PortGroup Name        VLAN ID  Used Ports  Uplinks',
      '  iSCSI A               101      1           vmnic2',
      '',
      'DVS Name         Num Ports   Used Ports  Configured Ports  MTU     Uplinks',
      'dvs one          5632        9           512               1500    vmnic4',
      '',
      '  DVPort ID           In Use      Client',
      '  10                  1           vmnic4',
    ].join('\n');
    expect(readEsxcfg('esxcfg-vswitch -l', linesOf(text))).toMatchObject([
      { command: 'network vswitch standard list', value: [{ Name: 'vSwitch1', MTU: '9000', Uplinks: 'vmnic2,vmnic3' }] },
      {
        command: 'network vswitch standard portgroup list',
        value: [{ Name: 'iSCSI A', 'Virtual Switch': 'vSwitch1', 'VLAN ID': '101' }],
      },
      { command: 'network vswitch dvs vmware list', value: [{ Name: 'dvs one', MTU: '1500', Uplinks: 'vmnic4' }] },
    ]);
  });

  it('esxcfg-vmknic -l, with and without the newer columns', () => {
    const text = [
      'Interface  Port Group/DVPort   IP Family IP Address      Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type    NetStack',
      'vmk1       iSCSI A             IPv4      10.0.1.11       255.255.255.0   10.0.1.255      00:50:56:77:bc:e6 9000    65535     true    STATIC  defaultTcpipStack',
      'vmk1       iSCSI A             IPv6      fe80::250:56ff:fe77:bce6 64     00:50:56:77:bc:e6 9000    65535     true    STATIC, PREFERRED defaultTcpipStack',
      'vmk2       17                  IPv4      10.0.2.11       255.255.255.0   10.0.2.255      00:50:56:77:bc:e7 1500    65535     true    DHCP    vmotion',
      'vmk3 vMotion A 10.11.3.2 255.255.255.0 10.11.3.255 00:50:56:74:8d:ed 1500',
    ].join('\n');
    const [interfaces, addresses] = readEsxcfg('esxcfg-vmknic -l', linesOf(text)) ?? [];
    expect(interfaces?.value).toMatchObject([
      { Name: 'vmk1', Portgroup: 'iSCSI A', MTU: '9000', 'Netstack Instance': 'defaultTcpipStack' },
      { Name: 'vmk2', MTU: '1500', 'Netstack Instance': 'vmotion' },
      { Name: 'vmk3', Portgroup: 'vMotion A', MTU: '1500' },
    ]);
    expect(interfaces?.value[1]).not.toHaveProperty('Portgroup');
    expect(addresses?.value).toMatchObject([
      { 'IPv4 Address': '10.0.1.11', 'Address Type': 'STATIC' },
      { 'Address Type': 'DHCP' },
      {},
    ]);
  });

  it('esxcfg-nics -l', () => {
    const text = [
      'Name    PCI          Driver      Link Speed      Duplex MAC Address       MTU    Description',
      'vmnic0  0000:02:00.0 ntg3        Up   1000Mbps   Full   68:05:ca:00:00:01 1500   Some Corporation NIC',
      'vmnic1  0000:02:00.1 ntg3        Down 0Mbps      Half   68:05:ca:00:00:02 9000   Some Corporation NIC',
    ].join('\n');
    expect(readEsxcfg('esxcfg-nics -l', linesOf(text))).toMatchObject([
      {
        command: 'network nic list',
        value: [
          { Name: 'vmnic0', Speed: '1000', MTU: '1500' },
          { 'Link Status': 'Down', Duplex: 'Half' },
        ],
      },
    ]);
  });

  it('vim-cmd hostsvc/net/query_networkhint', () => {
    const text = [
      '(vim.host.PhysicalNic.NetworkHint) [',
      '   (vim.host.PhysicalNic.NetworkHint) {',
      '      device = "vmnic2",',
      '      network = <unset>,',
      '      connectedSwitchPort = (vim.host.PhysicalNic.CdpInfo) {',
      '         devId = "san-a",',
      '         mtu = 9216,',
      '         fullDuplex = true,',
      '      },',
      '      lldpInfo = (vim.host.PhysicalNic.LldpInfo) null,',
      '   },',
      ']',
    ].join('\n');
    const dump = readVimCmd(linesOf(text));
    expect(dump?.value).toEqual([{ device: 'vmnic2', connectedSwitchPort: { devId: 'san-a', mtu: 9216, fullDuplex: true } }]);
    expect(dump?.places.find(dump.value, [0, 'connectedSwitchPort', 'devId'])).toEqual({ line: 6, column: 19, endColumn: 24 });
  });

  it.each([
    [
      'vmkping -I vmk1 -d -s 8972 10.0.1.201',
      '3 packets transmitted, 3 packets received, 0% packet loss',
      { vmk: 'vmk1', size: '8972', df: true, result: 'pass' },
    ],
    ['vmkping -d -I vmk1 -s 8972 -c 5 10.0.1.201', 'sendto() failed (Message too long)', { df: true, result: 'fail' }],
    [
      'vmkping ++netstack=default -I vmk2 -s 1472 10.0.1.201',
      '3 packets transmitted, 0 packets received, 100% packet loss',
      { vmk: 'vmk2', df: false, result: 'fail' },
    ],
    ['vmkping -I vmk1 -d -s 8972 10.0.1.201', '3 packets transmitted, 1 packets received, 66.6% packet loss', { result: 'some' }],
  ])('%s: %s', (command, summary, expected) => {
    expect(readVmkping(command, linesOf(`PING 10.0.1.201 (10.0.1.201)\n\n${summary}`))?.value).toMatchObject([expected]);
  });

  it('a vmkping that was cut, or names no adapter, tells nothing', () => {
    expect(readVmkping('vmkping -I vmk1 10.0.1.201', linesOf('PING 10.0.1.201'))).toBeUndefined();
    expect(readVmkping('vmkping 10.0.1.201', linesOf('1 packets transmitted, 1 packets received'))).toBeUndefined();
  });
});
