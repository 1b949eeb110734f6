import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Report, Verdict } from '../../src/findings/report.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { at, mtuCard, mtuFail, reportOf, unknownBinding, verdict } from './report.fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: a parsed document is looked into at many depths
type Any = any;

function run(verdicts: readonly Verdict[] | Report, options: ReporterOptions = {}): Any {
  return JSON.parse(sarif('catalog' in verdicts ? verdicts : reportOf(verdicts), options)).runs[0];
}

const chap = (rest: Partial<Verdict>): Verdict =>
  verdict(
    'iscsi-chap-missing',
    { kind: 'iscsi-adapter', host: 'esx01.lab', name: 'vmhba64' },
    { level: 'warning', message: 'vmhba64 asks for no CHAP', location: at('a.json', 3, 5, 2), ...rest },
  );

describe('log', () => {
  it('is one run with results, even without any', () => {
    const text = sarif(reportOf([]));
    expect(text.endsWith('}\n')).toBe(true);
    const log = JSON.parse(text);
    expect(log.$schema).toBe('https://json.schemastore.org/sarif-2.1.0.json');
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    expect(log.runs[0]).toMatchObject({
      results: [],
      columnKind: 'utf16CodeUnits',
      automationDetails: { id: 'vlint/' },
      invocations: [{ executionSuccessful: true }],
      tool: { driver: { name: 'vlint', version: '1.2.3', semanticVersion: '1.2.3' } },
    });
    expect(log.runs[0].invocations[0]).not.toHaveProperty('toolExecutionNotifications');
  });

  it('tells what could not be judged beside the results, not as one', () => {
    const only = run([
      unknownBinding('esx01.lab'),
      verdict('mtu-vmk-exceeds-vswitch', { kind: 'host', name: 'h' }, { verdict: 'pass' }),
    ]);
    expect(only.results).toEqual([]);
    expect(only.invocations[0].toolExecutionNotifications).toEqual([
      {
        level: 'note',
        message: { text: 'port bindings not in the export: 1 check undecided on 1 host; run `esxcli iscsi networkportal list`.' },
      },
    ]);
  });

  it('names its home and a version that is no semantic one', () => {
    const odd = { ...reportOf([]), tool: { name: 'vlint', version: 'dev' } } as const;
    const { driver } = run(odd, { homepage: 'https://example.com/' }).tool;
    expect(driver).toMatchObject({ version: 'dev', informationUri: 'https://example.com/' });
    expect(driver).not.toHaveProperty('semanticVersion');
  });

  it('says that a crashed rule makes the run incomplete', () => {
    const crashed = verdict('rule-crashed', { kind: 'host', name: 'h' }, { level: 'error', message: 'Rule x crashed.' });
    expect(run([crashed]).invocations[0].executionSuccessful).toBe(false);
  });

  it('keeps the worst results where GitHub takes no more, and says so', () => {
    const many = Array.from({ length: 25_001 }, (_, at) =>
      verdict('r', { kind: 'vm', name: `vm${at}` }, { level: at === 25_000 ? 'error' : 'note', message: 'm' }),
    );
    const { results, invocations } = run(many);
    expect(results).toHaveLength(25_000);
    expect(results[0].level).toBe('error');
    expect(invocations[0].toolExecutionNotifications[0]).toEqual({
      level: 'warning',
      message: { text: '1 finding left out, the least severe: a run holds 25000 results.' },
    });
  });
});

describe('result', () => {
  it('holds all that a finding knows', () => {
    const { results, tool } = run([mtuFail('esx01.lab', 12)]);
    expect(results).toMatchInlineSnapshot(`
      [
        {
          "level": "error",
          "locations": [
            {
              "logicalLocations": [
                {
                  "fullyQualifiedName": "C1/esx01.lab/vmk1",
                  "kind": "vmkernel-adapter",
                  "name": "vmk1",
                },
              ],
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "export.json",
                  "uriBaseId": "%SRCROOT%",
                },
                "region": {
                  "endColumn": 18,
                  "endLine": 12,
                  "snippet": {
                    "text": "9000",
                  },
                  "startColumn": 14,
                  "startLine": 12,
                },
              },
            },
          ],
          "message": {
            "text": "vmk1 of esx01.lab has MTU 9000, its switch vSwitch1 only 1500. Fix: \`esxcli network vswitch standard set -v vSwitch1 -m 9000\`. See [MTU of vSwitch1](1).",
          },
          "partialFingerprints": {
            "primaryLocationLineHash": "ede9f7e36c3a93713a0340e3267a8a14:1",
          },
          "properties": {
            "remedy": {
              "esxcli": [
                "esxcli network vswitch standard set -v vSwitch1 -m 9000",
              ],
              "powercli": [
                "Get-VMHost esx01.lab | Get-VirtualSwitch -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000",
              ],
            },
            "subject": {
              "cluster": "C1",
              "host": "esx01.lab",
              "kind": "vmkernel-adapter",
              "name": "vmk1",
            },
          },
          "relatedLocations": [
            {
              "id": 1,
              "message": {
                "text": "MTU of vSwitch1",
              },
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "export.json",
                  "uriBaseId": "%SRCROOT%",
                },
                "region": {
                  "endColumn": 18,
                  "endLine": 22,
                  "startColumn": 14,
                  "startLine": 22,
                },
              },
            },
          ],
          "ruleId": "mtu-vmk-exceeds-vswitch",
          "ruleIndex": 1,
        },
      ]
    `);
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe('mtu-vmk-exceeds-vswitch');
  });

  it('points every result at its rule', () => {
    const { results, tool } = run([
      mtuFail('esx01.lab', 12),
      chap({}),
      verdict('input-format', { kind: 'input', name: 'x.txt' }, { level: 'error', message: 'm' }),
    ]);
    expect(results).toHaveLength(3);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('counts results of one fingerprint', () => {
    const hashes = run([chap({}), chap({ location: at('b.json', 1, 1, 1) })]).results.map(
      (result: Any) => result.partialFingerprints.primaryLocationLineHash,
    );
    const { fingerprint } = chap({});
    expect(hashes).toEqual([`${fingerprint}:1`, `${fingerprint}:2`]);
  });

  it('tells a path hop by hop', () => {
    const flow = [
      { message: 'vmk1: MTU 9000', location: at('a.json', 1, 2, 3) },
      { message: 'vSwitch1: MTU 1500', location: at('a.json', 4, 5, 6) },
    ];
    const [result] = run([chap({ flow })]).results;
    expect(result.codeFlows[0].threadFlows[0].locations.map(({ location }: Any) => location.message.text)).toEqual([
      'vmk1: MTU 9000',
      'vSwitch1: MTU 1500',
    ]);
    expect(result.codeFlows[0].threadFlows[0].locations[1].location.physicalLocation.region.startLine).toBe(4);
  });

  it('keeps regions on one line', () => {
    const region = (location: Verdict['location']): Any =>
      run([chap(location === undefined ? {} : { location })]).results[0].locations[0].physicalLocation.region;
    expect(region({ file: 'a', line: 3, column: 2, endLine: 5, endColumn: 1 })).toEqual({ startLine: 3, startColumn: 2 });
    expect(region({ file: 'a', line: 0, column: 0, endLine: 0, endColumn: 0 })).toEqual({ startLine: 1 });
    expect(region({ file: 'a', line: 3, column: 2, endLine: 3, endColumn: 4 })).toEqual({
      startLine: 3,
      startColumn: 2,
      endLine: 3,
      endColumn: 4,
    });
  });

  it('gives a snippet only where the excerpt holds the whole token', () => {
    const cut = { ...at('a', 1, 3, 10), excerpt: { text: 'a 12345', column: 3 } };
    expect(run([chap({ location: cut })]).results[0].locations[0].physicalLocation.region).not.toHaveProperty('snippet');
    const long = { ...at('a', 1, 1, 300), excerpt: { text: 'x'.repeat(300), column: 1 } };
    expect(run([chap({ location: long })]).results[0].locations[0].physicalLocation.region).not.toHaveProperty('snippet');
  });

  it('has a place even where the finding has none', () => {
    const uri = (verdicts: readonly Verdict[], at = 0): string =>
      run(verdicts).results[at].locations[0].physicalLocation.artifactLocation.uri;
    const bare = (name: string, kind: 'input' | 'host'): Verdict =>
      verdict('input-format', { kind, name }, { level: 'error', message: 'm' });
    expect(uri([bare('x y.txt', 'input')])).toBe('x%20y.txt');
    expect(uri([bare('h', 'host'), chap({})])).toBe('a.json');
    expect(uri([bare('h', 'host')])).toBe('stdin');
  });
});

describe('message', () => {
  const text = (rest: Partial<Verdict>): string => run([chap(rest)]).results[0].message.text;

  it('ends with a full stop and tells what to type', () => {
    expect(text({})).toBe('vmhba64 asks for no CHAP.');
    expect(text({ remedy: { powercli: ['a', 'b'], manual: ['Tell the array team'] } })).toBe(
      'vmhba64 asks for no CHAP. Fix: `a`, then `b`. Tell the array team.',
    );
    expect(text({ remedy: { esxcli: ['a', 'b', 'c', 'd', 'e'], powercli: ['x'] } })).toBe(
      'vmhba64 asks for no CHAP. Fix: `a`, then `b`, then `c`, and 2 more commands.',
    );
  });

  it('lets no data make a link', () => {
    expect(text({ message: '[ds1] a/b.vmx is full.' })).toBe('[ds1] a/b.vmx is full.');
    expect(text({ message: 'click [here](http://evil).' })).toBe('click [here\\](http://evil).');
    expect(text({ message: 'click [here\\\\](http://evil).' })).toBe('click [here\\\\\\](http://evil).');
    expect(text({ message: 'open [never', related: [{ message: 'MTU', location: at('a', 1, 1, 1) }] })).toBe(
      'open \\[never. See [MTU](1).',
    );
  });

  it('escapes the text of its own links and names at most ten', () => {
    const related = Array.from({ length: 12 }, () => ({ message: 'a[0]\\b', location: at('a', 1, 1, 1) }));
    const said = text({ related });
    expect(said).toContain('See [a\\[0\\]\\\\b](1), ');
    expect(said).toContain('(10) and 2 more.');
    expect(run([chap({ related })]).results[0].relatedLocations.map(({ id }: Any) => id)).toEqual(related.map((_, at) => at + 1));
  });

  it('spells out control characters', () => {
    expect(text({ message: 'a\u001b[31mb\u202ec' })).toBe('a\\x1b\\[31mb\\u202ec.');
  });
});

describe('rules', () => {
  it('hold all that a rule knows', () => {
    const { rules } = run([]).tool.driver;
    expect(rules.map(({ id }: Any) => id)).toEqual(['iscsi-chap-missing', 'mtu-vmk-exceeds-vswitch', 'pvscsi-preferred']);
    expect(rules[1]).toMatchInlineSnapshot(`
      {
        "defaultConfiguration": {
          "level": "error",
        },
        "fullDescription": {
          "text": "Frames that are larger than the MTU of the switch are dropped. Ping works and large writes hang.",
        },
        "help": {
          "markdown": "# A VMkernel adapter has a larger MTU than its switch.

      ## Why

      Frames that are larger than the MTU of the switch are dropped.

      Ping works and large writes hang.

      ## Applies to

      ESXi 5.0 and later

      ## Does not fire when

      - the adapter is on a distributed switch

      ## Fix

      esxcli:

      \`\`\`
      esxcli network vswitch standard set -v <vswitch> -m <mtu>
      \`\`\`

      PowerCLI:

      \`\`\`
      Get-VirtualSwitch -Name <vswitch> | Set-VirtualSwitch -Mtu <mtu>
      \`\`\`

      ## Sources

      - the MTU of the switch must be at least that of the adapter (<https://example.com/jumbo frames>)
      - no vendor source: vlint's own judgement (seen in the field)

      ## Disputed

      - one vendor asks for 1500 everywhere",
          "text": "Why:
      Frames that are larger than the MTU of the switch are dropped.
      Ping works and large writes hang.

      Applies to:
      ESXi 5.0 and later

      Does not fire when:
      - the adapter is on a distributed switch

      Fix:
      esxcli:
        esxcli network vswitch standard set -v <vswitch> -m <mtu>
      PowerCLI:
        Get-VirtualSwitch -Name <vswitch> | Set-VirtualSwitch -Mtu <mtu>

      Sources:
      - the MTU of the switch must be at least that of the adapter (https://example.com/jumbo frames)
      - no vendor source: vlint's own judgement (seen in the field)

      Disputed:
      - one vendor asks for 1500 everywhere",
        },
        "helpUri": "https://example.com/jumbo%20frames",
        "id": "mtu-vmk-exceeds-vswitch",
        "name": "MtuVmkExceedsVswitch",
        "properties": {
          "precision": "high",
          "problem.severity": "error",
          "tags": [
            "esxi",
            "mtu",
          ],
        },
        "shortDescription": {
          "text": "A VMkernel adapter has a larger MTU than its switch.",
        },
      }
    `);
  });

  it('mark security, and only that', () => {
    const [security, plain, note] = run([]).tool.driver.rules;
    expect(security.properties).toEqual({
      tags: ['esxi', 'initiator', 'iscsi', 'security'],
      precision: 'medium',
      'problem.severity': 'warning',
      'security-severity': '5.0',
    });
    expect(plain.properties).not.toHaveProperty('security-severity');
    expect(note.properties['problem.severity']).toBe('recommendation');
    expect(security).not.toHaveProperty('helpUri');
  });

  it('cut a description that GitHub would refuse', () => {
    const card = { ...mtuCard, rationale: `${'Long words. '.repeat(200)}` };
    const { rules } = run({ ...reportOf([]), catalog: new Map([[card.id, card]]) }).tool.driver;
    expect(rules[0].fullDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rules[0].fullDescription.text).toMatch(/words\.…$/);
  });

  it('take no help address that is not one of the web', () => {
    const card = { ...mtuCard, sources: [{ id: 'S', url: 'see page 3', claim: 'c' }] };
    expect(run({ ...reportOf([]), catalog: new Map([[card.id, card]]) }).tool.driver.rules[0]).not.toHaveProperty('helpUri');
  });
});

// The schema comes with Microsoft's SARIF multitool, which is installed where the output is gated.
const schemaFile = new URL('../../node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json', import.meta.url);

describe.skipIf(!existsSync(schemaFile))('schema of SARIF 2.1.0', () => {
  it('takes the output', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
    const reports = [
      reportOf([]),
      reportOf([
        mtuFail('esx01.lab', 12),
        unknownBinding('esx01.lab'),
        chap({ flow: [{ message: 'hop', location: at('-', 1, 1, 1) }] }),
      ]),
      reportOf([
        chap({ location: at('../a b/ü#100%:?.json', 1, 1, 1) }),
        verdict('rule-crashed', { kind: 'host', name: 'h' }, {}),
      ]),
    ];
    for (const report of reports) {
      validate(JSON.parse(sarif(report)));
      expect(validate.errors).toBeNull();
    }
  });
});
