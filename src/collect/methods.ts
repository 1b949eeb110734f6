/**
 * All that this program ever sends to a server: it reads, and opens and closes its own session. A view is a list of objects that the
 * server keeps for the session; it ends with it.
 */
export const METHODS = [
  'RetrieveServiceContent',
  'Login',
  'Logout',
  'CreateContainerView',
  'RetrievePropertiesEx',
  'ContinueRetrievePropertiesEx',
  'QueryBoundVnics',
  'QueryNetworkHint',
] as const;

export type Method = (typeof METHODS)[number];

/** A reference to a managed object. */
export interface Ref {
  readonly type: string;
  readonly value: string;
}

/** A call: the method, the object that it is called on, and its arguments as XML. */
export interface Call {
  readonly method: Method;
  readonly on: Ref;
  readonly body?: string;
  /** For messages: "reading virtual machines". */
  readonly doing: string;
}

/** The request as the server wants it. */
export function envelopeOf({ method, on, body = '' }: Call): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>' +
    `<${method} xmlns="urn:vim25">${reference('_this', on)}${body}</${method}></soapenv:Body></soapenv:Envelope>`
  );
}

export function reference(tag: string, { type, value }: Ref): string {
  return `<${tag} type="${escaped(type)}">${escaped(value)}</${tag}>`;
}

export function element(tag: string, text: string): string {
  return `<${tag}>${escaped(text)}</${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
