import type { Commands } from './rule-text.ts';

/** Commands as a Markdown code block. The fence is longer than any run of backticks in them: PowerShell continues lines with one. */
export function fenced({ tool, lines }: Commands): string {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}${tool === 'esxcli' ? 'sh' : 'powershell'}`, ...lines, fence].join('\n');
}
