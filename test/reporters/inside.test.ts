import { describe, expect, it } from 'vitest';
import type { Location } from '../../src/findings/report.ts';
import { json } from '../../src/reporters/json.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { type EsxcliEntry, esxcliSet, goodHost } from '../build/index.ts';
import { bundleFolder, bundleOf, textOutputs } from '../build/shapes/vm-support.ts';
import { fails, judgeFiles } from '../e2e/run.ts';

const host = goodHost(1, { vmks: { vmk1: { mtu: 9000 } }, vswitches: { vSwitch1: { mtu: 1500 } } });
const RULE = 'mtu-vmk-exceeds-vswitch';

describe('a place in a file of an archive', async () => {
  const entries = esxcliSet(host) as EsxcliEntry[];
  const { report } = await judgeFiles({ 'bundle.tgz': bundleOf(host.name, textOutputs(entries)) });
  const location = fails(report.verdicts).find(({ ruleId }) => ruleId === RULE)?.location as Location;
  const inside = `${bundleFolder(host.name)}/commands/localcli_network-ip-interface-list.txt`;
  const place = `${inside}:${location.line}:${location.column}`;

  it('is known by archive, file, line and column', () => {
    expect(location).toMatchObject({ file: 'bundle.tgz', inside });
  });

  it('is told by pretty and Markdown', () => {
    expect(pretty(report, { width: 400 })).toContain(`bundle.tgz!${place}`);
    expect(markdown(report)).toContain(`bundle.tgz!${place.replaceAll('_', '&#95;')}`);
  });

  it('is told by JSON', () => {
    const { verdicts } = JSON.parse(json(report)) as { verdicts: { ruleId: string; location?: Location }[] };

    expect(verdicts.find(({ ruleId }) => ruleId === RULE)?.location).toEqual({
      file: 'bundle.tgz',
      pointer: `/${inside.replaceAll('/', '~1')}`,
      inside,
      line: location.line,
      column: location.column,
      endLine: location.endLine,
      endColumn: location.endColumn,
    });
  });

  it('is told by SARIF in words: the region is of the archive, which has no lines', () => {
    const log = JSON.parse(sarif(report)) as {
      runs: [{ results: { ruleId: string; message: { text: string }; locations: object[]; relatedLocations?: object[] }[] }];
    };
    const result = log.runs[0].results.find(({ ruleId }) => ruleId === RULE);

    expect(result?.locations).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: 'bundle.tgz' }, region: { startLine: 1 } }, message: { text: place } },
    ]);
    expect(result?.message.text).toContain(`In the archive: ${place}.`);
    expect(JSON.stringify(result?.relatedLocations)).toContain(`${bundleFolder(host.name)}/commands/`);
  });
});
