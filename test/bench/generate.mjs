#!/usr/bin/env node
/**
 * Writes a native export of any size: hosts with everything that a full dump carries (most of which no rule reads) and virtual
 * machines, a few percent of the hosts with a fault. Deterministic, written as it is made, in a few MB of memory.
 *
 *     node test/bench/generate.mjs --size small|medium|large [--one-line] --output FILE
 *     node test/bench/generate.mjs --hosts 8 --vms 40 --output FILE
 */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { hostEntries } from './host.mjs';
import { clusterEntry, datastoreEntry, hostsPerCluster, vmEntry } from './inventory.mjs';

/** Raised with every change of the output, so that cached files of another version are not used. */
export const generatorVersion = 1;

/** Sizes pretty printed: about 60 MB, 470 MB and over 900 MB (more than one JavaScript string can hold). */
export const sizes = {
  small: { hosts: 64, vms: 2_000 },
  medium: { hosts: 500, vms: 15_000 },
  large: { hosts: 1_000, vms: 30_000 },
};

/** All entries of an estate, one after another. */
export function* entries({ hosts, vms }) {
  for (let cluster = 0; cluster * hostsPerCluster < hosts; cluster += 1) yield clusterEntry(cluster, hosts);
  for (let datastore = 0; datastore * hostsPerCluster < hosts; datastore += 1) yield datastoreEntry(datastore, hosts);
  for (let host = 0; host < hosts; host += 1) yield* hostEntries(host);
  for (let vm = 0; vm < vms; vm += 1) yield vmEntry(vm, hosts);
}

/**
 * Writes the export. It appears under its name only when it is whole.
 * @param {{hosts: number, vms: number, oneLine?: boolean, output: string}} options
 * @returns {number} bytes written
 */
export function generate({ hosts, vms, oneLine = false, output }) {
  const partial = `${output}.part`;
  const file = openSync(partial, 'w');
  let bytes = 0;
  let pending = oneLine
    ? '{"vlint":"export/1","collected":"2026-11-22T05:00:00Z","entries":['
    : '{\n  "vlint": "export/1",\n  "collected": "2026-11-22T05:00:00Z",\n  "entries": [';
  let first = true;
  const flush = () => {
    const chunk = Buffer.from(pending, 'utf8');
    for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
    bytes += chunk.length;
    pending = '';
  };
  for (const entry of entries({ hosts, vms })) {
    const text = oneLine ? JSON.stringify(entry) : `\n    ${JSON.stringify(entry, null, 2).replaceAll('\n', '\n    ')}`;
    pending += first ? text : `,${text}`;
    first = false;
    if (pending.length > 1_000_000) flush();
  }
  pending += oneLine ? ']}\n' : '\n  ]\n}\n';
  flush();
  closeSync(file);
  renameSync(partial, output);
  return bytes;
}

function main() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string' },
      hosts: { type: 'string' },
      vms: { type: 'string' },
      'one-line': { type: 'boolean', default: false },
      output: { type: 'string' },
    },
  });
  const size = values.size === undefined ? { hosts: Number(values.hosts), vms: Number(values.vms ?? 0) } : sizes[values.size];
  if (values.output === undefined || size === undefined || !(size.hosts > 0) || !(size.vms >= 0)) {
    console.error('usage: generate.mjs (--size small|medium|large | --hosts N [--vms N]) [--one-line] --output FILE');
    process.exitCode = 2;
    return;
  }
  const bytes = generate({ ...size, oneLine: values['one-line'], output: values.output });
  console.error(`${values.output}: ${(bytes / 1e6).toFixed(1)} MB`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
