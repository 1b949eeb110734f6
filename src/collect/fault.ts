import { readXml, type XmlElement, XmlError } from '../readers/xml.ts';

/** A fault that the server answered: its class, as `NotAuthenticated`, and its members. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly type: string;
  readonly members: ReadonlyMap<string, string>;

  constructor(type: string, message: string, members: ReadonlyMap<string, string>) {
    super(message);
    this.type = type;
    this.members = members;
  }
}

/** All elements of a small answer. Throws XmlError. */
export function elementsOf(bytes: Uint8Array): XmlElement | undefined {
  let root: XmlElement | undefined;
  readXml(new TextDecoder().decode(bytes), (element) => {
    root ??= element;
  });
  return root;
}

/** The first element of this name, at any depth. */
export function find(within: XmlElement | undefined, name: string): XmlElement | undefined {
  if (within === undefined || within.name === name) return within;
  for (const child of within.children) {
    const found = find(child, name);
    if (found) return found;
  }
  return undefined;
}

export function textOf(within: XmlElement | undefined, name: string): string | undefined {
  const text = find(within, name)?.text.trim();
  return text === '' ? undefined : text;
}

/** The fault in the body of an answer with status 500; nothing when there is none. */
export function faultOf(bytes: Uint8Array): SoapFault | undefined {
  let root: XmlElement | undefined;
  try {
    root = elementsOf(bytes);
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
  const fault = find(root, 'Fault');
  if (fault === undefined) return undefined;
  const [detail] = find(fault, 'detail')?.children ?? [];
  const members = new Map((detail?.children ?? []).map((child) => [child.name, child.text.trim()]));
  const type = (detail && typeOf(detail)) ?? detail?.name.replace(/Fault$/, '') ?? textOf(fault, 'faultcode') ?? 'Fault';
  return new SoapFault(type, textOf(fault, 'faultstring') ?? type, members);
}

/** What `xsi:type` says, without prefix. */
export function typeOf({ attributes }: XmlElement): string | undefined {
  const attribute = attributes.get('type');
  return attribute === undefined || attribute.prefix === '' ? undefined : attribute.value.slice(attribute.value.indexOf(':') + 1);
}
