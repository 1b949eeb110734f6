import { isKnownCommand, parseCommand } from '../command.ts';
import type { Sink, TextFormat, TextInput } from '../format.ts';
import { esxcfgOfHeader, readEsxcfg } from './esxcfg.ts';
import { readOutput } from './output.ts';
import { commandOf, commandOfHeader } from './signature.ts';
import { isFiltered } from './table.ts';
import { esxcliLine, type Section, sectionsOf } from './transcript.ts';
import { readVimCmd } from './vim-cmd.ts';
import { readVmkping } from './vmkping.ts';

/** Commands of which something is read. */
const READ = /^(?:\/\S*\/)?(?:esxcli|localcli|govc host\.esxcli|esxcfg-\w+ -l|vmkping|vim-cmd hostsvc\/net\/query_networkhint)\b/;

/** What esxcli and localcli print, as it is or pasted from a session with several commands. */
export const esxcliText: TextFormat = {
  name: 'esxcli output as text',
  sniff(head, hint) {
    if (hint.command !== undefined) return true;
    const lines = head.split(/\r?\n/);
    const sections = sectionsOf(lines);
    if (sections.some(({ command }) => command !== undefined && READ.test(command))) return true;
    if (lines.some((line) => esxcfgOfHeader(line) !== undefined)) return true;
    const header = lines.find((_, index) => /^\s*-{2,}[-\s]*$/.test(lines[index + 1] ?? ''));
    if (header !== undefined && commandOfHeader(header) !== undefined) return true;
    const keys = lines.flatMap((line) => /^\s*([A-Z][\w ()/-]*?):(?:\s|$)/.exec(line)?.[1] ?? []);
    return commandOf(keys) !== undefined;
  },
  read(input, sink) {
    const sections = sectionsOf(input.lines);
    const unread = new Set<string>();
    let host: string | undefined;
    for (const section of sections) {
      host = section.host ?? host;
      const left = readSection(section, host, input, sink, sections.length);
      if (left !== undefined) unread.add(left);
    }
    if (unread.size > 0) {
      sink.problem({
        ruleId: 'input-format',
        level: 'note',
        line: sections[0]?.line ?? 1,
        message: `${unread.size === 1 ? 'One command' : `${unread.size} commands`} of this session tell nothing that a rule asks for: ${[...unread].slice(0, 8).join('; ')}${unread.size > 8 ? '; ...' : ''}.`,
        instead: 'nothing: all else in the session was read',
      });
    }
  },
};

/**
 * Reads the output of a command that is told: `command` is its line ("localcli network nic list"). Returns the command where it is one that
 * tells nothing.
 */
export function readOutputOf(
  { command, host }: { readonly command: string; readonly host: string | undefined },
  input: TextInput,
  sink: Sink,
): string | undefined {
  const output = input.lines.map((text, index) => ({ text, number: index + 1 }));
  return readSection({ command, host, line: 1, output }, host, input, sink, 1);
}

/** Reads one section; returns the command where it is one that tells nothing. */
function readSection(
  section: Section,
  host: string | undefined,
  input: TextInput,
  sink: Sink,
  count: number,
): string | undefined {
  const { hint, lines } = input;
  const told = section.command === undefined ? undefined : esxcliLine(section.command);
  if (section.command !== undefined && told === undefined) return readOther(section.command, section, host, input, sink);
  if (told?.filtered || isFiltered(section.output)) {
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: section.line,
      message: 'This output went through a filter, so that it cannot be told what it left out.',
      instead: `the whole output${told === undefined ? '' : `: esxcli ${told.line}`}`,
    });
    return undefined;
  }
  const parsed = told && parseCommand(told.line);
  // A folder may hold the sessions of many hosts.
  const isSession = section.command !== undefined || count > 1;
  const own = count === 1 ? hint : {};
  const command = parsed?.command ?? own.command;
  if (parsed !== undefined && !isKnownCommand(parsed.command)) return `esxcli ${parsed.command}`;
  const output = readOutput(section.output, command);
  if (output.command === undefined) {
    const header = section.output.find(({ text }) => text.trim() !== '')?.text ?? '';
    const older = esxcfgOfHeader(header);
    if (older !== undefined) return readOther(older, section, host, input, sink);
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: section.line,
      message: 'It cannot be told which esxcli command printed this.',
      instead: 'the output under its command line, or in a file that is named after it: esx01_network_nic_list.txt',
    });
    return undefined;
  }
  if (typeof output.value === 'string' && / list$/.test(output.command)) {
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: section.output.find(({ text }) => text.trim() !== '')?.number ?? section.line,
      message: `This is no list, as esxcli ${output.command} prints it: ${output.value.slice(0, 100)}`,
      instead: `the output of esxcli ${output.command}`,
    });
    return undefined;
  }
  for (const { line, message } of output.faults) {
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line,
      message: `In the output of esxcli ${output.command} ${message}.`,
      instead: `esxcli --formatter=json ${output.command}`,
    });
  }
  sink.esxcli(
    {
      command: output.command,
      options: parsed?.options ?? own.options ?? new Map(),
      host: host ?? (isSession && hint.guessed ? undefined : hint.host),
      guessed: host === undefined && hint.guessed === true,
      partial: output.faults.length > 0,
    },
    { value: output.value, places: output.places, line: section.output[0]?.number ?? section.line, lines },
  );
  return undefined;
}

/** Commands beside esxcli that tell what a rule asks for; returns the command where it is none of them. */
function readOther(
  command: string,
  section: Section,
  host: string | undefined,
  input: TextInput,
  sink: Sink,
): string | undefined {
  const { hint, lines } = input;
  const of = {
    host: host ?? (hint.guessed && section.command !== undefined ? undefined : hint.host),
    guessed: host === undefined && hint.guessed === true,
  };
  const line = section.output[0]?.number ?? section.line;
  const ping = /^(?:\/\S*\/)?vmkping\s/.test(command) ? readVmkping(command, section.output) : undefined;
  if (ping) {
    sink.esxcli({ ...of, command: 'vmkping' }, { ...ping, line, lines });
    return undefined;
  }
  const hints = /hostsvc\/net\/query_networkhint/.test(command) ? readVimCmd(section.output) : undefined;
  if (hints) {
    sink.method({ method: 'QueryNetworkHint', host: of.host }, { ...hints, line, lines });
    return undefined;
  }
  const equivalents = readEsxcfg(command, section.output);
  for (const { command: same, value, places } of equivalents ?? [])
    sink.esxcli({ ...of, command: same }, { value, places, line, lines });
  return equivalents === undefined ? command : undefined;
}
