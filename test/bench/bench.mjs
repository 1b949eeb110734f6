#!/usr/bin/env node
/**
 * What a scan costs beside a bare read and JSON.parse of the same file: whole processes, in turn, as medians of pairs.
 *
 *     npm run bench -- --sizes small,medium,large --runs 3
 *     --one-line         the export on one line instead of pretty printed
 *     --command LINE     measures another command; {file} stands for the export (default: node dist/vlint.cjs scan {file} ...)
 *     --keep             leaves the generated files for the next run (in the system's folder for temporary files)
 *
 * Prints a table and exits 0 whatever the figures are; 1 when a process that is measured fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { generate, generatorVersion, sizes } from './generate.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

/** V8 holds no longer string: 2^29 - 24 UTF-16 units. A longer file cannot be read by the baseline. */
const longestString = 2 ** 29 - 24;

/**
 * One process, measured as a whole: wall time around it, and processor time and peak memory as it told them itself at exit.
 * A process that starts others (not threads) is measured without them.
 * @returns {{wall: number, cpu: number, peak: number, status: number | null}} seconds, seconds, MiB
 */
export function measure(command, args) {
  const folder = mkdtempSync(join(tmpdir(), 'vlint-usage-'));
  const usage = join(folder, 'usage.json');
  try {
    const preload = `--require ${JSON.stringify(join(here, 'usage.cjs'))}`;
    const started = process.hrtime.bigint();
    const { status, stderr, error } = spawnSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${preload}`.trim(), VLINT_USAGE_FILE: usage },
    });
    const wall = Number(process.hrtime.bigint() - started) / 1e9;
    if (error) throw error;
    if (!existsSync(usage)) throw new Error(`${command} ${args.join(' ')} told no usage (status ${status}):\n${stderr}`);
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8'));
    return { wall, cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024, status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Splits a command line at blanks, except inside double quotes, and puts the file in. */
export function commandLine(line, file) {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]);
  return words.map((word) => word.replaceAll('{file}', file));
}

function baseline(file) {
  const result = measure(process.execPath, [join(here, 'baseline.cjs'), file]);
  if (result.status !== 0) throw new Error(`the baseline failed on ${file}`);
  return result;
}

function scan(line, file) {
  const [command, ...args] = commandLine(line, file);
  const result = measure(command, args);
  // 1 says that the scan found something, 3 that something is unknown: both are a scan that ended.
  if (result.status !== 0 && result.status !== 1 && result.status !== 3)
    throw new Error(`"${line}" ended with status ${result.status}`);
  return result;
}

/** Pairs of (baseline, scan), in turn, so that a slow spell of the machine hits both. */
function pairs(line, file, runs) {
  return Array.from({ length: runs }, () => ({ base: baseline(file), scan: scan(line, file) }));
}

function exportOf(size, oneLine) {
  const file = join(tmpdir(), `vlint-bench-${generatorVersion}-${size}${oneLine ? '-line' : ''}.json`);
  if (!existsSync(file)) {
    console.error(`generating ${file} ...`);
    generate({ ...sizes[size], oneLine, output: file });
  }
  return file;
}

const seconds = (value) => `${value.toFixed(2)} s`;
const mebibytes = (value) => `${Math.round(value)} MiB`;

/** A row of the table; `reference` scales a baseline measured on another file, where this one is too long for a string. */
function row(label, file, measured, reference) {
  const bytes = statSync(file).size;
  const of = (kind, key) => median(measured.map((pair) => pair[kind][key]));
  const ratio = (key) =>
    reference === undefined
      ? median(measured.map((pair) => pair.scan[key] / pair.base[key]))
      : of('scan', key) / (reference[key] * bytes);
  const base = (key) => (reference === undefined ? of('base', key) : reference[key] * bytes);
  return {
    file: label,
    size: `${Math.round(bytes / 1e6)} MB`,
    'scan wall': seconds(of('scan', 'wall')),
    'parse wall': seconds(base('wall')) + (reference === undefined ? '' : ' *'),
    'wall ratio': ratio('wall').toFixed(2),
    'cpu ratio': ratio('cpu').toFixed(2),
    'scan peak': mebibytes(of('scan', 'peak')),
    'parse peak': reference === undefined ? mebibytes(of('base', 'peak')) : '-',
  };
}

/** Columns padded to their widest cell. */
export function table(rows) {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((cells) => cells[column].length)));
  const line = (cells) =>
    cells
      .map((cell, index) => cell.padStart(widths[index]))
      .join('  ')
      .trimEnd();
  return [
    line(columns),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map((cells) => line(columns.map((column) => cells[column]))),
  ].join('\n');
}

/** Seconds to a byte of the baseline, from pairs on a file that it can read. */
function perByte(file, measured) {
  const bytes = statSync(file).size;
  const of = (key) => median(measured.map((pair) => pair.base[key])) / bytes;
  return { wall: of('wall'), cpu: of('cpu') };
}

function main() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: 'small,medium,large' },
      runs: { type: 'string', default: '3' },
      command: { type: 'string', default: `"${process.execPath}" dist/vlint.cjs scan {file} --format json --output ${devNull}` },
      'one-line': { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const wanted = values.sizes.split(',');
  const runs = Number(values.runs);
  const unknown = wanted.filter((size) => !Object.hasOwn(sizes, size));
  if (unknown.length > 0 || !(Number.isInteger(runs) && runs > 0)) {
    console.error(
      unknown.length > 0
        ? `no such size: ${unknown.join(', ')} (${Object.keys(sizes).join(', ')})`
        : '--runs takes a whole number above 0',
    );
    process.exitCode = 2;
    return;
  }
  const rows = [];
  const files = [];
  let reference;
  let referenceSize = '';
  for (const size of Object.keys(sizes).filter((name) => wanted.includes(name))) {
    const file = exportOf(size, values['one-line']);
    files.push(file);
    if (statSync(file).size <= longestString) {
      const measured = pairs(values.command, file, runs);
      rows.push(row(size, file, measured));
      reference = perByte(file, measured);
      referenceSize = size;
      continue;
    }
    if (reference === undefined) {
      const medium = exportOf('medium', values['one-line']);
      files.push(medium);
      reference = perByte(
        medium,
        Array.from({ length: runs }, () => ({ base: baseline(medium) })),
      );
      referenceSize = 'medium';
    }
    rows.push(
      row(
        size,
        file,
        Array.from({ length: runs }, () => ({ scan: scan(values.command, file) })),
        reference,
      ),
    );
  }
  console.log(
    `${runs} pairs of runs, medians; ratios of whole processes to fs.readFileSync + JSON.parse; node ${process.version}`,
  );
  console.log(table(rows));
  if (rows.some((cells) => cells['parse wall'].endsWith('*'))) {
    console.log(
      `* longer than one string can be: taken as the seconds to a megabyte that the parse of the ${referenceSize} file needs`,
    );
  }
  if (!values.keep) for (const file of files) rmSync(file, { force: true });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
