import type { Command } from './command.ts';
import type { JsonCursor, Sources } from './derived.ts';
import type { InputProblem } from './ingest.ts';

/** What a translator of JSON hands over. */
export interface JsonSink {
  esxcli(
    told: {
      readonly command: string;
      readonly options?: Command['options'] | undefined;
      readonly host?: string | undefined;
      readonly guessed?: boolean;
      readonly partial?: boolean;
    },
    value: unknown,
    sources: Sources,
  ): void;
  /** The properties of a managed object; `id` is its reference, the same for all that is said of one object. */
  object(told: { readonly type: string; readonly id?: string | undefined }, value: unknown, sources: Sources): void;
  method(
    told: { readonly method: string; readonly host?: string | undefined; readonly argument?: string | undefined },
    value: unknown,
    sources: Sources,
  ): void;
  /** The output of a physical switch or of a storage array; `name` where the document names it outside of the output. */
  device(told: { readonly role: 'switch' | 'array'; readonly name?: string | undefined }, value: unknown, sources: Sources): void;
  problem(problem: Pick<InputProblem, 'ruleId' | 'level' | 'message' | 'instead'>, at: JsonCursor): void;
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
