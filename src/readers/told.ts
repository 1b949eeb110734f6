import type { Command } from './command.ts';
import type { InputProblem } from './ingest.ts';

/** Which output of esxcli it is that a reader hands over. */
export interface ToldOutput {
  readonly command: string;
  readonly options?: Command['options'] | undefined;
  readonly host?: string | undefined;
  /** The host is only the name of the folder, which may mean something else. */
  readonly guessed?: boolean;
  /** Some of the output could not be read. */
  readonly partial?: boolean;
}

/** Which managed object; `id` is its reference, the same for all that is said of one object. */
export interface ToldObject {
  readonly type: string;
  readonly id?: string | undefined;
}

/** Which answer of a method. */
export interface ToldMethod {
  readonly method: string;
  readonly host?: string | undefined;
  readonly argument?: string | undefined;
}

/** Which physical switch or storage array; `name` where the input names it outside of the output. */
export interface ToldDevice {
  readonly role: 'switch' | 'array';
  readonly name?: string | undefined;
}

/** What is wrong with an input, without its place. */
export type ToldProblem = Pick<InputProblem, 'ruleId' | 'level' | 'message' | 'instead'>;
