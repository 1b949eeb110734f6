import type { Known } from '../model/fact.ts';
import { type ConfigProblem, problemAt } from './problems.ts';
import { pointerTo, type YamlDocument } from './yaml.ts';

/** One item of one list of a facts file, whose structure the schema has accepted. */
export class FactsEntry {
  readonly section: string;
  readonly #document: YamlDocument;
  readonly #pointer: string;
  readonly #value: Readonly<Record<string, unknown>>;

  constructor(document: YamlDocument, section: string, index: number, value: Readonly<Record<string, unknown>>) {
    this.section = section;
    this.#document = document;
    this.#pointer = pointerTo(pointerTo('', section), index);
    this.#value = value;
  }

  /** The value of a key that the schema requires. */
  read<T>(key: string): Known<T> {
    return this.#known<T>(pointerTo(this.#pointer, key), this.#value[key] as T);
  }

  /** The value of a key that may be absent. */
  maybe<T>(key: string): Known<T> | undefined {
    return Object.hasOwn(this.#value, key) ? this.read<T>(key) : undefined;
  }

  /** The items of a list, or the one item that stands for a list of one; none if the key is absent. */
  items<T>(key: string): readonly Known<T>[] {
    if (!Object.hasOwn(this.#value, key)) return [];
    const value = this.#value[key] as T | T[];
    const pointer = pointerTo(this.#pointer, key);
    return Array.isArray(value)
      ? value.map((item: T, index) => this.#known(pointerTo(pointer, index), item))
      : [this.#known(pointer, value)];
  }

  problem(at: Known<unknown>, message: string, severity: ConfigProblem['severity'] = 'error'): ConfigProblem {
    if (at.origin.kind !== 'text') throw new TypeError('a fact of a text file has a place in it');
    return problemAt(this.#document.file, at.origin, message, severity);
  }

  #known<T>(pointer: string, value: T): Known<T> {
    const at = this.#document.valueAt(pointer);
    if (at === undefined) throw new TypeError(`${pointer} has no place`);
    return { known: true, value, origin: { kind: 'text', file: this.#document.file, ...at, pointer } };
  }
}

/** The items of all lists of a facts file, whose structure the schema has accepted. */
export function entriesOf(document: YamlDocument): FactsEntry[] {
  const sections = Object.entries(document.value as Record<string, Record<string, unknown>[]>);
  return sections.flatMap(([section, items]) => items.map((item, index) => new FactsEntry(document, section, index, item)));
}
