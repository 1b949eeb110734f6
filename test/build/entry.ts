import { host } from './host.ts';
import type { HostDescription } from './host-description.ts';
import type { Json, JsonObject } from './json.ts';

/** Properties of one managed object, nested, in VI JSON form. */
export interface PropertiesEntry {
  readonly source: 'vim';
  readonly object: { readonly type: string; readonly value: string };
  readonly properties: JsonObject;
}

/** The answer of a method that the linter needs beside the properties. */
export interface MethodEntry {
  readonly source: 'vim';
  readonly object: { readonly type: string; readonly value: string };
  readonly method: string;
  readonly argument?: string;
  readonly result: readonly Json[];
}

/** What `esxcli --formatter=json COMMAND` printed on a host. */
export interface EsxcliEntry {
  readonly source: 'esxcli';
  readonly host: string;
  readonly command: string;
  readonly output: Json;
}

export type Entry = PropertiesEntry | MethodEntry | EsxcliEntry;

/** The native form of an export. */
export interface NativeExport {
  readonly vlint: 'export/1';
  readonly collected: string;
  readonly entries: readonly Entry[];
}

/** What an export is put together from: entries, lists of them, and descriptions of hosts (the same as `host(description)`). */
export type Part = Entry | HostDescription | readonly Part[];

/** All entries of the parts, in order. */
export function entriesOf(...parts: readonly Part[]): Entry[] {
  return parts.flatMap((part): Entry[] => {
    if (isList(part)) return entriesOf(...part);
    return 'source' in part ? [part] : host(part);
  });
}

/** A native export, ready for JSON.stringify. */
export function exportOf(...parts: readonly Part[]): NativeExport {
  return { vlint: 'export/1', collected: '2026-11-22T05:00:00Z', entries: entriesOf(...parts) };
}

export function isProperties(entry: Entry): entry is PropertiesEntry {
  return 'properties' in entry;
}

export function isMethod(entry: Entry): entry is MethodEntry {
  return 'method' in entry;
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}
