import { describe, expect, it } from 'vitest';
import type { Verdict } from '../src/findings/report.ts';
import {
  cluster,
  datastore,
  dvpg,
  dvs,
  dvsHost,
  esxcli,
  goodHost,
  type HostDescription,
  native,
  type Part,
  type Patch,
  presetLuns,
  twoSubnetHost,
  type VmDescription,
  vm,
} from './build/index.ts';
import { catalog, fails, judgeFiles, own } from './e2e/run.ts';

/**
 * Tricky cases of the trade, numbered as in the list that they were agreed in. `+rule level` must fire, `-rule` must be decided and must not
 * fire, `?rule` cannot be told. Behind a blank: the object that it is about; without one, all of them.
 */
interface Case {
  readonly row: string;
  readonly facts: string;
  readonly estate: readonly Part[];
  readonly expected: readonly string[];
}

const [lun] = presetLuns;
const seven = { version: '7.0.3' } as const;
const noHints = { vmnic2: { cdp: undefined }, vmnic3: { cdp: undefined } } as const;
const windows = { guestId: 'windows2019srv_64Guest', guestName: 'Microsoft Windows Server 2019 (64-bit)' } as const;

function host(patch: Patch<HostDescription>, n = 1): HostDescription {
  return goodHost(n, { ...seven, ...patch });
}

function twoFabrics(patch: Patch<HostDescription>, n = 1): HostDescription {
  return twoSubnetHost(n, { ...seven, ...patch });
}

/** A node of a Windows cluster with the preset LUN as its shared disk. */
function node(name: string, on: string, patch: Partial<VmDescription> = {}) {
  return vm({
    name,
    host: on,
    ...windows,
    controllers: { scsi0: 'lsisas', scsi1: { kind: 'lsisas', sharedBus: 'physicalSharing' } },
    disks: ['scsi0:0', { at: 'scsi1:0', rdm: { device: lun, mode: 'physicalMode' } }],
    ...patch,
  });
}

const noVolumes = { ds1: undefined } as const;
const nodes = [node('sql01', 'esx01.lab'), node('sql02', 'esx02.lab')];
const pair = (patch: Patch<HostDescription>) => [
  host({ vmfs: noVolumes, ...patch }),
  host({ vmfs: noVolumes, ...patch }, 2),
  ...nodes,
];

const equalLogic = { vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL' } as const;
const inherit = { active: undefined } as const;

const cases: readonly Case[] = [
  {
    row: '1',
    facts:
      'EqualLogic: two bound adapters and an unbound heartbeat adapter with the lowest address in their subnet, over both uplinks; jumbo frames',
    estate: [
      host({
        pnics: { vmnic2: undefined, vmnic3: undefined, vmnic7: {}, vmnic11: {} },
        vswitches: {
          vSwitch1: {
            uplinks: ['vmnic7', 'vmnic11'],
            portGroups: {
              'iSCSI-A': { active: ['vmnic7'] },
              'iSCSI-B': { active: ['vmnic11'] },
              'iSCSI-heartbeat': { vlan: 101 },
            },
          },
        },
        vmks: {
          vmk1: { ip: '10.10.3.56/24' },
          vmk2: { ip: '10.10.3.57/24' },
          vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.10.3.55/24', mtu: 9000 },
        },
        adapters: { vmhba64: { sendTargets: ['10.10.3.10'] } },
        luns: { [lun]: equalLogic, [presetLuns[1]]: equalLogic },
      }),
    ],
    expected: [
      '-portbind-one-active-uplink',
      '-iscsi-vmk-shares-subnet-with-other-vmk',
      '-iscsi-vmk-multihomed-unbound',
      '+jumbo-unvalidated note vmk1',
      '+jumbo-unvalidated note vmk2',
    ],
  },
  {
    row: '3',
    facts: 'two subnets on two switches, targets in both, both adapters bound, ESXi 6.0',
    estate: [twoFabrics({ version: '6.0.0', defaultGateway: undefined, adapters: { vmhba64: { bound: ['vmk1', 'vmk2'] } } })],
    expected: [
      '+portbind-multi-subnet error vmk1',
      '+portbind-multi-subnet error vmk2',
      '+portbind-target-unreachable error vmk1',
      '+portbind-target-unreachable error vmk2',
    ],
  },
  {
    row: '5',
    facts: 'two unbound adapters in one subnet on one switch, default teaming',
    estate: [
      host({
        vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': inherit, 'iSCSI-B': inherit } } },
        adapters: { vmhba64: { bound: [] } },
      }),
    ],
    expected: ['+iscsi-vmk-multihomed-unbound error', '-portbind-one-active-uplink'],
  },
  {
    row: '7',
    facts: 'a bound adapter whose port group inherits two active uplinks',
    estate: [host({ vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': inherit } } } })],
    expected: ['+portbind-one-active-uplink error vmk1', '-portbind-one-active-uplink vmk2'],
  },
  {
    row: '9',
    facts: 'a bound adapter on a switch with one physical NIC, its port group inherits',
    estate: [
      host({
        vswitches: { vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-A': inherit, 'iSCSI-B': undefined } } },
        vmks: { vmk2: undefined },
        adapters: { vmhba64: { bound: ['vmk1'] } },
      }),
    ],
    expected: ['-portbind-one-active-uplink vmk1', '-portbind-standby-uplink vmk1'],
  },
  {
    row: '11',
    facts: 'a bound adapter on a distributed port group whose active uplink is a LAG',
    estate: [
      dvs({ name: 'dvs1', maxMtu: 9000, lags: { lag1: {} } }),
      dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', vlan: 101, active: ['lag1'] }),
      dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', vlan: 101, active: ['Uplink 1'] }),
      dvsHost(1, {
        ...seven,
        proxySwitches: {
          dvs1: { uplinks: { 'Uplink 1': 'vmnic4', 'Uplink 2': undefined }, lags: { lag1: ['vmnic2', 'vmnic3'] } },
        },
      }),
    ],
    expected: ['+portbind-with-lag error vmk1', '-portbind-with-lag vmk2'],
  },
  {
    row: '13',
    facts: 'a bound adapter with one active uplink and IP hash',
    estate: [host({ vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { policy: 'loadbalance_ip' } } } } })],
    expected: ['+iscsi-teaming-ip-hash error vmk1', '-iscsi-teaming-ip-hash vmk2'],
  },
  {
    row: '15',
    facts: 'two bound adapters on one physical NIC',
    estate: [host({ vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] } } } } })],
    expected: ['+portbind-shared-uplink error'],
  },
  {
    row: '15, EqualLogic',
    facts: 'three bound adapters on two physical NICs, as EqualLogic recommends',
    estate: [
      host({
        vswitches: {
          vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] }, 'iSCSI-C': { vlan: 101, active: ['vmnic3'] } } },
        },
        vmks: { vmk3: { portGroup: 'iSCSI-C', ip: '10.0.1.150/24', mtu: 9000 } },
        adapters: { vmhba64: { bound: ['vmk1', 'vmk2', 'vmk3'] } },
        luns: { [lun]: equalLogic, [presetLuns[1]]: equalLogic },
      }),
    ],
    expected: ['-portbind-shared-uplink'],
  },
  {
    row: '17',
    facts: 'a bound adapter that is tagged for vMotion',
    estate: [host({ vmks: { vmk1: { tags: ['vmotion'] } } })],
    expected: ['+iscsi-vmk-service-tagged error vmk1', '-iscsi-vmk-service-tagged vmk2'],
  },
  {
    row: '19',
    facts: 'a trunk port group with a VM on the switch of the iSCSI adapters',
    estate: [
      host({ vswitches: { vSwitch1: { portGroups: { trunk: { vlan: 4095 } } } } }),
      vm({ name: 'fw01', host: 'esx01.lab', nics: ['trunk'] }),
    ],
    expected: ['+iscsi-vlan-shared-with-vm-portgroup warning trunk'],
  },
  {
    row: '21',
    facts: 'converged: a distributed switch over two 25 GbE NICs with Network I/O Control, VMs and iSCSI in VLANs of their own',
    estate: [
      dvs({ name: 'dvs1', maxMtu: 9000, nioc: true }),
      dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', vlan: 101, active: ['Uplink 1'] }),
      dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', vlan: 101, active: ['Uplink 2'] }),
      dvpg({ key: 'dvportgroup-23', name: 'Servers', dvs: 'dvs1', vlan: 20 }),
      dvsHost(1, { ...seven, pnics: { vmnic2: { speed: 25_000 }, vmnic3: { speed: 25_000 } } }),
      vm({ name: 'web01', host: 'esx01.lab', nics: [{ dvpg: 'dvportgroup-23', dvs: 'dvs1' }] }),
    ],
    expected: ['-iscsi-uplink-shared', '-iscsi-vswitch-shared-with-vms'],
  },
  {
    row: '23',
    facts: 'adapters at 1500 on a switch at 9000 in front of ports at 9216',
    estate: [host({ vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } })],
    expected: ['-mtu-vmk-exceeds-vswitch', '-mtu-physical-switch-too-small', '+mtu-jumbo-switch-only note vSwitch1'],
  },
  {
    row: '25',
    facts: 'adapters and switch at 9000, both ports report 1500',
    estate: [host({ pnics: { vmnic2: { cdp: { mtu: 1500 } }, vmnic3: { cdp: { mtu: 1500 } } } })],
    expected: ['+mtu-physical-switch-too-small warning', '+jumbo-unvalidated note'],
  },
  {
    row: '27',
    facts: 'adapters at 9000, no CDP, LLDP without an MTU, no ping proof',
    estate: [
      host({
        pnics: {
          vmnic2: { cdp: undefined, lldp: { parameters: { 'System Name': 'san-a' } } },
          vmnic3: { cdp: undefined, lldp: { parameters: { 'System Name': 'san-b' } } },
        },
      }),
    ],
    expected: ['+jumbo-unvalidated note', '?mtu-physical-switch-too-small'],
  },
  {
    row: '29',
    facts: 'LSI Logic SAS on a shared physical bus with a physical-mode RDM, ESXi 6.7',
    estate: pair({ version: '6.7.0' }),
    expected: ['-pvscsi-preferred SCSI controller 1'],
  },
  {
    row: '31',
    facts: 'ESXi 5.1, a Windows cluster on a VNX LUN over iSCSI that went to Round Robin with the upgrade',
    estate: pair({
      version: '5.1.0',
      pnics: noHints,
      luns: { [lun]: { vendor: 'DGC', model: 'VRAID', satp: 'VMW_SATP_ALUA_CX' } },
    }),
    expected: [
      `+wsfc-psp-rr-unsupported error ${lun}`,
      `+wsfc-transport-unsupported error ${lun}`,
      `-psp-not-round-robin ${lun}`,
    ],
  },
  {
    row: '33',
    facts: 'ESXi 6.7 GA tells nothing of perennial reservations through vCenter',
    estate: pair({ version: '6.7.0', build: '8169922' }),
    expected: [`?wsfc-rdm-not-perennially-reserved ${lun}`],
  },
  {
    row: '35',
    facts: 'ESXi 8.0, a Windows cluster on a shared VMDK on VMFS 6 over iSCSI',
    estate: [
      cluster({ name: 'C1', hosts: ['esx01.lab', 'esx02.lab'] }),
      datastore({ name: 'ds1', extents: [lun], clusteredVmdk: true, hosts: ['esx01.lab', 'esx02.lab'] }),
      ...[1, 2].map((n) => goodHost(n, { version: '8.0.0', luns: { [lun]: { clusteredVmdkSupported: true } } })),
      ...[1, 2].map((n) =>
        node(`sql0${n}`, `esx0${n}.lab`, { disks: ['scsi0:0', { at: 'scsi1:0', file: '[ds1] sql01/quorum.vmdk', eager: true }] }),
      ),
    ],
    expected: ['+wsfc-clustered-vmdk-on-iscsi error'],
  },
  {
    row: '35, RDM',
    facts: 'ESXi 8.0, a Windows cluster on a physical-mode RDM over iSCSI',
    estate: pair({ version: '8.0.0', luns: { [lun]: { perenniallyReserved: true } } }),
    expected: ['-wsfc-clustered-vmdk-on-iscsi', `-wsfc-transport-unsupported ${lun}`, `-wsfc-psp-rr-unsupported ${lun}`],
  },
  {
    row: '37',
    facts: 'NetApp E-Series with MRU by its system rule, two paths to each controller, two subnets, nothing bound',
    estate: [
      twoFabrics({
        adapters: { vmhba64: { sendTargets: ['10.0.1.201', '10.0.1.202', '10.0.2.201', '10.0.2.202'] } },
        luns: {
          [lun]: {
            vendor: 'LSI',
            model: 'INF-01-00',
            psp: 'VMW_PSP_MRU',
            paths: [
              { target: '10.0.1.201' },
              { target: '10.0.2.201' },
              { target: '10.0.1.202', state: 'nonOptimized' },
              { target: '10.0.2.202', state: 'nonOptimized' },
            ],
          },
          [presetLuns[1]]: { vendor: 'LSI', model: 'INF-01-00' },
        },
      }),
    ],
    expected: [`+psp-not-round-robin note ${lun}`, '-portbind-*', '-iscsi-vmk-multihomed-unbound'],
  },
  {
    row: '39',
    facts: 'NetApp ONTAP at the defaults of the initiator; one of four hosts has ATS heartbeats off',
    estate: [1, 2, 3, 4].map((n) => {
      const ontap = { vendor: 'NETAPP', model: 'LUN C-Mode' };
      return host(
        { luns: { [lun]: ontap, [presetLuns[1]]: ontap }, options: n === 3 ? { 'VMFS3.UseATSForHBOnVMFS5': 0 } : {} },
        n,
      );
    }),
    expected: [
      '-iscsi-delayed-ack',
      '-iscsi-login-timeout',
      '+ats-heartbeat-disabled error esx03.lab',
      '-ats-heartbeat-disabled esx01.lab',
    ],
  },
  {
    row: '41',
    facts: 'open-vm-tools, which the guest manages itself',
    estate: [host({}), vm({ name: 'web01', host: 'esx01.lab', tools: 'guestToolsUnmanaged' })],
    expected: ['-vm-tools-old', '-vm-tools-missing'],
  },
  {
    row: '43',
    facts: 'a local NVMe device under HPP on ESXi 7.0 U2',
    estate: [
      host({
        version: '7.0.2',
        adapters: { vmhba1: { kind: 'local' } },
        luns: { 't10.NVMe____Example_0001': { plugin: 'HPP', psp: 'LB-RR', local: true, vendor: 'NVMe', model: 'Example' } },
      }),
    ],
    expected: ['-psp-not-round-robin'],
  },
  ...[10, 1].map((iops): Case => {
    const described = host({ luns: { [lun]: { vendor: 'DataCore', model: 'Virtual Disk', iops } } });
    return {
      row: `45, iops=${iops}`,
      facts: 'DataCore wants Round Robin to switch paths after 10 I/Os',
      estate: [described, esxcli(described, 'storage nmp device list')],
      expected: [iops === 10 ? `-rr-path-switch-tuning ${lun}` : `+rr-path-switch-tuning note ${lun}`],
    };
  }),
  {
    row: '47',
    facts: 'the same address on the iSCSI adapters of two hosts',
    estate: [host({ vmks: { vmk1: { ip: '10.0.1.77/24' } } }), host({ vmks: { vmk1: { ip: '10.0.1.77/24' } } }, 2)],
    expected: ['+iscsi-vmk-duplicate-ip error vmk1'],
  },
  {
    row: '49',
    facts: 'boots from iSCSI over an adapter of its own; two data adapters bound in another subnet',
    estate: [
      host({
        vswitches: { iScsiBootvSwitch: { uplinks: ['vmnic4'], portGroups: { iScsiBootPG: {} } } },
        vmks: { vmk3: { portGroup: 'iScsiBootPG', ip: '10.0.9.11/24' } },
      }),
    ],
    expected: ['-iscsi-vmk-multihomed-unbound', '+iscsi-ibft-boot note'],
  },
  {
    row: '51',
    facts: 'PowerPath devices, which vCenter lists without paths',
    estate: [1, 2].map((n) => host({ luns: { [lun]: { plugin: 'PowerPath' }, [presetLuns[1]]: { plugin: 'PowerPath' } } }, n)),
    expected: ['-path-single', '-lun-visibility-mismatch'],
  },
];

interface Expectation {
  readonly sign: string;
  readonly rule: string;
  readonly level: string | undefined;
  readonly name: string | undefined;
}

function read(text: string): Expectation {
  const [, sign = '', rule = '', rest = ''] = /^([-+?])([\w*-]+) ?(.*)$/.exec(text) ?? [];
  const [, level, name] = sign === '+' ? (/^(\w+) ?(.*)$/.exec(rest) ?? []) : [undefined, undefined, rest];
  return { sign, rule, level, name: name === '' ? undefined : name };
}

function isOf(rule: string, verdict: Verdict): boolean {
  return rule.endsWith('*') ? verdict.ruleId.startsWith(rule.slice(0, -1)) : verdict.ruleId === rule;
}

const told = (verdict: Verdict) =>
  `${verdict.verdict} ${verdict.ruleId} ${verdict.subject.name} ${verdict.level ?? ''} ${verdict.message ?? JSON.stringify(verdict.missing ?? '')}`;

describe('row', () => {
  for (const { row, facts, estate, expected } of cases) {
    describe(`${row}: ${facts}`, () => {
      for (const text of expected) {
        const { sign, rule, level, name } = read(text);
        it(text, async () => {
          expect(
            catalog.some(({ id }) => isOf(rule, { ruleId: id } as Verdict)),
            `the rule ${rule}`,
          ).toBe(true);
          const { verdicts } = (await judgeFiles({ 'export.json': native([...estate]) })).report;
          expect(own(verdicts).map(told)).toEqual([]);
          const mine = verdicts.filter((verdict) => isOf(rule, verdict) && (name === undefined || verdict.subject.name === name));
          const failed = fails(mine);
          const undecided = mine.filter((verdict) => verdict.verdict === 'unknown');
          if (sign === '+') {
            expect(new Set(failed.map((verdict) => verdict.level)), mine.map(told).join('\n')).toEqual(new Set([level]));
          } else {
            expect(failed.map(told)).toEqual([]);
            if (sign === '?') expect(undecided.length).toBeGreaterThan(0);
            else expect(undecided.map(told)).toEqual([]);
          }
        });
      }
    });
  }

  it('7: the evidence is what holds in the end, not the override that is not there', async () => {
    const { verdicts } = (await judgeFiles({ 'export.json': native(cases.find((item) => item.row === '7')?.estate ?? []) }))
      .report;
    const finding = fails(verdicts).find((verdict) => verdict.ruleId === 'portbind-one-active-uplink');
    expect(finding?.location?.pointer).toMatch(/\/computedPolicy\/nicTeaming\/nicOrder\/activeNic$/);
  });
});
