import { describe, expect, it } from 'vitest';
import { besidesProperties, type Entry, native, ndjson } from '../build/index.ts';
import { govcCollectXml, govcInfoXml, objectSave, soapUpdates, soapXml } from '../build/shapes/xml.ts';
import { essence, type Files, fails, judgeFiles, own } from '../e2e/run.ts';
import { site } from '../e2e/site.ts';
import { estate as everyRule } from '../estates/every-rule/estate.ts';

/** The same estate as XML from each tool; what has no place in it stands beside it. */
function shapesOf(entries: readonly Entry[]): Readonly<Record<string, Files>> {
  const all = [...entries];
  const beside = { 'methods.ndjson': ndjson(besidesProperties(all)) };
  const others = all.filter((entry) => 'properties' in entry && !['HostSystem', 'VirtualMachine'].includes(entry.object.type));
  return {
    'answer of RetrievePropertiesEx': { 'answer.xml': soapXml(all), ...beside },
    'answer of RetrievePropertiesEx, pretty': { 'answer.xml': soapXml(all, { pretty: true, prefix: 'i' }), ...beside },
    'answer of WaitForUpdatesEx': { 'updates.xml': soapUpdates(all), ...beside },
    'govc collect -xml': { 'collect.xml': govcCollectXml(all), ...beside },
    'govc host.info -xml and vm.info -xml': {
      'hosts.xml': govcInfoXml(all, 'HostSystem'),
      'vms.xml': govcInfoXml(all, 'VirtualMachine'),
      'others.xml': govcCollectXml(others),
      ...beside,
    },
    'govc object.save': { ...objectSave(all), ...beside },
  };
}

describe.each([
  { name: 'three hosts with a fault each and four VMs', entries: site, faults: 4 },
  { name: 'every rule', entries: everyRule.entries, faults: 50 },
])('$name', ({ entries, faults }) => {
  const text = { 'export.json': native([...entries]) };
  const reference = judgeFiles(text);

  it('has faults enough to compare', async () => {
    expect(fails((await reference).report.verdicts).length).toBeGreaterThanOrEqual(faults);
  });

  it.each(Object.entries(shapesOf(entries)))(
    '%s: the same verdicts, each at its token',
    async (_, files) => {
      const { report, broken } = await judgeFiles(files);

      expect(own(report.verdicts).map((verdict) => verdict.message)).toEqual([]);
      expect(broken).toBe(false);
      const expected = (await reference).report.verdicts;
      expect(essence(report.verdicts)).toEqual(essence(expected));
      const wanted = tokensOf(fails(expected), text);
      const found = Object.entries(tokensOf(fails(report.verdicts), files));
      expect(found.filter(([finding, token]) => !isSameToken(token, wanted[finding] ?? 'no such finding'))).toEqual([]);
      expect(found.length).toBe(Object.keys(wanted).length);
    },
    60_000,
  );
});

/** What stands at the location of each finding. */
function tokensOf(verdicts: ReturnType<typeof fails>, texts: Files): Record<string, string> {
  const lines = new Map(Object.entries(texts).map(([name, text]) => [name, String(text).split('\n')]));
  return Object.fromEntries(
    verdicts.map(({ ruleId, fingerprint, location }) => {
      const line = lines.get(location?.file ?? '')?.[(location?.line ?? 0) - 1] ?? '';
      const token = line.slice((location?.column ?? 1) - 1, (location?.endColumn ?? 1) - 1);
      return [`${ruleId} ${fingerprint}`, token.replace(/^"(.*)"$/, '$1').toLowerCase()];
    }),
  );
}

/** An object or list is told by its tag where JSON has its key, or a brace when it is an element of an array. */
function isSameToken(xml: string, json: string): boolean {
  return json === '{' ? /^<\w+$/.test(xml) : xml.replace(/^</, '') === json;
}
