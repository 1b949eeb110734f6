import { JsonCursor } from '../derived.ts';
import type { Sink, TextFormat } from '../format.ts';
import { readJsonText } from '../json-text.ts';
import { documentSink } from '../text-sink.ts';
import { readResults } from './results.ts';
import { isAnsibleJson } from './sniff.ts';

/** "esx01 | SUCCESS => {" of a single command, "ok: [esx01] => {" of a playbook. */
const START =
  /^(?:(\S+) \| (SUCCESS|CHANGED|FAILED!?|UNREACHABLE!?) (?:\| rc=\d+ )?=> |(ok|changed|fatal|failed): \[([^\]\s]+)\](?: => \(item=.*?\))?(?:: \w+!)? => )\{/;

/** What the ansible command prints: results as JSON, each behind the name of its inventory host. */
export const ansibleText: TextFormat = {
  name: 'output of ansible',
  sniff: (head) =>
    /^(?:\S+ \| \w+!? |(?:ok|changed): \[).*=> \{/m.test(head) && isAnsibleJson(`{${head.slice(head.indexOf('=> {') + 4)}`),
  read({ lines }, sink) {
    for (let index = 0; index < lines.length; index++) {
      const start = START.exec(lines[index] ?? '');
      if (start === null) continue;
      const host = start[1] ?? start[4];
      if (/^(FAILED|UNREACHABLE|fatal|failed)/.test(start[2] ?? start[3] ?? '')) failed(host ?? '', index + 1, sink);
      else index = readOne(lines, index, start[0].length - 1, host, sink);
    }
  },
};

/** Reads the result that begins in a line, and gives the line where it ends. */
function readOne(lines: readonly string[], first: number, column: number, host: string | undefined, sink: Sink): number {
  const line = lines[first] ?? '';
  const last = /\}\s*$/.test(line) ? first : lines.findIndex((text, index) => index > first && /^\}\s*$/.test(text));
  const end = last === -1 ? lines.length - 1 : last;
  // Blanks in the place of what stands before it keep the columns.
  const text = `${' '.repeat(column)}${[line.slice(column), ...lines.slice(first + 1, end + 1)].join('\n')}`;
  const result = readJsonText(new TextEncoder().encode(text));
  if ('message' in result) {
    sink.problem({
      ruleId: last === -1 ? 'input-truncated' : 'input-format',
      level: 'error',
      line: first + result.line,
      column: result.column,
      message: `The result of ${host ?? 'a host'} is no JSON: ${result.message.replace(/\.$/, '')}.`,
      instead: 'the whole output of ansible, from its first line to its last',
    });
    return end;
  }
  const spanOf = (path: readonly (string | number)[]) => {
    const place = result.places.find(result.value, path);
    return place && { line: place.line + first, column: place.column, endColumn: place.endColumn };
  };
  // A control node is no ESXi host.
  const esxi =
    host === undefined || /^(localhost|127\.0\.0\.1|.*vcenter.*)$/i.test(host) ? undefined : host.replace(/ ->.*$/, '');
  readResults(new JsonCursor(result.value), esxi, documentSink({ lines, line: first + 1, spanOf }, sink));
  return end;
}

function failed(host: string, line: number, sink: Sink): void {
  sink.problem({
    ruleId: 'input-format',
    level: 'warning',
    line,
    message: `Ansible has failed on ${host}, so that its result is missing.`,
    instead: 'the output of a run that succeeds',
  });
}
