import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import { at, mtuFail, reportOf, underSwitch, unknownBinding, verdict } from './report.fixture.ts';

const ESCAPE = '\u001b';

function vm(name: string, rest: Partial<Verdict>): Verdict {
  return verdict('pvscsi-preferred', { kind: 'vm', cluster: 'C1', host: 'esx01.lab', name }, { level: 'note', ...rest });
}

describe('pretty', () => {
  it('tells findings by rule, worst first, then the coverage', () => {
    const report = reportOf([
      mtuFail('esx01.lab', 12),
      mtuFail('esx02.lab', 112),
      vm('sql01', { message: 'sql01 uses lsilogic.', location: at('-', 9, 3, 3) }),
      unknownBinding('esx01.lab'),
      unknownBinding('esx02.lab'),
      verdict('r-pass', { kind: 'host', name: 'esx01.lab' }, { verdict: 'pass' }),
    ]);
    expect(pretty(report)).toMatchInlineSnapshot(`
      "error mtu-vmk-exceeds-vswitch A VMkernel adapter has a larger MTU than its switch
        2 of 4 hosts

        C1/esx01.lab/vmk1
          vmk1 of esx01.lab has MTU 9000, its switch vSwitch1 only 1500.
          export.json:12:14
            12 | "mtu": 9000,
               |        ^^^^
          See: MTU of vSwitch1 (export.json:22:14)
        C1/esx02.lab/vmk1
          vmk1 of esx02.lab has MTU 9000, its switch vSwitch1 only 1500.
          export.json:112:14
            112 | "mtu": 9000,
                |        ^^^^
          See: MTU of vSwitch1 (export.json:122:14)

        Why: Frames that are larger than the MTU of the switch are dropped.
             Ping works and large writes hang.
        Fix on esx01.lab, esx02.lab:
          esxcli network vswitch standard set -v vSwitch1 -m 9000
        Fix with PowerCLI:
          Get-VMHost esx01.lab | Get-VirtualSwitch -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000
          Get-VMHost esx02.lab | Get-VirtualSwitch -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000
        Source: the MTU of the switch must be at least that of the adapter
                https://example.com/jumbo frames
        Source: no vendor source: vlint's own judgement (seen in the field)

      note pvscsi-preferred A busy VM uses another controller than PVSCSI
        1 of 4 VMs

        C1/esx01.lab/sql01
          sql01 uses lsilogic.
          <stdin>:9:3

        Why: The paravirtual controller has deeper queues.
        Fix: Shut the VM down and change the type of its controller.
        Source: PVSCSI is made for high I/O rates
                https://example.com/pvscsi

      Coverage: 6 checks: 3 failed, 1 passed, 2 undecided, 0 not applicable
        port bindings not in the export: 2 checks undecided on 2 hosts; run
          \`esxcli iscsi networkportal list\`
          esx01.lab, esx02.lab

      2 errors, 0 warnings, 1 note. 1 check passed, 2 undecided, 0 not applicable. 4 hosts and 4 VMs looked at.
      "
    `);
  });

  it('says honestly that it found nothing', () => {
    const passed = verdict('r', { kind: 'host', name: 'esx01.lab' }, { verdict: 'pass' });
    expect(pretty(reportOf([passed, unknownBinding('esx02.lab')], { hosts: 2, vms: 0 }))).toBe(
      [
        'Coverage: 2 checks: 0 failed, 1 passed, 1 undecided, 0 not applicable',
        '  port bindings not in the export: 1 check undecided on 1 host; run',
        '    `esxcli iscsi networkportal list`',
        '    esx02.lab',
        '',
        'No findings. 1 check passed, 1 undecided, 0 not applicable. 2 hosts and 0 VMs looked at.',
        '',
      ].join('\n'),
    );
  });

  it('tells five findings alike in full and names all others', () => {
    const hosts = Array.from({ length: 40 }, (_, at) => `esx${at + 1}.lab`);
    const text = pretty(
      reportOf(
        hosts.map((host, at) => mtuFail(host, at + 1)),
        { hosts: 40, vms: 0 },
      ),
    );
    expect(text).toContain('  40 of 40 hosts\n');
    expect(text.match(/its switch vSwitch1 only 1500/g)).toHaveLength(5);
    expect(text).toContain('\n  … and 35 more: C1/esx6.lab/vmk1, C1/esx7.lab/vmk1, ');
    for (const host of hosts) expect(text).toContain(`C1/${host}/vmk1`);
    expect(text).toContain(
      '  Fix on esx1.lab, esx2.lab, esx3.lab and 37 more:\n    esxcli network vswitch standard set -v vSwitch1 -m 9000\n',
    );
    expect(text).toContain('    … and 35 more of this kind; the JSON report has them all\n');
  });

  it('tells findings with other values in full', () => {
    const ten = Array.from({ length: 10 }, (_, at) => vm(`sql${at}`, { message: `sql${at} has ${at + 20} disks.` }));
    const text = pretty(reportOf(ten));
    expect(text).not.toContain('more:');
    for (const { message } of ten) expect(text).toContain(message);
  });

  it('does not take a part of a name for the name', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const inside = names.map((name) => vm(name, { message: `${name} waits for ${name}-x.` }));
    expect(pretty(reportOf(inside))).not.toContain('more:');
    const alone = names.map((name) => vm(name, { message: `VM "${name}" waits for ${name}.` }));
    expect(pretty(reportOf(alone))).toContain('… and 1 more: C1/esx01.lab/f');
  });

  it('keeps findings of another level apart and says which', () => {
    const text = pretty(reportOf([vm('a', { message: 'm.', level: 'warning' }), vm('b', { message: 'm.', level: 'note' })]));
    expect(text).toMatch(/^warning pvscsi-preferred /);
    expect(text).toContain('  C1/esx01.lab/a\n');
    expect(text).toContain('  C1/esx01.lab/b (note)\n');
    expect(text).toContain('\n0 errors, 1 warning, 1 note. ');
  });

  it('counts hosts, VMs and the rest for what they are', () => {
    const text = pretty(
      reportOf([
        vm('a', { message: 'm.' }),
        verdict('pvscsi-preferred', { kind: 'vm-disk', cluster: 'C1', host: 'esx01.lab', vm: 'a', name: 'd' }, { level: 'note' }),
        verdict('pvscsi-preferred', { kind: 'host', name: 'ESX01' }, { level: 'note' }),
        verdict('pvscsi-preferred', { kind: 'device', host: 'esx01', name: 'naa.1' }, { level: 'note' }),
        verdict('pvscsi-preferred', { kind: 'cluster', name: 'C9' }, { level: 'note' }),
      ]),
    );
    expect(text).toContain('\n  1 of 4 hosts, 1 of 4 VMs, 1 finding\n');
  });

  it('wraps prose, never commands', () => {
    const text = pretty(reportOf([mtuFail('esx01.lab', 1), unknownBinding('esx01.lab')]), { width: 40 });
    expect(text).toContain('  Why: Frames that are larger than the\n       MTU of the switch are dropped.\n');
    expect(text).toContain('    Get-VMHost esx01.lab | Get-VirtualSwitch -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000\n');
    expect(text).toContain('    `esxcli iscsi networkportal list`\n');
  });

  it('falls back on the remedy of the rule', () => {
    expect(pretty(reportOf([vm('a', { message: 'm.' })]))).toContain(
      '  Fix: Shut the VM down and change the type of its controller.\n',
    );
  });

  it('spells out what a hostile name would do to a terminal', () => {
    const nasty = `x${ESCAPE}[31m\r\n\u202e`;
    const place = { ...at(`${nasty}.json`, 1, 1, 1), excerpt: { text: nasty, column: 1 } };
    const text = pretty(
      reportOf([
        vm(nasty, {
          message: `${nasty} is bad.`,
          location: place,
          related: [{ message: nasty, location: place }],
          remedy: { esxcli: [nasty], powercli: [nasty], manual: [nasty] },
        }),
        { ...unknownBinding(nasty), missing: [{ fact: nasty, group: nasty, because: nasty, provide: nasty }] },
      ]),
    );
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain('C1/esx01.lab/x\\x1b[31m\\x0d\\x0a\\u202e\n');
  });

  it('colours only when asked', () => {
    const report = reportOf([mtuFail('esx01.lab', 1), unknownBinding('esx01.lab')]);
    expect(pretty(report)).not.toContain(ESCAPE);
    const coloured = pretty(report, { colour: true });
    expect(coloured).toContain(`${ESCAPE}[31merror${ESCAPE}[39m`);
    expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(pretty(report));
  });

  it('shows what is undecided for another reason than a missing fact', () => {
    const line = verdict(
      'change-not-understood',
      { kind: 'input', name: 'change.sh' },
      { verdict: 'unknown', message: 'This command is not known.', location: at('change.sh', 7, 1, 9) },
    );
    expect(pretty(reportOf([line]))).toContain('  change.sh: This command is not known.\n    change.sh:7:1\n');
  });
});

describe('excerpt', () => {
  const shown = (text: string, column: number, length: number, width = 100): readonly string[] => {
    const location = { ...at('a', 5, column, length), excerpt: { text, column } };
    const lines = pretty(reportOf([vm('v', { message: 'm.', location })]), { width }).split('\n');
    const from = lines.findIndex((line) => line.startsWith('      5 | '));
    return lines.slice(from, from + 2).map((line) => line.slice(6));
  };

  it('stands over a caret', () => {
    expect(shown('\t"mtu": 9000,', 9, 4)).toEqual(['5 | "mtu": 9000,', '  |        ^^^^']);
  });

  it('counts columns as the terminal does', () => {
    expect(shown('"日本": "\u0007x"', 7, 4)).toEqual(['5 | "日本": "\\x07x"', '  |         ^^^^^^^']);
  });

  it('shows the token of a line that is too long', () => {
    expect(shown(`${'a'.repeat(500)}TOKEN${'b'.repeat(500)}`, 501, 5, 40)).toEqual([
      '5 | …aaaaaaaaaaaaaaTOKENbbbbbbbbb…',
      '  |                ^^^^^',
    ]);
  });

  it('tells findings under the cause that they share, which is no evidence of its own then', () => {
    const report = reportOf([
      underSwitch('mtu-vmk-exceeds-vswitch', 'esx01.lab', 'vmk1', 12),
      underSwitch('mtu-vmk-exceeds-vswitch', 'esx01.lab', 'vmk2', 13),
      underSwitch('mtu-vmk-exceeds-vswitch', 'esx02.lab', 'vmk1', 112),
      underSwitch('mtu-pnic-below-vmk', 'esx01.lab', 'vmk1', 12),
    ]);
    expect(pretty(report).split('\n\n  Why')[0]).toMatchInlineSnapshot(`
      "error mtu-pnic-below-vmk Mtu pnic below vmk
        1 of 4 hosts

        Cause: C1/esx01.lab/vSwitch1
          vSwitch1 carries frames of up to 1500 bytes. It explains 2 findings of mtu-vmk-exceeds-vswitch
          as well.
          export.json:22:14
            22 | "mtu":       1500
               |              ^^^^
          C1/esx01.lab/vmk1
            vmk1 sends 9000 bytes into vSwitch1.
            export.json:12:14"
    `);
    expect(pretty(report).replace(/\s+/g, ' ')).toContain('It explains 1 finding of mtu-pnic-below-vmk as well.');
    expect(pretty(report).replace(/\s+/g, ' ')).toContain('It explains 2 findings of mtu-vmk-exceeds-vswitch as well.');
    for (const place of ['export.json:12:14', 'export.json:13:14', 'export.json:112:14']) expect(pretty(report)).toContain(place);
  });

  it('tells a cause of one finding as evidence', () => {
    const text = pretty(reportOf([underSwitch('mtu-vmk-exceeds-vswitch', 'esx01.lab', 'vmk1', 12)]));

    expect(text).not.toContain('Cause');
    expect(text).toContain('See: MTU of vSwitch1');
  });
});
