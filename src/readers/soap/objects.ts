import type { Path } from '../../model/fact.ts';
import type { Sink } from '../format.ts';
import { type Member, memberAt, type Shape } from '../json/shape.ts';
import { Places, type Span } from '../translated.ts';
import { methodAnswer, vimProperties } from '../vim-shape.ts';
import type { XmlStart } from '../xml-stream.ts';
import { CompactTranslation } from './compact.ts';
import { elementOf, jsonOf, listOf, memberOf, spanOf, type XmlValue, xmlValue } from './value.ts';

interface Property {
  readonly segments: readonly string[];
  readonly value: unknown;
  readonly span: Span;
}

/** A managed object that is being read: its properties as they come. */
export class ManagedObject {
  private readonly places = new Places();
  private readonly properties: Property[] = [];
  private readonly repeated = new Map<Member, XmlValue[]>();
  private readonly span: Span;
  /** Whether its properties are elements of its own, as govc's info commands print them. */
  readonly isPlain: boolean;
  /** An update may say that the object has gone. */
  hasLeft = false;
  type: string;
  id = '';

  constructor(span: Span, type: string, isPlain: boolean) {
    this.span = span;
    this.type = type;
    this.isPlain = isPlain;
  }

  /** An element that is a property. */
  element(start: XmlStart): XmlValue | undefined {
    const member = start.isNil ? undefined : memberOf(vimProperties, start.name);
    return member && elementOf(member, start);
  }

  /** The element of a property that a change names. */
  change(name: string, start: XmlStart): XmlValue | undefined {
    const member = start.isNil ? undefined : memberAt(vimProperties, name);
    return member && elementOf(member, start);
  }

  /** Takes a property that has ended; `path` is its name, which may have dots. What has no text of its own stands where its name does. */
  take(path: string, node: XmlValue, nameSpan: Span = node.start.span): void {
    const member = memberAt(vimProperties, path);
    if (member === undefined) return;
    // The elements of a list come one by one.
    if (member.shape.inner !== member.shape && member.shape.inner === node.shape) {
      const elements = this.repeated.get(member) ?? [];
      if (elements.length === 0) this.repeated.set(member, elements);
      elements.push(node);
      return;
    }
    this.properties.push({ segments: member.segments, value: jsonOf(node, this.places), span: spanOf(node, nameSpan) });
  }

  /** Hands the object over, unless nothing is known of it. */
  end(sink: Sink): void {
    for (const [member, elements] of this.repeated) {
      const value = listOf(elements, member.shape, this.places);
      this.properties.push({ segments: member.segments, value, span: elements[0]?.start.span ?? this.span });
    }
    if (this.hasLeft || this.properties.length === 0) return;
    const root = {};
    const made: Path[] = [];
    // Whole properties come first, then parts of them.
    for (const property of this.properties.sort((a, b) => a.segments.length - b.segments.length)) {
      this.put(root, property, made);
    }
    sink.object(
      { type: this.type, id: this.id === '' ? undefined : this.id },
      new CompactTranslation(root, this.places, this.span, made),
    );
  }

  private put(root: object, { segments, value, span }: Property, made: Path[]): void {
    let holder = root;
    segments.slice(0, -1).forEach((segment, index) => {
      const next: unknown = Object.getOwnPropertyDescriptor(holder, segment)?.value;
      if (typeof next === 'object' && next !== null) holder = next;
      else {
        const inner = {};
        this.places.put(holder, segment, inner, span);
        made.push(segments.slice(0, index + 1));
        holder = inner;
      }
    });
    this.places.put(holder, segments.at(-1) ?? '', value, span);
  }
}

/** The answer of a method that is being read. */
export class MethodAnswer {
  readonly method: string;
  private readonly span: Span;
  private readonly results: XmlValue[] = [];
  private readonly shape: Shape = methodAnswer;

  constructor(method: string, span: Span) {
    this.method = method;
    this.span = span;
  }

  element(start: XmlStart): XmlValue | undefined {
    return start.name === 'returnval' && !start.isNil ? xmlValue(start, 'returnval', this.shape.inner) : undefined;
  }

  take(node: XmlValue): void {
    this.results.push(node);
  }

  /** Hands the answer over: one without results is an answer too. */
  end(sink: Sink, host: string | undefined): void {
    const places = new Places();
    const value = listOf(this.results, this.shape, places);
    sink.method({ method: this.method, host }, new CompactTranslation(value, places, this.span, []));
  }
}
