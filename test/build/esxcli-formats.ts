import type { EsxcliEntry } from './entry.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';

/** Commands whose lists esxcli prints as tables. */
const TABLES = new Set([
  'network nic list',
  'network nic pauseParams list',
  'network vswitch standard portgroup list',
  'network ip interface ipv4 get',
  'iscsi adapter list',
  'iscsi logicalnetworkportal list',
  'iscsi physicalnetworkportal list',
  'iscsi adapter discovery sendtarget list',
  'iscsi adapter target portal list',
  'iscsi adapter param get',
  'storage vmfs extent list',
  'storage filesystem list',
]);

/** "VMwareBranded" -> "VMware Branded" and the like: display names have blanks, and readers must not care where. */
function displayName(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
}

function cellText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return isArray(value) ? value.map((item) => cellText(item)).join(', ') : isObject(value) ? '' : String(value);
}

const isNumber = (value: Json | undefined) => typeof value === 'number' || typeof value === 'boolean';

function tableText(rows: readonly JsonObject[], unbroken: boolean): string {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const widths = keys.map((key) => Math.max(displayName(key).length, ...rows.map((row) => cellText(row[key]).length)));
  // esxcli sets numbers and truth values at the right of their column.
  const line = (texts: readonly string[], right: readonly boolean[]) =>
    texts
      .map((text, index) => (right[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  const right = keys.map((key) => !unbroken && rows.every((row) => isNumber(row[key])));
  const rule = unbroken
    ? '-'.repeat(widths.reduce((sum, width) => sum + width + 2, 0))
    : widths.map((width) => '-'.repeat(width)).join('  ');
  return [
    line(keys.map(displayName), right),
    rule,
    ...rows.map((row) =>
      line(
        keys.map((key) => cellText(row[key])),
        right,
      ),
    ),
  ].join('\n');
}

function fieldLines(row: JsonObject, indent: string): string[] {
  return Object.entries(row).map(([key, value]) => `${indent}${displayName(key)}: ${cellText(value)}`);
}

function headingOf(row: JsonObject): string {
  return cellText(row.Device ?? row.Name ?? row.Adapter ?? row.UID ?? Object.values(row)[0]);
}

const commandName = ({ command }: EsxcliEntry) => command.split(/ -/)[0] ?? command;
const rowsOf = (output: Json) => (isArray(output) ? output.filter(isObject) : isObject(output) ? [output] : []);

/** What `esxcli` prints without a formatter. */
export function esxcliText(entry: EsxcliEntry, { localcli = false } = {}): string {
  const { output } = entry;
  if (!isArray(output) && !isObject(output)) return `${cellText(output)}\n`;
  const rows = rowsOf(output);
  if (rows.length === 0) return '';
  if (TABLES.has(commandName(entry))) return `${tableText(rows, localcli)}\n`;
  if (!isArray(output)) return `${fieldLines(output as JsonObject, '   ').join('\n')}\n`;
  const colon = localcli ? ':' : '';
  return `${rows.map((row) => [`${headingOf(row)}${colon}`, ...fieldLines(row, '   ')].join('\n')).join('\n\n')}\n`;
}

/** The same as people paste it: the indentation is gone. */
export function esxcliPasted(entry: EsxcliEntry): string {
  return TABLES.has(commandName(entry)) ? esxcliText(entry) : esxcliText(entry).replace(/^ +/gm, '');
}

/** `--formatter=csv`: columns by name, a comma behind the last one and behind each element of a list. */
export function esxcliCsv({ output }: EsxcliEntry): string {
  const rows = rowsOf(output);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  const cell = (value: Json | undefined) => {
    const text = isArray(value) ? value.map((item) => `${cellText(item)},`).join('') : cellText(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.length === 0
    ? ''
    : [keys, ...rows.map((row) => keys.map((key) => cell(row[key])))].map((row) => `${row.join(',')},\n`).join('');
}

/** `--formatter=keyvalue`. */
export function esxcliKeyvalue({ output }: EsxcliEntry): string {
  const kind = (value: Json | undefined) =>
    typeof value === 'number' ? 'integer' : typeof value === 'boolean' ? 'boolean' : 'string';
  return rowsOf(output)
    .flatMap((row, index) =>
      Object.entries(row).flatMap(([key, value]) =>
        isArray(value) && value.length > 0
          ? value.map((item, at) => `structure[${index}].Row.${key}.${kind(item)}[${at}]=${cellText(item)}\n`)
          : [`structure[${index}].Row.${key}.${kind(value)}=${cellText(value)}\n`],
      ),
    )
    .join('');
}

/** `--formatter=xml`. */
export function esxcliXml({ output }: EsxcliEntry): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const node = (value: Json | undefined, indent: string): string => {
    if (isArray(value)) {
      const inner = value.map((item) => node(item, `${indent}   `)).join('');
      return `${indent}<list type="${value.some(isObject) ? 'structure' : 'string'}">\n${inner}${indent}</list>\n`;
    }
    if (isObject(value)) {
      const fields = Object.entries(value).map(
        ([key, item]) => `${indent}   <field name="${key}">\n${node(item, `${indent}      `)}${indent}   </field>\n`,
      );
      return `${indent}<structure typeName="Row">\n${fields.join('')}${indent}</structure>\n`;
    }
    const name = typeof value === 'number' ? 'integer' : typeof value === 'boolean' ? 'boolean' : 'string';
    return `${indent}<${name}>${escaped(cellText(value))}</${name}>\n`;
  };
  return `<?xml version="1.0" encoding="utf-8"?>\n<output xmlns="http://www.vmware.com/Products/ESX/5.0/esxcli">\n<root>\n${node(output, '   ')}</root>\n</output>\n`;
}

/** A session on the host's shell with one command after another. */
export function esxcliSession(entries: readonly EsxcliEntry[], prompt: (host: string) => string): string {
  return entries.map((entry) => `${prompt(entry.host)}esxcli ${entry.command}\n${esxcliText(entry)}`).join('');
}
