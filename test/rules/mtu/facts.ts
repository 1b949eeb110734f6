const vouched = 'who: Net Team, when: 2026-01-01, until: 2026-12-31';

/** A facts.yaml of one list, each entry on a line of its own from line 2 on. */
export function facts(section: string, ...entries: readonly string[]): string {
  return `${section}:\n${entries.map((entry) => `  - { ${entry}, ${vouched} }\n`).join('')}`;
}

/** A vmkping with fragmentation forbidden. */
export function ping(vmk: string, target: string, result: 'pass' | 'fail', size = 8972): string {
  return `host: esx01.lab, vmk: ${vmk}, target: ${target}, size: ${size}, df: true, result: ${result}`;
}
