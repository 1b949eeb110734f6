import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { escaped } from '../../src/reporters/markdown/escape.ts';
import { MARKER, markdown } from '../../src/reporters/markdown.ts';
import { at, mtuFail, reportOf, underSwitch, unknownBinding, verdict } from './report.fixture.ts';

const CAP = 65_536;

/** How many findings the text tells, and how many it says that it leaves out. */
function told(text: string): { readonly shown: number; readonly left: number } {
  const numbers = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, number]) => Number(number));
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
  return {
    shown: (text.match(/^- <b>(error|warning|note)<\/b> (<code>[^<]*<\/code> )?<code>[^<]*<\/code>:/gm) ?? []).length,
    left: sum([
      ...numbers(/^- … and (\d+) more findings?;/gm),
      ...numbers(/^… and (\d+) findings? in /gm),
      ...numbers(/^- <b>\w+<\/b> .*\((\d+) findings? of <code>/gm),
    ]),
  };
}

describe('markdown', () => {
  it('tells findings in collapsed groups, effects under their cause', () => {
    const report = reportOf([
      underSwitch('mtu-vmk-exceeds-vswitch', 'esx01.lab', 'vmk1', 12),
      underSwitch('mtu-pnic-below-vmk', 'esx01.lab', 'vmk1', 12),
      mtuFail('esx02.lab', 112),
      unknownBinding('esx01.lab'),
    ]);

    expect(markdown(report)).toMatchInlineSnapshot(`
      "<!-- vlint report -->

      ### vlint: 3 errors, 0 warnings, 0 notes

      4 hosts and 4 VMs looked at: 0 checks passed, 1 undecided, 0 not applicable.

      <details>
      <summary><b>error</b> <code>C1/esx01.lab/vSwitch1</code> vSwitch1 carries frames of up to 1500 bytes. (2 findings of <code>mtu-pnic-below-vmk</code>, <code>mtu-vmk-exceeds-vswitch</code>)</summary>

      Cause: <code>export.json:22:14</code>

      - <b>error</b> <code>mtu-pnic-below-vmk</code> <code>C1/esx01.lab/vmk1</code>: vmk1 sends 9000 bytes into vSwitch1. <code>export.json:12:14</code>
      - <b>error</b> <code>mtu-vmk-exceeds-vswitch</code> <code>C1/esx01.lab/vmk1</code>: vmk1 sends 9000 bytes into vSwitch1. <code>export.json:12:14</code>

      Fix on <code>esx01.lab</code>:

      \`\`\`sh
      esxcli network vswitch standard set -v vSwitch1 -m 9000
      \`\`\`

      <b>Mtu pnic below vmk</b> (<code>mtu-pnic-below-vmk</code>)

      Why: This is about the input or about vlint itself. Until it is mended, other checks may have judged too little.

      Sources:

      - no vendor source: vlint's own judgement (vlint reports on its own work)

      <b>A VMkernel adapter has a larger MTU than its switch</b> (<code>mtu-vmk-exceeds-vswitch</code>)

      Why: Frames that are larger than the MTU of the switch are dropped.

      Ping works and large writes hang.

      Sources:

      - the MTU of the switch must be at least that of the adapter <https://example.com/jumbo%20frames>
      - no vendor source: vlint's own judgement (seen in the field)

      </details>

      <details>
      <summary><b>error</b> A VMkernel adapter has a larger MTU than its switch (1 finding of <code>mtu-vmk-exceeds-vswitch</code>)</summary>

      - <b>error</b> <code>C1/esx02.lab/vmk1</code>: vmk1 of esx02.lab has MTU 9000, its switch vSwitch1 only 1500. <code>export.json:112:14</code>

      Fix on <code>esx02.lab</code>:

      \`\`\`sh
      esxcli network vswitch standard set -v vSwitch1 -m 9000
      \`\`\`

      Fix with PowerCLI:

      \`\`\`powershell
      Get-VMHost esx02.lab | Get-VirtualSwitch -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000
      \`\`\`

      Why: Frames that are larger than the MTU of the switch are dropped.

      Ping works and large writes hang.

      Sources:

      - the MTU of the switch must be at least that of the adapter <https://example.com/jumbo%20frames>
      - no vendor source: vlint's own judgement (seen in the field)

      </details>

      <details>
      <summary>1 check undecided: what is missing</summary>

      - port bindings not in the export: 1 check undecided on 1 host; run &#96;esxcli iscsi networkportal list&#96;

      </details>
      "
    `);
    expect(told(markdown(report))).toEqual({ shown: 3, left: 0 });
  });

  it('says that there is nothing to say', () => {
    expect(markdown(reportOf([]))).toBe(
      `${MARKER}\n\n### vlint: no findings\n\n4 hosts and 4 VMs looked at: 0 checks passed, 0 undecided, 0 not applicable.\n`,
    );
  });

  it('has the same first line whatever it says, so that a comment can be found again', () => {
    expect(markdown(reportOf([mtuFail('esx01.lab', 12)])).split('\n')[0]).toBe(markdown(reportOf([])).split('\n')[0]);
  });
});

describe('data in markdown', () => {
  it.each([
    ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
    ['</summary></details>', '&#60;/summary&#62;&#60;/details&#62;'],
    [
      'a | b `c` *d* _e_ [f](g) \\ ~h~ $x$',
      'a &#124; b &#96;c&#96; &#42;d&#42; &#95;e&#95; &#91;f&#93;(g) &#92; &#126;h&#126; &#36;x&#36;',
    ],
    ['&lt; and &#64;team', '&#38;lt; and &#38;#<!-- -->64;team'],
    ['@team and #12', '@<!-- -->team and #<!-- -->12'],
    ['see https://evil.example and www.evil.example', 'see https:<!-- -->//evil.example and www<!-- -->.evil.example'],
    ['two\nlines\u202e', 'two\\x0alines\\u202e'.replaceAll('\\', '&#92;')],
    ['{{ template }} $' + '{code}', '&#123;&#123; template &#125;&#125; &#36;&#123;code&#125;'],
  ])('is only text: %j', (data, text) => {
    expect(escaped(data)).toBe(text);
  });

  it('ends neither a code block nor a group', () => {
    const evil = '```\n</details>\n```';
    const fail = mtuFail('esx01.lab', 12);
    const report = reportOf([
      {
        ...fail,
        message: evil,
        subject: { ...fail.subject, name: evil },
        location: at(evil, 1, 1, 1),
        remedy: { esxcli: [evil], manual: [evil] },
      },
    ]);
    const text = markdown(report);

    expect(text.match(/<\/details>/g)).toHaveLength(2);
    expect(text.match(/^<\/details>$/gm)).toHaveLength(1);
    expect(text).toContain('\n````sh\n```\\x0a</details>\\x0a```\n````\n');
  });
});

describe('a report that is too long for a comment', () => {
  const many = (number: number, rest: (at: number) => Partial<Verdict> = () => ({})) =>
    Array.from({ length: number }, (_, at) => ({ ...mtuFail(`esx${at + 1}.lab`, at + 1), ...rest(at) }));

  it.each([
    ['many findings of one rule', reportOf(many(5000))],
    ['many rules', reportOf(many(3000, (n) => ({ ruleId: `rule-${n}` })))],
    ['findings of any length', reportOf(many(200, (n) => ({ ruleId: `rule-${n % 7}`, message: 'x'.repeat(n * 40) })))],
    [
      'a finding that is too long itself',
      reportOf([...many(1, () => ({ message: '*'.repeat(CAP) })), ...many(3, () => ({ ruleId: 'b' }))]),
    ],
    ['as many as just fit', reportOf(many(150))],
    [
      'many causes',
      reportOf(
        Array.from({ length: 1000 }, (_, n) => [
          underSwitch('mtu-vmk-exceeds-vswitch', `esx${n}`, 'vmk1', n),
          underSwitch('mtu-vmk-exceeds-vswitch', `esx${n}`, 'vmk2', n),
        ]).flat(),
      ),
    ],
  ])('fits, and counts what it leaves out: %s', (_, report) => {
    const text = markdown(report);
    const { shown, left } = told(text);

    expect(text.length).toBeLessThanOrEqual(CAP);
    expect(shown + left).toBe(report.verdicts.length);
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  });

  it('tells the worst in full', () => {
    const worst = underSwitch('mtu-pnic-below-vmk', 'esx0', 'vmk9', 1);
    const text = markdown(reportOf([worst, ...many(5000, () => ({ level: 'note' }))]));

    expect(text).toContain('vmk9 sends 9000 bytes into vSwitch1.');
    expect(text.length).toBeGreaterThan(CAP * 0.9);
  });

  it('has room for what is missing, and counts that too', () => {
    const gaps = Array.from({ length: 2000 }, (_, at) =>
      verdict(
        'r',
        { kind: 'host', name: `esx${at}` },
        {
          verdict: 'unknown',
          missing: [{ fact: `f${at}`, group: `group ${at}`, because: 'not in the export', provide: `esxcli ${at}` }],
        },
      ),
    );
    const text = markdown(reportOf([...many(5000), ...gaps]));

    expect(text.length).toBeLessThanOrEqual(CAP);
    expect(text).toContain('2000 checks undecided: what is missing');
    expect(text).toMatch(/^- … and \d+ more missing facts; vlint doctor tells them all$/m);
  });
});
