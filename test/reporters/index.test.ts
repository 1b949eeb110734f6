import { expect, it } from 'vitest';
import { formats, reporters } from '../../src/reporters/index.ts';
import { mtuFail, reportOf, unknownBinding } from './report.fixture.ts';

it('names every format once', () => {
  expect(formats).toEqual([...reporters.keys()]);
  expect(formats).toEqual(expect.arrayContaining(['pretty', 'json', 'sarif', 'markdown']));
  expect(new Set(formats).size).toBe(formats.length);
});

it.each([...reporters])('%s ends with one line feed, is repeatable and leaves its input alone', (_, reporter) => {
  const report = reportOf([mtuFail('esx01.lab', 12), unknownBinding('esx01.lab')]);
  const before = JSON.stringify([report, [...report.catalog]]);
  const text = reporter(report);
  expect(text).toMatch(/[^\n]\n$/);
  expect(reporter(report)).toBe(text);
  expect(JSON.stringify([report, [...report.catalog]])).toBe(before);
});

// A comment holds only so much: markdown.test.ts tells what becomes of the rest.
it.each([...reporters].filter(([name]) => name !== 'markdown'))('%s takes ten thousand verdicts', (_, reporter) => {
  const hosts = Array.from({ length: 5000 }, (_, at) => `esx${at + 1}`);
  const text = reporter(
    reportOf(
      hosts.flatMap((host, at) => [mtuFail(host, at + 1), unknownBinding(host)]),
      { hosts: 5000, vms: 0 },
    ),
  );
  expect(new Set(text.match(/esx\d+/g))).toEqual(new Set(hosts));
});
