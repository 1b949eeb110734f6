import { describe, expect, it } from 'vitest';
import { json } from '../../src/reporters/json.ts';
import { mtuFail, reportOf, underSwitch, unknownBinding, verdict } from './report.fixture.ts';

const pass = verdict('r-pass', { kind: 'host', name: 'esx01.lab' }, { verdict: 'pass' });
const notApplicable = verdict('r-na', { kind: 'vm', name: 'sql' }, { verdict: 'notApplicable', message: 'no iSCSI adapter' });
const report = reportOf([mtuFail('esx01.lab', 12), unknownBinding('esx01.lab'), pass, notApplicable], { hosts: 1, vms: 1 });

describe('json', () => {
  it('prints fails and undecided verdicts, members in a fixed order', () => {
    expect(json(report)).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "tool": {
          "name": "vlint",
          "version": "1.2.3"
        },
        "summary": {
          "fail": {
            "error": 1,
            "warning": 0,
            "note": 0
          },
          "pass": 1,
          "unknown": 1,
          "notApplicable": 1,
          "hosts": 1,
          "vms": 1
        },
        "verdicts": [
          {
            "ruleId": "mtu-vmk-exceeds-vswitch",
            "verdict": "fail",
            "level": "error",
            "subject": {
              "kind": "vmkernel-adapter",
              "cluster": "C1",
              "host": "esx01.lab",
              "name": "vmk1"
            },
            "message": "vmk1 of esx01.lab has MTU 9000, its switch vSwitch1 only 1500.",
            "remedy": {
              "esxcli": [
                "esxcli network vswitch standard set -v vSwitch1 -m 9000"
              ],
              "powercli": [
                "Get-VMHost esx01.lab | Get-VirtualSwitch -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000"
              ]
            },
            "location": {
              "file": "export.json",
              "pointer": "/entries/0/properties/config/network/vnic/1/spec/mtu",
              "line": 12,
              "column": 14,
              "endLine": 12,
              "endColumn": 18
            },
            "related": [
              {
                "message": "MTU of vSwitch1",
                "location": {
                  "file": "export.json",
                  "line": 22,
                  "column": 14,
                  "endLine": 22,
                  "endColumn": 18
                }
              }
            ],
            "fingerprint": "ede9f7e36c3a93713a0340e3267a8a14"
          },
          {
            "ruleId": "portbind-standby-uplink",
            "verdict": "unknown",
            "subject": {
              "kind": "vmkernel-adapter",
              "cluster": "C1",
              "host": "esx01.lab",
              "name": "vmk1"
            },
            "missing": [
              {
                "fact": "port bindings of vmhba64 on esx01.lab",
                "because": "not in the export",
                "provide": "esxcli iscsi networkportal list"
              }
            ],
            "fingerprint": "640911972b2a093b62fd4a3f8e79ead9"
          }
        ]
      }
      "
    `);
  });

  it('prints every verdict when asked', () => {
    const { verdicts } = JSON.parse(json(report, { all: true }));
    expect(verdicts.map((one: { verdict: string }) => one.verdict)).toEqual(['fail', 'unknown', 'pass', 'notApplicable']);
    expect(verdicts[3].message).toBe('no iSCSI adapter');
  });

  it('prints a list of verdicts when there is none', () => {
    expect(JSON.parse(json(reportOf([]))).verdicts).toEqual([]);
  });

  it('leaves out what only this program knows of', () => {
    const [fail] = JSON.parse(json(report)).verdicts;
    expect(fail.location).not.toHaveProperty('excerpt');
    expect(JSON.parse(json(report))).not.toHaveProperty('catalog');
  });

  it('drops empty lists', () => {
    const bare = verdict(
      'r',
      { kind: 'host', name: 'h' },
      { level: 'note', message: 'm', related: [], remedy: { esxcli: [], manual: ['a'] } },
    );
    const [first] = JSON.parse(json(reportOf([bare]))).verdicts;
    expect(Object.keys(first)).toEqual(['ruleId', 'verdict', 'level', 'subject', 'message', 'remedy', 'fingerprint']);
    expect(first.remedy).toEqual({ manual: ['a'] });
  });

  it('lists what explains several findings, each of which names it', () => {
    const effects = [
      underSwitch('mtu-vmk-exceeds-vswitch', 'esx01.lab', 'vmk1', 12),
      underSwitch('mtu-vmk-exceeds-vswitch', 'esx01.lab', 'vmk2', 13),
    ];
    const alone = underSwitch('mtu-vmk-exceeds-vswitch', 'esx02.lab', 'vmk1', 112);
    const printed = JSON.parse(json(reportOf([...effects, alone]))) as { causes: unknown[]; verdicts: { cause?: string }[] };

    expect(printed.causes).toEqual([
      {
        fingerprint: effects[0]?.cause?.fingerprint,
        level: 'error',
        subject: { kind: 'switch', cluster: 'C1', host: 'esx01.lab', name: 'vSwitch1' },
        message: 'vSwitch1 carries frames of up to 1500 bytes.',
        location: { file: 'export.json', line: 22, column: 14, endLine: 22, endColumn: 18 },
        verdicts: effects.map((effect) => effect.fingerprint),
      },
    ]);
    expect(printed.verdicts.map((item) => item.cause)).toEqual([
      ...effects.map((effect) => effect.cause?.fingerprint),
      undefined,
    ]);
  });
});
