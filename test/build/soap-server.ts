import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { readXml, type XmlElement } from '../../src/readers/xml.ts';
import type { Certificate } from './certificate.ts';
import { type Entry, isMethod, isProperties, type PropertiesEntry } from './entry.ts';
import { isObject, type Json } from './json.ts';
import { methodXml, soapXml } from './shapes/xml.ts';

/** How a server behaves; by default as a good one, of vSphere 8. */
export interface SoapServerOptions {
  readonly certificate?: Certificate;
  readonly user?: string;
  readonly password?: string;
  readonly apiVersion?: string;
  readonly fullName?: string;
  /** The newest version in the list that the server offers to everybody. */
  readonly versions?: string;
  /** The privilege that the user lacks for a property of an object. */
  readonly withheld?: (type: string, id: string, path: string) => string | undefined;
  /** Paths that the version does not have: "Datastore capability.clusteredVmdkSupported". */
  readonly unknown?: readonly string[];
  /** The session expires when this call comes (the first is 0), of those behind the login. */
  readonly expires?: (call: number, method: string) => boolean;
  /** Answers a call with a fault: the class, and members as XML. */
  readonly fault?: (method: string, body: string) => { readonly type: string; readonly members?: string } | undefined;
  /** What happens instead of an answer. */
  readonly accident?: (method: string, call: number) => 'silence' | 'cut' | 'no-xml' | 'unavailable' | undefined;
}

export interface SoapServer {
  readonly url: string;
  /** The methods that were called, in order. */
  readonly calls: string[];
  /** SOAPAction of each. */
  readonly actions: string[];
  /** Property paths that were asked for, "HostSystem config.network". */
  readonly asked: Set<string>;
  /** Sessions that are open now. */
  readonly sessions: Set<string>;
  close(): Promise<void>;
}

/** A vCenter (or host) on the loopback interface that answers the calls of a collector from the entries of an export. */
export async function soapServer(entries: readonly Entry[], options: SoapServerOptions = {}): Promise<SoapServer> {
  const state = new State(entries, options);
  const handler: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => state.answer(request, response, Buffer.concat(chunks).toString('utf8')));
  };
  const { certificate } = options;
  const server = certificate === undefined ? http.createServer(handler) : https.createServer({ ...certificate }, handler);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/sdk`,
    calls: state.calls,
    actions: state.actions,
    asked: state.asked,
    sessions: state.sessions,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const OPEN_TO_ALL = ['RetrieveServiceContent', 'Login'];

class State {
  readonly calls: string[] = [];
  readonly actions: string[] = [];
  readonly asked = new Set<string>();
  readonly sessions = new Set<string>();
  private readonly entries: readonly Entry[];
  private readonly options: SoapServerOptions;
  private readonly views = new Map<string, { readonly session: string; readonly type: string }>();
  private readonly pages = new Map<
    string,
    { readonly session: string; readonly objects: readonly string[]; readonly size: number }
  >();
  private made = 0;

  constructor(entries: readonly Entry[], options: SoapServerOptions) {
    this.entries = entries;
    this.options = options;
  }

  answer(request: http.IncomingMessage, response: http.ServerResponse, body: string): void {
    if (request.method === 'GET') {
      const { versions } = this.options;
      const list = `<namespaces version="1.0"><namespace><name>urn:vim25</name><version>${versions}</version><priorVersions><version>8.0.0.0</version></priorVersions></namespace></namespaces>`;
      response.writeHead(versions === undefined ? 404 : 200).end(versions === undefined ? '' : list);
      return;
    }
    let call: XmlElement | undefined;
    readXml(body, (root) => {
      call = root.children[0]?.children[0];
    });
    if (call === undefined) throw new Error('no call in the request');
    const number = this.calls.length;
    this.calls.push(call.name);
    this.actions.push(String(request.headers.soapaction));
    switch (this.options.accident?.(call.name, number)) {
      case 'silence':
        return;
      case 'cut':
        response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': 100_000 });
        response.write(
          '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>',
        );
        setTimeout(() => response.destroy(), 20);
        return;
      case 'no-xml':
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html><body>Sign in<br></body></html>');
        return;
      case 'unavailable':
        response.writeHead(503).end('503 Service Unavailable');
        return;
    }
    const session = /vmware_soap_session="?([^";]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    if (this.options.expires?.(number, call.name)) this.sessions.clear();
    try {
      if (!OPEN_TO_ALL.includes(call.name) && !this.sessions.has(session)) throw new Fault('NotAuthenticated');
      const given = this.options.fault?.(call.name, body);
      if (given) throw new Fault(given.type, given.members);
      const result = this.perform(call, session, response);
      response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(result);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      response.writeHead(500, { 'Content-Type': 'text/xml; charset=utf-8' }).end(faultXml(error));
    }
  }

  private perform(call: XmlElement, session: string, response: http.ServerResponse): string {
    switch (call.name) {
      case 'RetrieveServiceContent':
        return this.serviceContent();
      case 'Login':
        return this.login(call, response);
      case 'Logout':
        this.sessions.delete(session);
        return envelope('LogoutResponse', '');
      case 'CreateContainerView':
        return this.createView(call, session);
      case 'RetrievePropertiesEx':
        return this.retrieve(call, session);
      case 'ContinueRetrievePropertiesEx':
        return this.goOn(call, session);
      case 'QueryBoundVnics':
      case 'QueryNetworkHint':
        return this.method(call);
      default:
        throw new Fault('MethodNotFound');
    }
  }

  private serviceContent(): string {
    const { apiVersion = '8.0.3.0', fullName = 'VMware vCenter Server 8.0.3 build-24022515' } = this.options;
    return envelope(
      'RetrieveServiceContentResponse',
      '<returnval><rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>' +
        `<viewManager type="ViewManager">ViewManager</viewManager><about><name>vSphere</name><fullName>${fullName}</fullName>` +
        `<apiType>VirtualCenter</apiType><apiVersion>${apiVersion}</apiVersion></about>` +
        '<sessionManager type="SessionManager">SessionManager</sessionManager></returnval>',
    );
  }

  private login(call: XmlElement, response: http.ServerResponse): string {
    const { user = 'reader@vsphere.local', password = 'right' } = this.options;
    if (textIn(call, 'userName') !== user || textIn(call, 'password') !== password) throw new Fault('InvalidLogin');
    const id = `session-${++this.made}`;
    this.sessions.add(id);
    response.setHeader('Set-Cookie', `vmware_soap_session="${id}"; Path=/; HttpOnly; Secure`);
    return envelope('LoginResponse', `<returnval><key>${id}</key><userName>${user}</userName></returnval>`);
  }

  private createView(call: XmlElement, session: string): string {
    const id = `session[${session}]view-${++this.made}`;
    this.views.set(id, { session, type: textIn(call, 'type') });
    return envelope('CreateContainerViewResponse', `<returnval type="ContainerView">${id}</returnval>`);
  }

  private retrieve(call: XmlElement, session: string): string {
    const spec = inside(call, 'specSet');
    const propSet = inside(spec, 'propSet');
    const view = this.views.get(textIn(inside(spec, 'objectSet'), 'obj'));
    if (view?.session !== session) throw new Fault('ManagedObjectNotFound');
    const paths = (propSet?.children ?? []).filter((child) => child.name === 'pathSet').map((child) => child.text.trim());
    for (const path of paths) {
      if (this.options.unknown?.includes(`${view.type} ${path}`)) throw new Fault('InvalidProperty', `<name>${path}</name>`);
      this.asked.add(`${view.type} ${path}`);
    }
    const objects = this.entries.filter(isProperties).filter((entry) => isA(entry.object.type, view.type));
    const size = Number(textIn(inside(call, 'options'), 'maxObjects'));
    return this.page('RetrievePropertiesExResponse', session, {
      objects: objects.map((entry) => this.content(entry, paths)),
      size,
    });
  }

  private goOn(call: XmlElement, session: string): string {
    const page = this.pages.get(textIn(call, 'token'));
    if (page?.session !== session) throw new Fault('InvalidArgument');
    return this.page('ContinueRetrievePropertiesExResponse', session, page);
  }

  private page(
    tag: string,
    session: string,
    { objects, size }: { readonly objects: readonly string[]; readonly size: number },
  ): string {
    const rest = objects.slice(size);
    const token = `token-${++this.made}`;
    if (rest.length > 0) this.pages.set(token, { session, objects: rest, size });
    const told = rest.length > 0 ? `<token>${token}</token>` : '';
    return objects.length === 0
      ? envelope(tag, '')
      : envelope(tag, `<returnval>${told}${objects.slice(0, size).join('')}</returnval>`);
  }

  /** An object with the properties asked for that it has and that the user may read. */
  private content({ source, object, properties }: PropertiesEntry, paths: readonly string[]): string {
    const withheld = new Map(
      paths.flatMap((path): [string, string][] => {
        const privilege = this.options.withheld?.(object.type, object.value, path);
        return privilege === undefined ? [] : [[path, privilege]];
      }),
    );
    const given = paths.flatMap((path): [string, Json][] => {
      const value = withheld.has(path) ? undefined : valueAt(properties, path.split('.'));
      return value === undefined ? [] : [[path, value]];
    });
    const xml = soapXml([{ source, object, properties: Object.fromEntries(given) }]);
    const missing = [...withheld].map(
      ([path, privilege]) =>
        `<missingSet><path>${path}</path><fault><fault xsi:type="NoPermission"><object type="${object.type}">${object.value}</object>` +
        `<privilegeId>${privilege}</privilegeId></fault><localizedMessage/></fault></missingSet>`,
    );
    const told = (/<objects>[\s\S]*<\/objects>/.exec(xml)?.[0] ?? '')
      // In a slot of any type a reference says both what it points at and that it is a reference.
      .replace(/<val type="([^"]*)">/g, '<val type="$1" xsi:type="ManagedObjectReference">');
    return told.replace(/<\/objects>$/, `${missing.join('')}</objects>`);
  }

  private method(call: XmlElement): string {
    const manager = textIn(call, '_this').replace(/^(iscsiManager|networkSystem)-/, '');
    const adapter = textIn(call, 'iScsiHbaName');
    const found = this.entries
      .filter(isMethod)
      .find(
        ({ object, method, argument }) =>
          object.value.replace(/^host-/, '') === manager && method === call.name && (argument ?? '') === adapter,
      );
    if (found === undefined) throw new Fault('NotSupported');
    return methodXml(found);
  }
}

class Fault extends Error {
  readonly type: string;
  readonly members: string;

  constructor(type: string, members = '') {
    super(type);
    this.type = type;
    this.members = members;
  }
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

function envelope(tag: string, inner: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
    `xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="${XSI}"><soapenv:Body><${tag} xmlns="urn:vim25">${inner}</${tag}></soapenv:Body></soapenv:Envelope>`
  );
}

function faultXml({ type, members }: Fault): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
    `xmlns:xsi="${XSI}"><soapenv:Body><soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>The server says ${type}.</faultstring>` +
    `<detail><${type}Fault xmlns="urn:vim25" xsi:type="${type}">${members}</${type}Fault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`
  );
}

/** A view of a class holds its subclasses too. */
function isA(type: string, wanted: string): boolean {
  return type === wanted || (wanted === 'DistributedVirtualSwitch' && type === 'VmwareDistributedVirtualSwitch');
}

function valueAt(value: Json, [key, ...rest]: readonly string[]): Json | undefined {
  if (key === undefined) return value;
  const member = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return member === undefined ? undefined : valueAt(member, rest);
}

function inside(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

function textIn(element: XmlElement | undefined, name: string): string {
  return inside(element, name)?.text.trim() ?? '';
}
