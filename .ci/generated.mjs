// What the makers of generated modules share.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Whether the file is there and begins with this text. */
export function startsWith(path, stamp) {
  try {
    return readFileSync(path, 'utf8').startsWith(stamp);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Never leaves half a file to a test run that reads it at the same time. */
export function writeWhole(path, text) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
