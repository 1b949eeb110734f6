import { setFlagsFromString } from 'node:v8';

/**
 * More than a hundred rules are asked a few thousand times each. V8 would compile nearly all of them to the best code, which takes longer
 * than the rules then run: it is told to wait until a function is hot indeed, and not to put whole rules into their caller.
 */
export function compileSparingly(): void {
  setFlagsFromString('--interrupt-budget=500000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
}
