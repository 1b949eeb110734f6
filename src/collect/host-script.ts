import { COMMANDS, FIRST_COMMAND, PER_OBJECT, type PerObject } from './esxcli-commands.ts';

/**
 * A shell script that asks the host on which it runs for everything that esxcli tells of its network and storage, and prints one export.
 * It needs what every ESXi has: a POSIX shell, esxcli, sed, tr, awk and date. It changes nothing and writes no file.
 */
export function hostScript(version: string): string {
  return [
    '#!/bin/sh',
    `# Written by vlint collect --script (vlint ${version}). Run it on a host, or through SSH:`,
    '#   ssh root@esx01.example sh -s < collect.sh > esx01.json',
    '# It runs esxcli commands that read, and prints one JSON document. It changes nothing and writes no file.',
    '',
    FUNCTIONS,
    '# All of it lies in a function, so that a script that was cut off in transit does nothing.',
    'vlint_main() {',
    '  set -f',
    '  unset IFS',
    '  command -v esxcli > /dev/null || { vlint_say "there is no esxcli here: run this on an ESXi host"; return 1; }',
    `  vlint_out=$(esxcli --formatter=json ${FIRST_COMMAND} < /dev/null 2> /dev/null)`,
    '  vlint_is_json || { vlint_say "esxcli prints no JSON here, as on old releases: use --formatter=xml, a file a command"; return 1; }',
    '  vlint_first=$vlint_out',
    '  vlint_out=$(esxcli --formatter=json system hostname get < /dev/null 2> /dev/null)',
    String.raw`  vlint_host=$(printf '%s\n' "$vlint_out" | sed -n 's/.*"FullyQualifiedDomainName": *"\([^"]*\)".*/\1/p')`,
    '  test -n "$vlint_host" || vlint_host=$(vlint_text "$(hostname)")',
    String.raw`  printf '{"vlint":"export/1","collected":"%s","entries":[\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"`,
    '  vlint_out=$vlint_first',
    `  vlint_entry '${FIRST_COMMAND}' ''`,
    ...COMMANDS.map((command) => `  vlint_ask '${command}'`),
    ...PER_OBJECT.flatMap(loop),
    String.raw`  printf '\n]}\n'`,
    '}',
    '',
    'vlint_main',
    '',
  ].join('\n');
}

function loop({ list, column, only, option, commands }: PerObject): string[] {
  const choice = only === undefined ? '' : ` ${only.column} ${only.value}`;
  return [
    `  vlint_names '${list}' ${column}${choice} | while IFS= read -r vlint_name; do`,
    ...commands.map((command) => `    vlint_ask '${command}' ${option} "$vlint_name"`),
    '  done',
  ];
}

const FUNCTIONS = String.raw`vlint_say() {
  printf 'vlint: %s\n' "$1" >&2
}

# The argument as the inside of a JSON string.
vlint_text() {
  printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g' | tr -d '\000-\037'
}

vlint_is_json() {
  case $vlint_out in
    '['* | '{'* | '"'* | true* | false* | [0-9]*) return 0 ;;
  esac
  return 1
}

# Command, separator: prints vlint_out as an entry.
vlint_entry() {
  printf '%s{"source":"esxcli","host":"%s","command":"%s","output":%s}' "$2" "$vlint_host" "$(vlint_text "$1")" "$vlint_out"
}

# Command, or command, option and the name of an object. Standard input is the list of names, or this script: nothing may read it.
vlint_ask() {
  vlint_command=$1
  if [ $# -eq 1 ]; then
    vlint_out=$(esxcli --formatter=json $1 < /dev/null 2> /dev/null) || vlint_out=
  else
    vlint_out=$(esxcli --formatter=json $1 "-$2" "$3" < /dev/null 2> /dev/null) || vlint_out=
    case $3 in
      *\"*) vlint_command="$1 -$2 '$3'" ;;
      *) vlint_command="$1 -$2 \"$3\"" ;;
    esac
  fi
  if vlint_is_json; then
    vlint_entry "$vlint_command" ',
'
  else
    vlint_say "no answer: esxcli $vlint_command"
  fi
}

# List, column, and optionally a column and the value that it must have: the names of the objects, each once.
vlint_names() {
  esxcli --formatter=keyvalue $1 < /dev/null 2> /dev/null | awk -v column="$2" -v only="$3" -v value="$4" '
    {
      at = index($0, "=")
      split(substr($0, 1, at - 1), part, ".")
      if (part[3] == column) { order[++count] = part[1]; name[part[1]] = substr($0, at + 1) }
      if (part[3] == only && substr($0, at + 1) == value) chosen[part[1]] = 1
    }
    END {
      for (i = 1; i <= count; i++) {
        row = order[i]
        if ((only == "" || row in chosen) && !(name[row] in seen) && name[row] != "") { seen[name[row]] = 1; print name[row] }
      }
    }'
}
`;
