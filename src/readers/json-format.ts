import type { JsonCursor, Sources } from './derived.ts';
import type { ToldDevice, ToldMethod, ToldObject, ToldOutput, ToldProblem } from './told.ts';

/** What a translator of JSON hands over. */
export interface JsonSink {
  esxcli(told: ToldOutput, value: unknown, sources: Sources): void;
  /** The properties of a managed object. */
  object(told: ToldObject, value: unknown, sources: Sources): void;
  method(told: ToldMethod, value: unknown, sources: Sources): void;
  /** The output of a physical switch or of a storage array. */
  device(told: ToldDevice, value: unknown, sources: Sources): void;
  problem(problem: ToldProblem, at: JsonCursor): void;
}

/** A JSON document of another tool, translated into what the model reads. */
export interface JsonFormat {
  /** For messages: "Terraform plan". */
  readonly name: string;
  /** `file` is the input as the user named it. */
  read(document: JsonCursor, file: string, sink: JsonSink): void;
}

/** How such a document is told by its first kilobytes, and where its translator lies. */
export interface JsonFormatEntry {
  sniff(head: string): boolean;
  load(): Promise<JsonFormat>;
}
