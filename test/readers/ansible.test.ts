import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Estate } from '../../src/model/estate.ts';
import { emptySite } from '../../src/model/site.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { exportOf, goodHost } from '../build/index.ts';
import { type Files, fails, folderOf, judgeFiles, own } from '../e2e/run.ts';
import { readFiles } from './read.ts';

const read = async (files: Files) => {
  const { entries, problems } = await readFiles(files);
  return { problems, rows: Object.fromEntries(entries.map(({ what, value }) => [what, value])) };
};

describe('results of modules', () => {
  it('reads host facts', async () => {
    const facts = {
      ansible_distribution: 'VMware ESXi',
      ansible_distribution_build: '24022510',
      ansible_distribution_version: '8.0.3',
      ansible_hostname: 'esx01.lab',
      ansible_interfaces: ['vmk0'],
      ansible_vmk0: { device: 'vmk0', mtu: 1500, ipv4: { address: '10.0.0.11', netmask: '255.255.255.0' } },
    };
    const { rows, problems } = await read({
      'a.txt': `localhost | SUCCESS => ${JSON.stringify({ ansible_facts: facts, changed: false })}\n`,
    });
    expect(problems).toEqual([]);
    expect(rows).toEqual({
      'system version get of esx01.lab': { Version: '8.0.3', Build: '24022510' },
      'network ip interface list of esx01.lab': [{ Name: 'vmk0', MTU: 1500 }],
      'network ip interface ipv4 get of esx01.lab': {
        Name: 'vmk0',
        'IPv4 Address': '10.0.0.11',
        'IPv4 Netmask': '255.255.255.0',
      },
    });
  });

  it('knows the host of iSCSI results from the inventory, the arguments or not at all', async () => {
    const result = {
      iscsi_properties: {
        iscsi_enabled: true,
        vmhba_name: 'vmhba64',
        port_bind: ['vmk1'],
        iscsi_send_targets: [{ address: '10.0.1.201', port: 3260 }],
      },
    };
    const hosts = async (files: Files) => (await readFiles(files)).entries.map(({ what }) => what);
    expect(await hosts({ 'a.txt': `esx01.lab | SUCCESS => ${JSON.stringify(result)}\n` })).toEqual([
      'iscsi software get of esx01.lab',
      'iscsi adapter discovery sendtarget list of esx01.lab',
      'HostSystem ansible:esx01.lab',
      'QueryBoundVnics of esx01.lab',
    ]);
    const told = { ...result, invocation: { module_args: { esxi_hostname: 'esx02.lab' } } };
    expect(await hosts({ 'a.json': JSON.stringify(told) })).toContain('QueryBoundVnics of esx02.lab');
    expect(await hosts({ 'a.json': JSON.stringify(result) })).toEqual(['QueryBoundVnics of undefined']);
  });

  it.each([
    ['all', ['vmnic0'], ['vmnic0']],
    ['only some', ['vmnic0', 'vusb0'], 'physical NICs of esx01.lab'],
  ])('lists the NICs of a host where the module tells %s of them', async (_, all, expected) => {
    const nic = { device: 'vmnic0', status: 'Connected', actual_speed: 10_000, cdp_info: { devId: 'san-a' } };
    const text = JSON.stringify({ hosts_vmnics_info: { 'esx01.lab': { all, vmnic_details: [nic] } } });
    const ingest = new Ingest();
    await ingest.add({ name: 'a.json', path: join(folderOf({ 'a.json': text }), 'a.json') });
    const [host] = [...new Estate(ingest.entries, emptySite).hosts()];
    ingest.close();
    const pnics = host?.pnics;
    expect(pnics?.known ? pnics.value.map(({ name }) => name) : pnics?.fact).toEqual(expected);
  });

  it.each([
    [
      'a failed host',
      'esx01.lab | FAILED! => {\n    "msg": "secret"\n}\nlocalhost | SUCCESS => {"host_vmk_info": {"a": []}}\n',
      ['input-format 1:1 Ansible has failed on esx01.lab, so that its result is missing.'],
    ],
    [
      'JSON that is none',
      'localhost | SUCCESS => {\n  "host_vmk_info": {"a": [}\n}\n',
      [expect.stringMatching(/^input-format 2:\d+ The result of localhost is no JSON: .*\.$/)],
    ],
    [
      'a cut',
      'localhost | SUCCESS => {\n  "host_vmk_info": {"a": [\n',
      [expect.stringMatching(/^input-truncated \d:\d+ The result of localhost is no JSON: .*\.$/)],
    ],
    [
      'another result',
      'localhost | SUCCESS => {"host_vmk_info": {"a": []}}\nlocalhost | SUCCESS => {"ping": "pong"}\n',
      ['input-format 2:24 This comes from Ansible, but holds no result that vlint reads.'],
    ],
  ])('%s is said with its place', async (_, text, problems) => {
    expect((await readFiles({ 'a.txt': text })).problems).toEqual(problems);
  });

  it('takes a host of the API for no result', async () => {
    const named = { name: 'esx01', config: { product: { fullName: '"host_vmk_info": {' } } };
    expect((await readFiles({ 'a.json': JSON.stringify(named) })).entries.map(({ what }) => what)).toEqual([
      'HostSystem a.json#0',
    ]);
    expect((await readFiles({ 'b.json': JSON.stringify(exportOf(goodHost(1))) })).entries[0]?.what).toMatch(/^HostSystem host-/);
  });
});

const playbook = `---
- name: storage network
  hosts: localhost
  vars:
    big: 9000
    secret: !vault |
      $ANSIBLE_VAULT;1.1;AES256
    uplinks: [vmnic2, vmnic3]
  tasks:
    - name: switch
      community.vmware.vmware_vswitch:
        hostname: vc.lab
        password: '{{ secret }}'
        esxi_hostname: esx01.lab
        switch: vSwitch1
        nics: '{{ uplinks }}'
        mtu: 1500
        teaming: { load_balancing: loadbalance_srcid, active_adapters: [vmnic2, vmnic3] }
    - community.vmware.vmware_portgroup:
        hosts: [esx01.lab]
        switch: vSwitch1
        portgroup: '{{ item.name }}'
        vlan_id: 101
        security: { promiscuous_mode: true }
        teaming: { active_adapters: ['{{ item.nic }}'] }
      loop:
        - { name: iSCSI-A, nic: vmnic2 }
        - { name: iSCSI-B, nic: vmnic3 }
    - block:
        - vmware_vmkernel:
            esxi_hostname: esx01.lab
            device: vmk1
            vswitch_name: vSwitch1
            portgroup_name: iSCSI-A
            mtu: '{{ big }}'
            network: { type: static, ip_address: 10.0.1.11, subnet_mask: 255.255.255.0 }
        - vmware_vmkernel: { esxi_hostname: esx01.lab, device: vmk9, portgroup_name: x, state: absent }
    - community.vmware.vmware_host_iscsi:
        esxi_hostname: esx01.lab
        iscsi_config:
          vmhba_name: vmhba65
          port_bind: [vmk1]
          send_target: { address: 10.0.1.201 }
      register: done
`;

describe('a playbook', () => {
  it('is what it sets up', async () => {
    const { rows, problems } = await read({ 'plays/site.yml': playbook });
    expect(problems).toEqual([]);
    const host = 'playbook site: esx01.lab';
    expect(rows[`HostSystem playbook site#${host}`]).toEqual({
      name: host,
      parent: { type: 'ClusterComputeResource', value: 'playbook site' },
      plannedBy: 'playbook site',
    });
    expect(rows[`network vswitch standard list of ${host}`]).toEqual([
      { Name: 'vSwitch1', MTU: 1500, Uplinks: ['vmnic2', 'vmnic3'] },
    ]);
    expect(rows[`network vswitch standard portgroup list of ${host}`]).toEqual([
      { Name: 'iSCSI-A', 'Virtual Switch': 'vSwitch1', 'VLAN ID': 101 },
      { Name: 'iSCSI-B', 'Virtual Switch': 'vSwitch1', 'VLAN ID': 101 },
    ]);
    expect(rows[`network ip interface list of ${host}`]).toEqual([{ Name: 'vmk1', MTU: 9000, Portgroup: 'iSCSI-A' }]);
    expect(rows[`network ip interface ipv4 get of ${host}`]).toEqual({
      Name: 'vmk1',
      'IPv4 Address': '10.0.1.11',
      'IPv4 Netmask': '255.255.255.0',
      'Address Type': 'static',
    });
    expect(rows[`iscsi networkportal list of ${host}`]).toEqual([{ Adapter: 'vmhba65', Vmknic: 'vmk1' }]);
    expect(rows[`iscsi adapter discovery sendtarget list of ${host}`]).toEqual([
      { Adapter: 'vmhba65', Sendtarget: '10.0.1.201:3260' },
    ]);
  });

  it('has its findings on its own tokens, and apart from the real host', async () => {
    const files = { 'site.yml': playbook, 'export.json': JSON.stringify(exportOf(goodHost(1))) };
    const { verdicts } = (await judgeFiles(files)).report;
    expect(own(verdicts).map(({ message }) => message)).toEqual([]);
    const found = fails(verdicts).filter(({ subject }) => subject.cluster === 'playbook site');
    const at = (ruleId: string) => {
      const { file, line = 0, column = 0, endColumn = 0 } = found.find((verdict) => verdict.ruleId === ruleId)?.location ?? {};
      return [file, playbook.split('\n')[line - 1]?.slice(column - 1, endColumn - 1), line];
    };
    expect(at('mtu-vmk-exceeds-vswitch')).toEqual(['site.yml', '9000', 5]);
    // Nothing that is planned changes what is judged of what there is.
    const alone = (await judgeFiles({ 'export.json': files['export.json'] })).report.verdicts;
    const real = verdicts.filter(({ subject }) => subject.cluster !== 'playbook site');
    expect(real).toEqual(alone);
  });

  it.each([
    ['a template that only a run can tell', 'mtu: \'{{ lookup("x") }}\'', [{ Name: 'vSwitch1' }]],
    ['a variable of the inventory', "mtu: '{{ storage_mtu }}'", [{ Name: 'vSwitch1' }]],
    ['what is left out', 'num_ports: 128', [{ Name: 'vSwitch1' }]],
    ['a variable that leads to itself', "mtu: '{{ circle }}'", [{ Name: 'vSwitch1' }]],
  ])('%s is unknown', async (_, argument, rows) => {
    const text = `- hosts: localhost\n  vars: { circle: '{{ circle }}' }\n  tasks:\n    - vmware_vswitch:\n        esxi_hostname: esx01\n        switch: vSwitch1\n        ${argument}\n`;
    expect((await read({ 'p.yml': text })).rows['network vswitch standard list of playbook p: esx01']).toEqual(rows);
  });

  it.each([
    ['a condition', '    when: x is defined\n'],
    ['a loop over what the file does not hold', "    loop: '{{ switches }}'\n"],
  ])('a task under %s tells nothing for certain', async (_, line) => {
    const task =
      '- hosts: localhost\n  tasks:\n  - vmware_vswitch: { esxi_hostname: esx01, switch: vSwitch1, nics: [vmnic1], mtu: 1500 }\n';
    const switches = async (text: string) => {
      const ingest = new Ingest();
      await ingest.add({ name: 'p.yml', path: join(folderOf({ 'p.yml': text }), 'p.yml') });
      const [host] = [...new Estate(ingest.entries, emptySite).hosts()];
      ingest.close();
      return host?.switches.known;
    };
    expect(await switches(task)).toBe(true);
    expect(await switches(`${task}${line}`)).toBe(false);
  });

  it('is a host for each host that it names, known or not', async () => {
    const text =
      "- vmware_vswitch: { esxi_hostname: '{{ item }}', switch: a }\n  loop: [esx01, esx02]\n- vmware_vswitch: { esxi_hostname: '{{ inventory_hostname }}', switch: b }\n- vmware_vswitch: { switch: c }\n";
    const { entries } = await readFiles({ 'tasks/main.yml': text });
    expect(entries.map(({ what }) => what).filter((what) => what.startsWith('HostSystem'))).toEqual([
      'HostSystem playbook main#playbook main: esx01',
      'HostSystem playbook main#playbook main: esx02',
      'HostSystem playbook main#playbook main: inventory_hostname',
      'HostSystem playbook main#playbook main',
    ]);
  });

  it('says where it is no YAML', async () => {
    const { problems } = await readFiles({ 'p.yml': '- vmware_vswitch:\n    switch: a\n   mtu: 1500\n' });
    expect(problems).toEqual([expect.stringMatching(/^input-format 3:\d+ Not valid YAML: /)]);
  });

  it('stops at more tasks than any playbook has', async () => {
    const tasks = '[*t,*t,*t,*t,*t,*t,*t,*t,*t,*t,*t,*t]';
    const text = `- vars: { x: 1 }\n  tasks:\n  - &t\n    vmware_vswitch: { switch: a }\n  - &b { block: ${tasks} }\n  - &c { block: ${tasks.replaceAll('*t', '*b')} }\n  - &d { block: ${tasks.replaceAll('*t', '*c')} }\n  - { block: ${tasks.replaceAll('*t', '*d')} }\n`;
    const { problems } = await readFiles({ 'p.yml': text });
    expect(problems.map((line) => line.replace(/^\S+ \S+ /, ''))).toEqual([
      expect.stringMatching(/more than 20000 things|alias/i),
    ]);
  });
});
