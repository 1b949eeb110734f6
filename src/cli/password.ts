import { readFileSync } from 'node:fs';
import { UsageError } from './exit.ts';

/**
 * The password of a user: from a file, from the variable VLINT_PASSWORD, or typed on the terminal, where it is not shown. Never from an
 * argument, which everybody on the machine can read. Throws UsageError.
 */
export async function passwordOf(user: string, host: string, file: string | undefined): Promise<string> {
  if (file !== undefined) return fromFile(file);
  const { VLINT_PASSWORD } = process.env;
  if (VLINT_PASSWORD !== undefined && VLINT_PASSWORD !== '') return VLINT_PASSWORD;
  if (process.stdin.isTTY !== true)
    throw new UsageError('there is no terminal to ask for the password: give --password-file or VLINT_PASSWORD');
  return typed(`Password of ${user} on ${host}: `);
}

function fromFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the password file ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const password = text.replace(/\r?\n$/, '');
  if (password === '') throw new UsageError(`the password file ${path} is empty`);
  return password;
}

function typed(question: string): Promise<string> {
  const { stdin, stderr } = process;
  return new Promise((resolve, reject) => {
    let password = '';
    const stop = () => {
      stdin.off('data', hear);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const hear = (text: string) => {
      for (const character of text) {
        if (character === '\r' || character === '\n') {
          stop();
          resolve(password);
          return;
        }
        if (character === '\u0003' || character === '\u0004') {
          stop();
          reject(new UsageError('no password was given'));
          return;
        }
        password = character === '\u007f' || character === '\b' ? [...password].slice(0, -1).join('') : password + character;
      }
    };
    stderr.write(question);
    stdin.setEncoding('utf8');
    stdin.setRawMode(true);
    stdin.on('data', hear);
    stdin.resume();
  });
}
