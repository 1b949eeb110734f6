import { severityOf } from '../../src/engine/rule.ts';
import { fingerprint, subjectKey } from '../../src/findings/identity.ts';
import { sortVerdicts } from '../../src/findings/order.ts';
import type { Location, Report, RuleCard, Subject, Verdict } from '../../src/findings/report.ts';
import { summarize } from '../../src/findings/summary.ts';

/** A rule with everything a rule can have. */
export const mtuCard: RuleCard = {
  id: 'mtu-vmk-exceeds-vswitch',
  family: 'mtu',
  title: 'A VMkernel adapter has a larger MTU than its switch',
  rationale: 'Frames that are larger than the MTU of the switch are dropped.\n\nPing works and large writes hang.',
  severity: severityOf('error'),
  cases: [],
  sources: [
    { id: 'S1', url: 'https://example.com/jumbo frames', claim: 'the MTU of the switch must be at least that of the adapter' },
    { unsourced: 'seen in the field' },
  ],
  exceptions: [{ key: 'distributed', when: 'the adapter is on a distributed switch' }],
  disputes: ['one vendor asks for 1500 everywhere'],
  esxi: { from: '5.0' },
  remedy: {
    esxcli: ['esxcli network vswitch standard set -v <vswitch> -m <mtu>'],
    powercli: ['Get-VirtualSwitch -Name <vswitch> | Set-VirtualSwitch -Mtu <mtu>'],
  },
};

/** A rule with as little as a rule can have, on security. */
export const chapCard: RuleCard = {
  id: 'iscsi-chap-missing',
  family: 'initiator',
  title: 'An iSCSI adapter does not ask for CHAP',
  rationale: 'Anyone on the storage network can take the place of the initiator.',
  severity: severityOf('warning'),
  cases: [],
  sources: [{ unsourced: 'common practice' }],
  exceptions: [],
  disputes: [],
  security: 5,
};

export const pvscsiCard: RuleCard = {
  id: 'pvscsi-preferred',
  family: 'controllers',
  title: 'A busy VM uses another controller than PVSCSI',
  rationale: 'The paravirtual controller has deeper queues.',
  severity: severityOf('note'),
  cases: [],
  sources: [{ id: 'S2', url: 'https://example.com/pvscsi', claim: 'PVSCSI is made for high I/O rates' }],
  exceptions: [],
  disputes: [],
  remedy: { manual: ['Shut the VM down and change the type of its controller.'] },
};

export function at(file: string, line: number, column: number, length: number, excerpt?: string): Location {
  const place = { file, line, column, endLine: line, endColumn: column + length };
  return excerpt === undefined ? place : { ...place, excerpt: { text: excerpt, column } };
}

export function verdict(ruleId: string, subject: Subject, rest: Partial<Verdict>): Verdict {
  return { ruleId, verdict: 'fail', subject, fingerprint: fingerprint(ruleId, subjectKey(subject)), ...rest };
}

export function reportOf(verdicts: readonly Verdict[], looked = { hosts: 4, vms: 4 }): Report {
  return {
    version: 1,
    tool: { name: 'vlint', version: '1.2.3' },
    summary: summarize(verdicts, looked),
    verdicts: sortVerdicts(verdicts),
    catalog: new Map([mtuCard, chapCard, pvscsiCard].map((card) => [card.id, card])),
  };
}

/** MTU of vmk1 on one host too large, with all that a finding can carry. */
export function mtuFail(host: string, line: number, file = 'export.json'): Verdict {
  return verdict(
    'mtu-vmk-exceeds-vswitch',
    { kind: 'vmkernel-adapter', cluster: 'C1', host, name: 'vmk1' },
    {
      level: 'error',
      message: `vmk1 of ${host} has MTU 9000, its switch vSwitch1 only 1500.`,
      remedy: {
        esxcli: ['esxcli network vswitch standard set -v vSwitch1 -m 9000'],
        powercli: [`Get-VMHost ${host} | Get-VirtualSwitch -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000`],
      },
      location: {
        ...at(file, line, 14, 4, '      "mtu": 9000,'),
        pointer: '/entries/0/properties/config/network/vnic/1/spec/mtu',
      },
      related: [{ message: 'MTU of vSwitch1', location: at(file, line + 10, 14, 4) }],
    },
  );
}

export const unknownBinding = (host: string): Verdict =>
  verdict(
    'portbind-standby-uplink',
    { kind: 'vmkernel-adapter', cluster: 'C1', host, name: 'vmk1' },
    {
      verdict: 'unknown',
      missing: [
        {
          fact: `port bindings of vmhba64 on ${host}`,
          group: 'port bindings',
          because: 'not in the export',
          provide: 'esxcli iscsi networkportal list',
        },
      ],
    },
  );

/** A finding of `ruleId` on a VMkernel adapter that the MTU of the host's vSwitch1, on line 22, explains. */
export function underSwitch(ruleId: string, host: string, vmk: string, line: number): Verdict {
  return verdict(
    ruleId,
    { kind: 'vmkernel-adapter', cluster: 'C1', host, name: vmk },
    {
      level: 'error',
      message: `${vmk} sends 9000 bytes into vSwitch1.`,
      remedy: { esxcli: ['esxcli network vswitch standard set -v vSwitch1 -m 9000'] },
      location: at('export.json', line, 14, 4),
      related: [{ message: 'MTU of vSwitch1', location: at('export.json', 22, 14, 4) }],
      cause: {
        fingerprint: fingerprint('cause', subjectKey({ kind: 'switch', host, name: 'vSwitch1', also: ['MTU'] })),
        subject: { kind: 'switch', cluster: 'C1', host, name: 'vSwitch1' },
        message: 'vSwitch1 carries frames of up to 1500 bytes.',
        location: at('export.json', 22, 14, 4, '"mtu":       1500'),
      },
    },
  );
}
