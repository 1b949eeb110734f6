import { describe, expect, it } from 'vitest';
import { loadVendors } from '../../src/config/vendors.ts';

const load = (...texts: readonly string[]) => loadVendors(texts.map((text, index) => ({ path: `v${index + 1}.yaml`, text })));
const said = (...texts: readonly string[]) =>
  load(...texts).problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);

const acme = (...lines: readonly string[]) =>
  ['arrays:', '  - name: ACME', '    match: [{ vendor: ACME }]', ...lines.map((line) => `    ${line}`), ''].join('\n');

describe('a vendor file', () => {
  it('that is in order gives its arrays', () => {
    const { value, problems } = load(
      acme('login-timeout: { seconds: 20, says: Set it to 20., source: "Guide, page 4" }'),
      'vendor: Beta\narrays:\n  - name: Beta\n    match:\n      - { vendor: BETA, model: B }\n    only-strings: Nothing was read.\n',
    );

    expect(problems).toEqual([]);
    expect(value?.map(({ name }) => name)).toEqual(['ACME', 'Beta']);
    expect(value?.[0]?.loginTimeout).toEqual({
      seconds: 20,
      source: { id: 'Guide, page 4', where: 'Guide, page 4', claim: 'Set it to 20.' },
    });
  });

  it.each([
    [
      'a wrong key',
      acme('login-timout: { seconds: 20, says: x }'),
      '4:5 unknown key "login-timout"; did you mean "login-timeout"?',
    ],
    [
      'a wrong key inside',
      acme('paths: { minimum: 2, maximun: 8, says: x }'),
      '4:26 unknown key "maximun"; did you mean "maximum"?',
    ],
    ['no source', acme('delayed-ack: { enabled: false }'), '4:18 "delayed-ack" needs at least one of "says", "unsourced"'],
    ['no choice', acme('path-switch: { says: x }'), '4:18 "path-switch" needs at least one of "iops", "bytes", "latency"'],
    [
      'a number for text',
      acme('claim: { satp: A, psp: B, model: 100E-00, says: x }'),
      '4:38 "model" must be text, but is 100; put it in quotes',
    ],
    [
      'a text for a number',
      acme('login-timeout: { seconds: "20", says: x }'),
      '4:31 "seconds" must be a whole number, but is "20"',
    ],
    [
      'another word',
      acme('port-binding: { use: nevr, says: x }'),
      '4:26 "use" must be one of never, one-subnet, but is "nevr"; did you mean "never"?',
    ],
    [
      'no address',
      acme('redirects-logins: { says: x, url: example.com }'),
      '4:39 "url" must be an address like https://..., but is "example.com"',
    ],
    ['a source and none', acme('redirects-logins: { says: x, unsourced: y }'), '4:34 "unsourced" and "says" exclude each other'],
    [
      'more than strings',
      acme('only-strings: Nothing.', 'redirects-logins: { says: x }'),
      '4:5 "only-strings" says that nothing else is known, but "redirects-logins" is there',
    ],
    ['no match', 'arrays:\n  - name: ACME\n    match: []\n', '3:12 "match" must not be empty'],
    ['no arrays', 'vendor: ACME\n', '1:1 missing key "arrays"'],
    ['an empty file', '', '1:1 missing key "arrays"'],
  ])('with %s says where', (_, text, message) => {
    expect(said(text)).toEqual([`v1.yaml:${message}`]);
    expect(load(text).value).toBeUndefined();
  });

  it('must not name an array of another file', () => {
    expect(said(acme(), acme().replace('ACME', 'Acme'))).toEqual([
      'v2.yaml:2:11 the array "Acme" stands in v1.yaml, line 2 already',
    ]);
  });
});
