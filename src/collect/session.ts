import type { XmlElement } from '../readers/xml.ts';
import { XmlError } from '../readers/xml.ts';
import { CollectError } from './collect-error.ts';
import { elementsOf, find, SoapFault, textOf } from './fault.ts';
import { type Call, element, type Ref } from './methods.ts';
import { type Server, SoapClient } from './soap-client.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The objects of the server that all begins with. */
export interface ServiceContent {
  readonly rootFolder: Ref;
  readonly propertyCollector: Ref;
  readonly viewManager: Ref;
  readonly sessionManager: Ref;
  /** "VMware vCenter Server 8.0.2 build-22617221" */
  readonly fullName: string;
  /** "8.0.2.0" */
  readonly apiVersion: string;
}

/** A session with a server: open() first, close() whatever happened. */
export class Session {
  readonly client: SoapClient;
  private readonly credentials: Credentials;
  private found: ServiceContent | undefined;
  private isOpen = false;
  /** Grows with each login: what belongs to an earlier session is gone. */
  generation = 0;

  constructor(server: Server, credentials: Credentials) {
    this.client = new SoapClient(server);
    this.credentials = credentials;
  }

  get content(): ServiceContent {
    if (this.found === undefined) throw new TypeError('open() was not called');
    return this.found;
  }

  /** Asks what the server is, agrees on its version of the API, and logs in. Throws CollectError. */
  async open(): Promise<void> {
    this.found = contentOf(await this.serviceContent(), this.client.server.url);
    this.client.version = this.found.apiVersion;
    await this.login();
  }

  /** Logs in again after the session has expired. Views and pages of the old session are gone. */
  async renew(): Promise<void> {
    this.isOpen = false;
    this.client.forget();
    await this.login();
  }

  private async serviceContent(): Promise<XmlElement | undefined> {
    const call: Call = {
      method: 'RetrieveServiceContent',
      on: { type: 'ServiceInstance', value: 'ServiceInstance' },
      doing: 'asking what it is',
    };
    const { client } = this;
    try {
      return await this.ask(call);
    } catch (error) {
      if (!(error instanceof SoapFault)) throw error;
      // A server of the future may no longer speak the oldest version: it lists those that it does.
      const newest = await client.newestVersion();
      if (newest === undefined || newest === client.version) throw silent(client.server.url, error);
      client.version = newest;
    }
    try {
      return await this.ask(call);
    } catch (error) {
      throw error instanceof SoapFault ? silent(client.server.url, error) : error;
    }
  }

  /** Logs out, however the session ended; a server that cannot be reached any more ends it by itself. */
  async close(): Promise<void> {
    try {
      if (this.isOpen) await this.client.send({ method: 'Logout', on: this.content.sessionManager, doing: 'logging out' });
    } catch (error) {
      if (!(error instanceof SoapFault || error instanceof CollectError)) throw error;
    } finally {
      this.isOpen = false;
      this.client.close();
    }
  }

  /** The answer as elements. Throws SoapFault, CollectError. */
  async ask(call: Call): Promise<XmlElement | undefined> {
    const bytes = await this.client.send(call);
    try {
      return elementsOf(bytes);
    } catch (error) {
      if (error instanceof XmlError) throw noXml(this.client.server.url, call.doing);
      throw error;
    }
  }

  /** Sends a call that any session may make, and once more in a new session when this one has expired. */
  async lasting<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
    await this.renew();
    try {
      return await send();
    } catch (error) {
      if (!isExpired(error)) throw error;
      throw new CollectError(`${this.client.server.url.host} ends every session at once`);
    }
  }

  private async login(): Promise<void> {
    const { user, password } = this.credentials;
    const { host } = this.client.server.url;
    try {
      await this.client.send({
        method: 'Login',
        on: this.content.sessionManager,
        body: element('userName', user) + element('password', password),
        doing: 'logging in',
      });
      this.isOpen = true;
      this.generation += 1;
    } catch (error) {
      if (!(error instanceof SoapFault)) throw error;
      if (error.type === 'InvalidLogin') throw new CollectError(`${host} refuses the user name or password of ${user}`);
      if (error.type === 'NoPermission')
        throw new CollectError(`${user} may not log in to ${host}: the account has no role there`);
      throw new CollectError(`${host} does not let ${user} in: ${error.message}`);
    }
  }
}

export function isExpired(error: unknown): boolean {
  return error instanceof SoapFault && error.type === 'NotAuthenticated';
}

export function noXml({ host }: URL, doing: string): CollectError {
  return new CollectError(`what ${host} answered while ${doing} is no XML`);
}

function silent({ host }: URL, { message }: SoapFault): CollectError {
  return new CollectError(`${host} does not tell what it is: ${message}`);
}

function contentOf(answer: XmlElement | undefined, { host, pathname }: URL): ServiceContent {
  const ref = (name: string, type: string): Ref => {
    const value = textOf(answer, name);
    if (value === undefined) throw new CollectError(`${host}${pathname} is no API of vSphere: it does not tell its ${name}`);
    return { type, value };
  };
  const about = find(answer, 'about');
  return {
    rootFolder: ref('rootFolder', 'Folder'),
    propertyCollector: ref('propertyCollector', 'PropertyCollector'),
    viewManager: ref('viewManager', 'ViewManager'),
    sessionManager: ref('sessionManager', 'SessionManager'),
    fullName: textOf(about, 'fullName') ?? 'vSphere',
    apiVersion: textOf(about, 'apiVersion') ?? '5.5',
  };
}
