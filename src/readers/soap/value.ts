import { keep, LIST, type Member, OBJECT, type Shape } from '../json/shape.ts';
import type { Places, Span } from '../translated.ts';
import type { XmlStart } from '../xml-stream.ts';
import { scalarOf } from './scalars.ts';

/** A wanted element and what is wanted of its content. */
export interface XmlValue {
  readonly start: XmlStart;
  /** The member that it is a value of, as the API spells it. */
  readonly name: string;
  readonly shape: Shape;
  readonly children: XmlValue[];
  /** Set when the element ends. */
  text: string;
  textSpan: Span;
}

export function xmlValue(start: XmlStart, name: string, shape: Shape): XmlValue {
  return { start, name, shape, children: [], text: '', textSpan: start.span };
}

/** What an element inside `parent` is a value of; nothing when nobody wants it. */
export function childOf(parent: XmlValue, start: XmlStart): XmlValue | undefined {
  const { shape } = parent;
  if (start.isNil) return undefined;
  // Inside an array the elements are called after their class or "string".
  if (isArrayType(parent.start)) return xmlValue(start, parent.name, shape.kind === LIST ? shape.inner : shape);
  if (shape.kind !== OBJECT) return xmlValue(start, start.name, keep);
  const member = memberOf(shape, start.name);
  return member && elementOf(member, start);
}

/** The element as a value of a member: of a list it is one of the elements, or the array that stands for all of them. */
export function elementOf({ name, shape }: Member, start: XmlStart): XmlValue {
  const of = shape.kind === LIST && !isArrayType(start) ? shape.inner : shape;
  return xmlValue(start, name.slice(name.lastIndexOf('.') + 1), of);
}

/** The value of an element as JSON has it; the places of its parts go to `places`. */
export function jsonOf(node: XmlValue, places: Places, holder = ''): unknown {
  const { start, shape, name, children, text } = node;
  if (isArrayType(start)) return listOf(node.children, shape, places);
  if (children.length > 0 || start.type !== undefined) return objectOf(node, places);
  const isStructure = shape.kind === OBJECT || (start.typeName !== undefined && !PRIMITIVE.test(start.typeName));
  if (text === '' && isStructure) return objectOf(node, places);
  return scalarOf(text, start.typeName, name, holder);
}

/** Where a value stands: text where there is some, else the tag, or what names it. */
export function spanOf({ start, children, text, textSpan }: XmlValue, named: Span = start.span): Span {
  return children.length === 0 && start.type === undefined && text !== '' ? textSpan : named;
}

/** Those of `children` that the list wants, as an array. */
export function listOf(children: readonly XmlValue[], shape: Shape, places: Places): unknown[] {
  const list: unknown[] = [];
  for (const child of children) {
    if (isChosen(child, shape)) places.put(list, list.length, jsonOf(child, places), spanOf(child));
  }
  return list;
}

function objectOf(node: XmlValue, places: Places): object {
  const { start, shape, children } = node;
  const made = {};
  const wants = (name: string) => shape.kind !== OBJECT || memberOf(shape, name) !== undefined;
  if (start.typeName !== undefined && start.type === undefined && wants('_typeName'))
    places.put(made, '_typeName', start.typeName, start.typeSpan ?? start.span);
  if (start.type !== undefined) {
    if (wants('type')) places.put(made, 'type', start.type, start.attributeSpan ?? start.span);
    if (wants('value') && node.text !== '') places.put(made, 'value', node.text.trim(), node.textSpan);
  }
  const groups = new Map<string, XmlValue[]>();
  for (const child of children) {
    const group = groups.get(child.name);
    if (group) group.push(child);
    else groups.set(child.name, [child]);
  }
  for (const [name, group] of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const of = shape.kind === OBJECT ? memberOf(shape, name)?.shape : undefined;
    const isList = (of?.kind === LIST && !isArrayType(first.start)) || group.length > 1 || isRange(first);
    const value = isList ? listOf(group, of ?? keep, places) : jsonOf(first, places, node.name);
    places.put(made, name, value, isList ? first.start.span : spanOf(first));
  }
  return made;
}

/** A trunk has a list of ranges where other port groups have one VLAN ID. */
function isRange({ name, children }: XmlValue): boolean {
  return name === 'vlanId' && children.length > 0;
}

/** A list may want elements that have one of some members, and none of some classes; or those whose member has one of some texts. */
function isChosen(element: XmlValue, list: Shape): boolean {
  if (list.kind !== LIST || !list.choosing) return true;
  const { shape, start, children } = element;
  let met = !list.having;
  const hear = (member: Member | undefined, text: string) => {
    if (member === undefined) return true;
    if (member.marked) met = true;
    if (member.values !== null) met = member.values.findText(text) !== undefined;
    return member.refused?.findText(text) === undefined;
  };
  const told = [
    ...(start.typeName === undefined ? [] : [hear(memberOf(shape, '_typeName'), start.typeName)]),
    ...children.map((child) => hear(memberOf(shape, child.name), child.text)),
  ];
  return met && told.every(Boolean);
}

export function memberOf(shape: Shape, name: string): Member | undefined {
  const member = shape.table.findText(name);
  return member === undefined || member.box || member.segments.length > 1 ? undefined : member;
}

function isArrayType({ typeName }: XmlStart): boolean {
  return typeName !== undefined && /^ArrayOf[A-Z]/.test(typeName);
}

/** Names of XML Schema's own types and of the API's, which begin with a capital letter. */
const PRIMITIVE = /^[a-z]/;
