import type { Sink, TextInput } from '../format.ts';
import type { Places } from '../translated.ts';
import { commandOf } from './signature.ts';

/** An output that one of the machine formats has printed: its rows, or its one structure. */
export interface Printed {
  readonly value: unknown;
  readonly places: Places;
  /** Where it begins. */
  readonly line: number;
  /** Some of it could not be read. */
  readonly partial: boolean;
}

/** Hands an output over as that of the command which the input's name tells, else the names of its members. */
export function handOver({ value, places, line, partial }: Printed, { hint, lines, name }: TextInput, sink: Sink): void {
  const first = Array.isArray(value) ? value[0] : value;
  const command = hint.command ?? (typeof first === 'object' && first !== null ? commandOf(Object.keys(first)) : undefined);
  if (command === undefined) {
    const ending = /\.\w+$/.exec(name)?.[0] ?? '.txt';
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line,
      message: 'It cannot be told which esxcli command printed this.',
      instead: `a file that is named after the host and the command: esx01_network_nic_list${ending}`,
    });
    return;
  }
  sink.esxcli(
    { command, options: hint.options ?? new Map(), host: hint.host, guessed: hint.guessed === true, partial },
    { value, places, line, lines },
  );
}
