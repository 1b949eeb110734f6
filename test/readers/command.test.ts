import { describe, expect, it } from 'vitest';
import { bundleHost, dashedCommand, hintOf, parseCommand } from '../../src/readers/command.ts';

describe('parseCommand', () => {
  it.each([
    ['network nic list', 'network nic list', {}],
    ['esxcli network nic list', 'network nic list', {}],
    ['localcli network nic list', 'network nic list', {}],
    ['esxcli --formatter=json network nic list', 'network nic list', { formatter: 'json' }],
    ['  esxcli   network  nic list ', 'network nic list', {}],
    ['Network NIC List', 'network nic list', {}],
    ['iscsi adapter param get -A vmhba64', 'iscsi adapter param get', { A: 'vmhba64' }],
    ['iscsi adapter param get --adapter=vmhba64', 'iscsi adapter param get', { adapter: 'vmhba64' }],
    [
      'network vswitch standard portgroup policy failover get -p "iSCSI A"',
      'network vswitch standard portgroup policy failover get',
      { p: 'iSCSI A' },
    ],
    [
      "network vswitch standard portgroup policy failover get -p 'iSCSI A'",
      'network vswitch standard portgroup policy failover get',
      { p: 'iSCSI A' },
    ],
    [
      'network vswitch standard portgroup policy failover get --portgroup-name="iSCSI A"',
      'network vswitch standard portgroup policy failover get',
      { 'portgroup-name': 'iSCSI A' },
    ],
    ['system maintenanceMode get', 'system maintenanceMode get', {}],
    ['storage nmp psp roundrobin deviceconfig get -d naa.600', 'storage nmp psp roundrobin deviceconfig get', { d: 'naa.600' }],
    ['hardware pci list', 'hardware pci list', {}],
    ['', '', {}],
  ])('%s', (line, command, options) => {
    const parsed = parseCommand(line);
    expect({ command: parsed.command, options: Object.fromEntries(parsed.options) }).toEqual({ command, options });
  });

  it('takes names of the prototype for options like any other', () => {
    expect(parseCommand('network nic list --__proto__=x').options.get('__proto__')).toBe('x');
  });
});

describe('hintOf', () => {
  it.each([
    ['esx01.lab_network_nic_list.json', 'network nic list', 'esx01.lab', {}],
    ['esx01-network-nic-list.json', 'network nic list', 'esx01', {}],
    ['esx01.lab.network.nic.list.json', 'network nic list', 'esx01.lab', {}],
    ['esx01.lab esxcli network nic list.json', 'network nic list', 'esx01.lab', {}],
    ['10.0.0.11_network_nic_list.json', 'network nic list', '10.0.0.11', {}],
    ['01_esx01_network_nic_list.json', 'network nic list', 'esx01', {}],
    ['dump/esx01.lab/network_nic_list.json', 'network nic list', 'esx01.lab', {}],
    ['dump\\esx01.lab\\network_nic_list.json', 'network nic list', 'esx01.lab', {}],
    ['ESX01_Network_NIC_List.JSON', 'network nic list', 'ESX01', {}],
    ['network_nic_list.json', 'network nic list', undefined, {}],
    ['./network_nic_list.json', 'network nic list', undefined, {}],
    ['esx01_iscsi_adapter_param_get_vmhba64.json', 'iscsi adapter param get', 'esx01', { A: 'vmhba64' }],
    ['esx01_iscsi_adapter_param_get_-A_vmhba64.json', 'iscsi adapter param get', 'esx01', { A: 'vmhba64' }],
    [
      'esx01_network_vswitch_standard_portgroup_policy_failover_get_iSCSI-A.json',
      'network vswitch standard portgroup policy failover get',
      'esx01',
      { p: 'iSCSI-A' },
    ],
    ['commands/localcli_iscsi-adapter-param-get--A-vmhba64.txt', 'iscsi adapter param get', 'commands', { A: 'vmhba64' }],
    [
      'esx-esx01.lab-2026-11-22--05.00-1234567/commands/localcli_storage-nmp-device-list.txt',
      'storage nmp device list',
      'esx01.lab',
      {},
    ],
    ['esx01/json/localcli_storage-filesystem-list--i.json', 'storage filesystem list', 'esx01', {}],
    ['esx01_network_vswitch_standard_portgroup_list.json', 'network vswitch standard portgroup list', 'esx01', {}],
    ['host-28.boundvnics.json', undefined, 'host-28', {}],
    ['esx01.lab.boundvnics.vmhba64.json', undefined, 'esx01.lab', {}],
    ['esx01.lab.querynetworkhint.json', undefined, 'esx01.lab', {}],
    ['hosts.json', undefined, undefined, undefined],
    ['network_nic_listing.json', undefined, undefined, undefined],
  ])('%s', (path, command, host, options) => {
    const hint = hintOf(path);
    expect(hint.command).toBe(command);
    expect(hint.host).toBe(host);
    if (command !== undefined) expect(Object.fromEntries(hint.options ?? [])).toEqual(options);
  });

  it.each([
    ['network-nic-list', 'network nic list'],
    ['storage-filesystem-list--i', 'storage filesystem list'],
    ['storage-core-device-list--d-naa.6001', 'storage core device list -d "naa.6001"'],
    [
      'network-vswitch-standard-portgroup-policy-failover-get--p-VM-Network',
      'network vswitch standard portgroup policy failover get -p "VM-Network"',
    ],
    ['storage-core-device-list---pe-only', undefined],
    ['storage-core-device-world-list', undefined],
    ['network-ip-neighbor-list', undefined],
  ])('the name of a file of a bundle, %s, is the command %s', (name, command) => {
    expect(dashedCommand(name)).toBe(command);
  });

  it.each([
    ['esx-esx01.lab.example-2026-11-22--05.00-1234567.tgz', 'esx01.lab.example'],
    ['esx-esx-07-2026-11-22--05.00-1', 'esx-07'],
    ['10.0.0.11-2021-03-08--14.49-17885597.tgz', '10.0.0.11'],
    ['vm-support.tgz', undefined],
  ])('the bundle %s is of the host %s', (name, host) => {
    expect(bundleHost(name)).toBe(host);
  });

  it('a host that is only the name of the folder is a guess', () => {
    expect(hintOf('monday/network_nic_list.json')).toMatchObject({ host: 'monday', guessed: true });
    expect(hintOf('monday/esx01_network_nic_list.json').guessed).toBeUndefined();
  });
});
