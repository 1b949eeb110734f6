import type { FileHint } from './command.ts';
import type { Input } from './input.ts';
import type { Table } from './rvtools/table.ts';
import type { ToldDevice, ToldMethod, ToldObject, ToldOutput, ToldProblem } from './told.ts';
import type { Translation } from './translated.ts';

/** What a reader hands over of an input, part by part. */
export interface Sink {
  /** The output of one esxcli command. */
  esxcli(told: ToldOutput, part: Translation): void;
  /** The properties of a managed object. */
  object(told: ToldObject, part: Translation): void;
  /** The answer of a method. */
  method(told: ToldMethod, part: Translation): void;
  /** A tab of RVTools. The tabs of one `report` are put together when all inputs are read: each may lie in a file of its own. */
  table(report: string, table: Table): void;
  /** The output of a physical switch or of a storage array. */
  device(told: ToldDevice, part: Translation): void;
  problem(
    problem: ToldProblem & {
      readonly line: number;
      readonly column?: number;
      /** The cell of a workbook, "vSC_VMK!M12"; line and column are then its row and column as numbers. */
      readonly cell?: string;
      /** The file inside an archive in which the line counts. */
      readonly inside?: string;
    },
  ): void;
}

/** A text of an input, taken apart. */
export interface TextInput {
  readonly text: string;
  readonly lines: readonly string[];
  /** What the input's path says of its content. */
  readonly hint: FileHint;
  /** The input as the user named it. */
  readonly name: string;
}

/** A format that is read as text. */
export interface TextFormat {
  /** For messages: "esxcli text". */
  readonly name: string;
  /** Whether the input looks like it, from its first kilobytes (`head`) and what its name says. */
  sniff(head: string, hint: FileHint): boolean;
  read(input: TextInput, sink: Sink): void | Promise<void>;
}

/** The bytes of an input, which may be larger than memory, or no text. */
export interface ByteInput {
  readonly input: Input;
  /** What the input's path says of its content. */
  readonly hint: FileHint;
  /** The input as the user named it. */
  readonly name: string;
}

/** A format that takes from the bytes of an input what it needs. */
export interface ByteFormat {
  /** For messages: "SOAP". */
  readonly name: string;
  /** Whether the input looks like it, from its first kilobytes (`head`, as UTF-8) and what its name says. */
  sniff(head: string, hint: FileHint): boolean;
  readBytes(input: ByteInput, sink: Sink): void | Promise<void>;
}
