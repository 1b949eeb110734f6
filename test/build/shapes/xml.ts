import type { MethodEntry, Part, PropertiesEntry } from '../entry.ts';
import { entriesOf, isProperties } from '../entry.ts';
import type { Json } from '../json.ts';
import { isArray, isMoRef, isObject } from '../json.ts';
import { dotted } from './govc.ts';
import { wsdlType } from './type-names.ts';
import { elementType, pascal } from './walk.ts';

export interface XmlOptions {
  /** The prefix of XML Schema's instance namespace, declared anew where it is used (as Go does) unless it is `xsi`. */
  readonly prefix?: string;
  readonly pretty?: boolean;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const ENVELOPE =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ' +
  `xmlns:xsi="${XSI}"><soapenv:Body>`;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The answer of RetrievePropertiesEx, on one line as the server sends it. */
export function soapXml(part: Part, options: XmlOptions = {}): string {
  const objects = propertiesOf(part).map((entry) => content('objects', entry, options));
  return envelope(
    `<RetrievePropertiesExResponse xmlns="urn:vim25"><returnval>${objects.join('')}</returnval></RetrievePropertiesExResponse>`,
    options,
  );
}

/** The answer of WaitForUpdatesEx. */
export function soapUpdates(part: Part, options: XmlOptions = {}): string {
  const updates = propertiesOf(part).map((entry) => update('objectSet', entry, options));
  const filter = '<filter type="PropertyFilter">session[1]2</filter>';
  return envelope(
    `<WaitForUpdatesExResponse xmlns="urn:vim25"><returnval><version>1</version><filterSet>${filter}${updates.join('')}</filterSet></returnval></WaitForUpdatesExResponse>`,
    options,
  );
}

/** `govc collect -xml -type h / name config.network ...`: one fragment after another. */
export function govcCollectXml(part: Part, options: XmlOptions = { prefix: '_XMLSchema-instance', pretty: true }): string {
  return propertiesOf(part)
    .map((entry) => `${laidOut(update('ObjectUpdate', entry, options), options)}\n`)
    .join('');
}

/** `govc host.info -xml` or `vm.info -xml`: the properties are elements of the objects. */
export function govcInfoXml(
  part: Part,
  type: string,
  options: XmlOptions = { prefix: '_XMLSchema-instance', pretty: true },
): string {
  const objects = propertiesOf(part)
    .filter((entry) => entry.object.type === type)
    .map(({ object, properties }) => {
      const own = Object.entries(properties).map(([name, value]) => element(pascal(name), name, value, options));
      return `<${type}s>${ref('Self', object)}${own.join('')}</${type}s>`;
    });
  return `${laidOut(`<infoResult>${objects.join('')}</infoResult>`, options)}\n`;
}

/** `govc object.save -d DIR`: a file an object, by the names that govc gives them. */
export function objectSave(
  part: Part,
  options: XmlOptions = { prefix: '_XMLSchema-instance', pretty: true },
): Record<string, string> {
  const files: [string, string][] = propertiesOf(part).map((entry, index) => [
    `${String(index).padStart(4, '0')}-${entry.object.type}-${entry.object.value}.xml`,
    `${laidOut(content('ObjectContent', entry, options), options)}\n`,
  ]);
  return Object.fromEntries(files);
}

/** The answer of QueryBoundVnics or QueryNetworkHint, in an envelope. */
export function methodXml({ method, result }: MethodEntry, options: XmlOptions = {}): string {
  const values = result.map((item) => element('returnval', 'returnval', item, options));
  return envelope(`<${method}Response xmlns="urn:vim25">${values.join('')}</${method}Response>`, options);
}

function propertiesOf(part: Part): PropertiesEntry[] {
  return entriesOf(part).filter(isProperties);
}

function envelope(body: string, options: XmlOptions): string {
  return `${DECLARATION}${laidOut(`${ENVELOPE}${body}</soapenv:Body></soapenv:Envelope>`, options)}`;
}

function content(tag: string, { object, properties }: PropertiesEntry, options: XmlOptions): string {
  const set = Object.entries(properties).map(
    ([name, value]) => `<propSet><name>${name}</name>${val(name, value, options)}</propSet>`,
  );
  return `<${tag}>${ref('obj', object)}${set.join('')}</${tag}>`;
}

function update(tag: string, { object, properties }: PropertiesEntry, options: XmlOptions): string {
  const set = dotted(properties).map(
    ([name, value]) => `<changeSet><name>${name}</name><op>assign</op>${val(name, value, options)}</changeSet>`,
  );
  return `<${tag}><kind>enter</kind>${ref('obj', object)}${set.join('')}</${tag}>`;
}

/** A value in a slot of any type says which it has. */
function val(name: string, value: Json, options: XmlOptions): string {
  if (isArray(value)) {
    const type = elementType(name, value);
    return tagged('val', `ArrayOf${type}`, value.map((item) => element(type, name, item, options)).join(''), options);
  }
  return any('val', name, value, options);
}

function any(tag: string, name: string, value: Json, options: XmlOptions): string {
  if (isObject(value)) {
    if (isMoRef(value)) return ref(tag, value);
    const last = name.slice(name.lastIndexOf('.') + 1);
    return element(tag, name, { _typeName: CLASSES.get(last) ?? wsdlType(last, value, ''), ...value }, options);
  }
  return tagged(tag, `xsd:${typeof value === 'number' ? 'int' : typeof value}`, escaped(String(value)), options);
}

const CLASSES = new Map([
  ['configurationEx', 'ClusterConfigInfoEx'],
  ['layoutEx', 'VirtualMachineFileLayoutEx'],
]);

/** Lists of pairs whose `value` the API declares as any type. */
const OPTIONS = new Set(['config.option', 'option', 'advancedOptions', 'parameter']);

/** A server tells the class of an object where it is another than the declared one: where the builder does. */
function element(tag: string, name: string, value: Json, options: XmlOptions): string {
  if (isArray(value)) return value.map((item) => element(tag, name, item, options)).join('');
  if (!isObject(value)) return `<${tag}>${escaped(String(value ?? ''))}</${tag}>`;
  if (isMoRef(value)) return ref(tag, value);
  const { _typeName: told, ...own } = value;
  const inner = Object.entries(own)
    .map(([key, item]) =>
      key === 'value' && OPTIONS.has(name) ? any(key, key, item, options) : element(key, key, item, options),
    )
    .join('');
  return typeof told === 'string' ? tagged(tag, told, inner, options) : `<${tag}>${inner}</${tag}>`;
}

function tagged(tag: string, type: string, inner: string, { prefix = 'xsi' }: XmlOptions): string {
  const declared = prefix === 'xsi' ? '' : ` xmlns:${prefix}="${XSI}"`;
  const xsd = prefix !== 'xsi' && type.startsWith('xsd:') ? ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"' : '';
  return `<${tag}${declared}${xsd} ${prefix}:type="${type}">${inner}</${tag}>`;
}

function ref(tag: string, { type, value }: { readonly type: string; readonly value: string }): string {
  return `<${tag} type="${type}">${escaped(value)}</${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Each element on a line of its own, those with text together with it. */
function laidOut(xml: string, { pretty }: XmlOptions): string {
  if (pretty !== true) return xml;
  let depth = 0;
  return xml.replace(
    /<(\/?)([^\s>]+)([^>]*)>([^<]*)(<\/\2>)?/g,
    (_, close: string, name: string, rest: string, text: string, end: string | undefined) => {
      if (close === '/') depth -= 1;
      const line = `${'  '.repeat(depth)}<${close}${name}${rest}>${text}${end ?? ''}\n`;
      if (close === '' && end === undefined) depth += 1;
      return line;
    },
  );
}
