/** Whether a text begins as a sentence does; names like iSCSI and facts.yaml keep their small letter. */
export function beginsWell(text: string): boolean {
  return /^(?:[\p{Lu}\p{N}"'(]|\p{Ll}{1,2}\p{Lu}|(?:facts|vlint)\.yaml)/u.test(text);
}

/** Sentences that end with one full stop and are set properly: no blank at the ends, none twice. */
export function isSentence(text: string): boolean {
  return beginsWell(text) && /[^.]\.$/.test(text) && !/\s\s/.test(text.replace(/\n\s*\n/g, ' '));
}

const AUTHORITY = 'VMware|Broadcom|Microsoft|NetApp|EMC|Dell|EqualLogic|Pure|HPE|Nimble|DISA|vendors?|manufacturers?';
const VERB =
  'says?|said|recommends?|requires?|demands?|advises?|supports?|does not support|do not support|warns?|forbids?|states?|wants?';
const CLAIM = new RegExp(
  `\\b(?:${AUTHORITY})\\s+(?:${VERB})\\b|\\b(?:recommended|required|supported|advised|said|stated) by (?:${AUTHORITY})\\b`,
  'gi',
);

/** Words that put a demand into the mouth of a vendor. */
export function claimsAuthority(text: string): string[] {
  return text.match(CLAIM) ?? [];
}

/** Globals that give different answers at different times or reach outside, and state that outlives a check. */
const IMPURE: readonly (readonly [string, RegExp])[] = [
  ['the clock', /\bDate\b|\bperformance\b/],
  ['the process', /\bprocess\b/],
  ['the console', /\bconsole\b/],
  ['chance', /\bMath\s*\.\s*random\b|\bcrypto\b/],
  ['the global object', /\bglobalThis\b/],
  ['the network', /\bfetch\s*\(/],
  ['timers', /\bset(?:Timeout|Interval|Immediate)\b/],
  // `import('vlint').Host` is a type.
  ['a module that is loaded later', /\bimport\s*\((?!''\)\.[A-Z])/],
  ['module state', /^(?:export )?(?:let|var)\b/m],
];

/** What of that a source names, outside comments and texts. */
export function purityFaults(source: string): string[] {
  const code = withoutTexts(source);
  return IMPURE.filter(([, pattern]) => pattern.test(code)).map(([what]) => what);
}

/** Sentences of a template that tell the author what to write. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(/'(Write [^']+)'|`(Write [^`$]+)/g)].map(([, plain, start]) => (plain ?? start ?? '').trim());
}

/** What `${...}` holds inside a text is left out, too: rules do not hide calls there. */
function withoutTexts(source: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return source.replace(token, "''");
}
