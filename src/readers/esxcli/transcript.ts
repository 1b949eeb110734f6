import type { Line } from './table.ts';

/** A command in a pasted session and the lines that follow it. */
export interface Section {
  /** The line as typed, without the prompt; undefined for what stands before the first command. */
  readonly command: string | undefined;
  /** The host of the prompt. */
  readonly host: string | undefined;
  /** The line of the command, or the first line. */
  readonly line: number;
  readonly output: readonly Line[];
}

/** "[root@esx01:~] ", "~ # ", "esx01:~ # ", "root@esx01 # ", "[esx01]$ ". */
const PROMPT =
  /^\s*(?:\[(?:[^\]\s@]+@)?(?<a>[\w.-]+?)(?::[^\]]*)?\]\s*[#$%]?\s*|(?:[\w-]+@)?(?<b>[\w.-]+)?:?~?(?:\/[\w./-]*)?\s*[#$%]\s+)(?<rest>\S.*)$/;
/** What a command line begins with where no prompt stands before it; a comment or a heading may repeat it. */
const COMMAND =
  /^\s*(?:[#=+>*-]{1,8}\s*)?(?:\d+[.)]\s*)?(?<rest>(?:\/\S*\/)?(?:esxcli|localcli|esxcfg-\w+|vim-cmd|vmkping|vmkiscsi-tool|govc host\.esxcli)\s.*?|esxcfg-\w+)(?:\s*[=#-]{2,})?\s*$/;

/** Cuts a pasted session at its commands. A text without any command is one section. */
export function sectionsOf(lines: readonly string[]): readonly Section[] {
  const sections: { command: string | undefined; host: string | undefined; line: number; output: Line[] }[] = [];
  for (const [index, text] of lines.entries()) {
    const number = index + 1;
    const started = commandLine(text);
    if (started !== undefined) {
      sections.push({ ...started, line: number, output: [] });
      continue;
    }
    let section = sections.at(-1);
    if (section === undefined) {
      section = { command: undefined, host: undefined, line: number, output: [] };
      sections.push(section);
    }
    section.output.push({ text, number });
  }
  return sections.filter(({ command, output }) => command !== undefined || output.some(({ text }) => text.trim() !== ''));
}

function commandLine(text: string): { readonly command: string; readonly host: string | undefined } | undefined {
  const prompted = PROMPT.exec(text)?.groups;
  if (prompted?.rest !== undefined && (prompted.a !== undefined || isCommand(prompted.rest))) {
    const host = prompted.a ?? prompted.b;
    return { command: prompted.rest.trim(), host: host === undefined || /^(root|localhost)$/.test(host) ? undefined : host };
  }
  const bare = COMMAND.exec(text)?.groups?.rest;
  return bare === undefined ? undefined : { command: bare.trim(), host: undefined };
}

function isCommand(text: string): boolean {
  return COMMAND.test(text) || /^[a-z][\w./-]*(\s|$)/.test(text);
}

/** The esxcli command of a line, without what the shell does with its output. */
export function esxcliLine(command: string): { readonly line: string; readonly filtered: boolean } | undefined {
  const match = /^(?:\/\S*\/)?(?:esxcli|localcli|govc host\.esxcli)\s+(.*)$/.exec(command);
  if (match?.[1] === undefined) return undefined;
  const [line = '', ...behind] = match[1].split(/\s*(?:\||;|&&|>)\s*/);
  return { line, filtered: behind.some((part) => /^(e|f|z)?grep|^awk|^head|^tail|^sed|^cut|^sort|^wc/.test(part)) };
}
