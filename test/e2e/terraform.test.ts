import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { exportOf, goodHost, vm } from '../build/index.ts';
import { readFiles } from '../readers/read.ts';
import { type Files, fails, judgeFiles, own } from './run.ts';

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly mode?: 'data';
}

const inherits = {
  teaming_policy: null,
  check_beacon: null,
  notify_switches: null,
  failback: null,
  active_nics: null,
  standby_nics: null,
  allow_promiscuous: null,
  allow_mac_changes: null,
  allow_forged_transmits: null,
};
const vswitch: Resource = {
  type: 'vsphere_host_virtual_switch',
  name: 'iscsi',
  values: {
    id: 'tf-HostVirtualSwitch:host-10:vSwitch1',
    name: 'vSwitch1',
    host_system_id: 'host-10',
    mtu: 1500,
    network_adapters: ['vmnic2', 'vmnic3'],
    active_nics: ['vmnic2', 'vmnic3'],
    standby_nics: [],
    teaming_policy: 'loadbalance_srcid',
    check_beacon: false,
    notify_switches: true,
    failback: true,
    allow_promiscuous: false,
    allow_mac_changes: false,
    allow_forged_transmits: false,
  },
};
const group: Resource = {
  type: 'vsphere_host_port_group',
  name: 'a',
  values: {
    ...inherits,
    name: 'iSCSI-A',
    host_system_id: 'host-10',
    virtual_switch_name: 'vSwitch1',
    vlan_id: 101,
    active_nics: ['vmnic2'],
    standby_nics: [],
    allow_forged_transmits: true,
  },
};
const vnic: Resource = {
  type: 'vsphere_vnic',
  name: 'v1',
  values: {
    id: 'host-10_vmk1',
    host: 'host-10',
    portgroup: 'iSCSI-A',
    mtu: 9000,
    netstack: 'defaultTcpipStack',
    ipv4: [{ dhcp: false, ip: '10.0.1.11', netmask: '255.255.255.0', gw: null }],
  },
};
const host: Resource = { type: 'vsphere_host', name: 'h', mode: 'data', values: { id: 'host-10', name: 'esx01.lab' } };
const machine: Resource = {
  type: 'vsphere_virtual_machine',
  name: 'sql',
  values: {
    name: 'sql01',
    guest_id: 'windows2019srv_64Guest',
    num_cpus: 8,
    memory: 65_536,
    firmware: 'efi',
    scsi_type: 'lsilogic',
    scsi_controller_count: 2,
    scsi_bus_sharing: 'noSharing',
    disk: [
      { label: 'disk0', unit_number: 0, controller_type: 'scsi', disk_sharing: 'sharingNone', disk_mode: 'persistent' },
      { label: 'disk1', unit_number: 22, controller_type: 'scsi', disk_sharing: 'sharingNone', disk_mode: 'persistent' },
    ],
    network_interface: [{ adapter_type: 'e1000', network_id: 'network-7' }],
  },
};
const dvs: Resource = {
  type: 'vsphere_distributed_virtual_switch',
  name: 'd',
  values: { id: '50 2a', name: 'dvs1', max_mtu: 9000, host: [{ host_system_id: 'host-10', devices: ['vmnic4'] }] },
};

const shown = ({ type, name, values, mode = 'managed' as never }: Resource) => ({
  address: `${type}.${name}`,
  mode,
  type,
  name,
  schema_version: 0,
  values,
});
const module = (resources: readonly Resource[], below: readonly Resource[]) => ({
  root_module: { resources: resources.map(shown), child_modules: [{ address: 'module.storage', resources: below.map(shown) }] },
});
const head = { format_version: '1.2', terraform_version: '1.9.5' };
const all = [vswitch, group, vnic, dvs, machine];
const documents = {
  plan: { ...head, planned_values: module([vswitch, machine], [group, vnic, dvs]), prior_state: { values: module([host], []) } },
  state: { ...head, values: module([host, vswitch, machine], [group, vnic, dvs]) },
  'state file': {
    version: 4,
    terraform_version: '1.9.5',
    resources: [host, ...all].map(({ type, name, values, mode = 'managed' as never }) => ({
      mode,
      type,
      name,
      instances: [{ attributes: values }],
    })),
  },
};
const json = (value: unknown) => JSON.stringify(value, null, 2);
const NAMED = { plan: 'plan infra', state: 'state infra', 'state file': 'state infra' } as const;

describe.each(Object.entries(documents))('a Terraform %s', (kind, document) => {
  const title = NAMED[kind as keyof typeof NAMED];

  it('is read as hosts of its own', async () => {
    const { entries, problems } = await readFiles({ 'infra.json': json(document) });
    expect(problems).toEqual([]);
    const rows = Object.fromEntries(entries.map(({ what, value }) => [what, value]));
    const name = `${title}: esx01.lab`;
    expect(rows[`HostSystem ${title}#${name}`]).toMatchObject({ name, plannedBy: title });
    expect(rows[`network vswitch standard list of ${name}`]).toEqual([
      { Name: 'vSwitch1', MTU: 1500, Uplinks: ['vmnic2', 'vmnic3'] },
    ]);
    expect(rows[`network vswitch standard portgroup list of ${name}`]).toEqual([
      { Name: 'iSCSI-A', 'Virtual Switch': 'vSwitch1', 'VLAN ID': 101 },
    ]);
    expect(rows[`network vswitch standard portgroup policy failover get of ${name}`]).toMatchObject({
      'Active Adapters': ['vmnic2'],
      'Standby Adapters': [],
      'Load Balancing': 'loadbalance_srcid',
      'Override Vswitch Uplinks': true,
      'Override Vswitch Load Balancing': false,
    });
    expect(rows[`network vswitch standard portgroup policy security get of ${name}`]).toEqual({
      'Allow Promiscuous': false,
      'Allow MAC Address Change': false,
      'Allow Forged Transmits': true,
    });
    expect(rows[`network ip interface list of ${name}`]).toEqual([
      { Name: 'vmk1', MTU: 9000, Portgroup: 'iSCSI-A', 'Netstack Instance': 'defaultTcpipStack' },
    ]);
    expect(rows[`network vswitch dvs vmware list of ${name}`]).toEqual([
      { Name: 'dvs1', 'VDS ID': '50 2a', MTU: 9000, Uplinks: ['vmnic4'] },
    ]);
    const sql = Object.entries(rows).find(([what]) => what.startsWith('VirtualMachine'))?.[1];
    expect(sql).toMatchObject({
      name: `${title}: sql01`,
      config: {
        hardware: {
          device: [
            { _typeName: 'VirtualLsiLogicController', key: 1000, busNumber: 0 },
            { _typeName: 'VirtualLsiLogicController', key: 1001, busNumber: 1 },
            { key: 2000, controllerKey: 1000, unitNumber: 0 },
            { key: 2024, controllerKey: 1001, unitNumber: 8 },
            { _typeName: 'VirtualE1000' },
          ],
        },
      },
    });
  });

  it('has its findings on its own tokens, and changes nothing of what is', async () => {
    const real = json(exportOf(goodHost(1), vm({ name: 'sql01', host: 'esx01.lab' })));
    const files = { 'infra.json': json(document), 'export.json': real };
    const { report } = await judgeFiles(files);
    expect(own(report.verdicts).map(({ message }) => message)).toEqual([]);
    const planned = fails(report.verdicts).filter(({ location }) => location?.file === 'infra.json');
    const tokens = Object.fromEntries(
      planned.map((verdict) => [`${verdict.ruleId} ${verdict.subject.name}`, token(verdict, files)]),
    );
    expect(tokens).toMatchObject({ 'vswitch-forged-transmits iSCSI-A': 'true' });
    const alone = (await judgeFiles({ 'export.json': real })).report;
    const isPlanned = ({ subject }: Verdict) => JSON.stringify(subject).includes(title);
    expect(report.verdicts.filter((verdict) => !isPlanned(verdict))).toEqual(alone.verdicts);
    expect(report.summary.vms).toBe(alone.summary.vms + 1);
  });
});

describe('a Terraform plan', () => {
  it('leaves unknown what the apply will tell', async () => {
    const fresh: Resource[] = [
      { ...vswitch, values: { name: 'vSwitch1', network_adapters: ['vmnic2'] } },
      { ...group, values: { name: 'iSCSI-A', virtual_switch_name: 'vSwitch1' } },
      { ...vnic, values: { mtu: 9000 } },
      { ...machine, values: { name: 'x', disk: [{ label: 'disk0' }] } },
    ];
    const { entries } = await readFiles({ 'p.json': json({ ...head, planned_values: module(fresh, []) }) });
    const rows = Object.fromEntries(entries.map(({ what, value }) => [what, value]));
    expect(rows['network vswitch standard list of plan p']).toEqual([{ Name: 'vSwitch1', Uplinks: ['vmnic2'] }]);
    expect(rows['network vswitch standard portgroup policy failover get of plan p']).toEqual({});
    expect(rows['network ip interface list of plan p']).toEqual([]);
    expect(rows['VirtualMachine plan p#vsphere_virtual_machine.sql']).toEqual({
      name: 'plan p: x',
      plannedBy: 'plan p',
      config: { hardware: {} },
    });
  });

  it('says so when it has nothing to do with vSphere', async () => {
    const { problems } = await readFiles({ 'p.json': json({ ...head, planned_values: { root_module: {} } }) });
    expect(problems).toEqual([
      'input-format entry Neither this plan nor this state of Terraform has a resource of the vsphere provider that vlint reads.',
    ]);
  });
});

function token({ location }: Verdict, files: Files): string {
  const { file = '', line = 1, column = 1, endColumn = 1 } = location ?? {};
  return (
    String(files[file])
      .split('\n')
      [line - 1]?.slice(column - 1, endColumn - 1) ?? ''
  );
}
