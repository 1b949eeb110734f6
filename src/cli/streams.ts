import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigProblem } from '../config/problems.ts';
import { UsageError } from './exit.ts';

/** A reader that goes away (`vlint ... | head`) ends the output, and that is no fault. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

export function print(text: string): void {
  process.stdout.write(text);
}

/** Diagnostics and progress: never on standard output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What is wrong with files that the user wrote, as compilers say it. */
export function report(problems: readonly ConfigProblem[]): void {
  for (const { file, line, column, severity, message } of problems) say(`${file}:${line}:${column}: ${severity}: ${message}`);
}

/** Whether to colour: FORCE_COLOR and NO_COLOR as everyone reads them, else whether the stream is a terminal. */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return stream.isTTY === true && TERM !== 'dumb';
}

/** Columns of the terminal, within what is good to read. */
export function terminalWidth(): number {
  return Math.min(Math.max(process.stdout.columns ?? 100, 60), 120);
}

/** Writes a report: the file appears whole or not at all. A device or a pipe is written to, not replaced. */
export function writeWhole(path: string, text: string): void {
  const temporary = join(dirname(path), `.vlint-${process.pid}.tmp`);
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing !== undefined && !existing.isFile()) {
      writeFileSync(path, text);
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written, nothing was.
  }
}
