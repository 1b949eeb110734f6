import * as http from 'node:http';
import * as https from 'node:https';
import { CollectAborted, CollectError } from './collect-error.ts';
import { faultOf } from './fault.ts';
import { type Call, envelopeOf } from './methods.ts';
import { connectionFault } from './tls.ts';

/** How to reach a server. */
export interface Server {
  /** https://vc.example/sdk */
  readonly url: URL;
  /** Certificates in PEM that may sign the server's, instead of those that the system knows. */
  readonly ca?: string | undefined;
  /** Take any certificate, and protocols that are too old to be safe. */
  readonly insecure: boolean;
  /** Milliseconds without a sign of life after which a call is given up. */
  readonly timeout: number;
  /** Stops calls that are under way, all but Logout. */
  readonly signal?: AbortSignal | undefined;
}

/** Longer answers come from no vCenter: a page holds some MiB. Bytes. */
const LONGEST_ANSWER = 512 * 1024 * 1024;
/** Milliseconds that Logout may take: the server ends an idle session by itself. */
const FAREWELL = 5000;

/** The oldest API that vlint asks for: ESXi and vCenter 5.5. */
const OLDEST = '5.5';

/** Sends calls to one server, one after another over one connection, and keeps the session's cookie. */
export class SoapClient {
  /** "8.0.2.0": as the server itself says. */
  version = OLDEST;
  readonly server: Server;
  private readonly agent: http.Agent;
  private cookie: string | undefined;

  constructor(server: Server) {
    this.server = server;
    const { ca, insecure } = server;
    const keep = { keepAlive: true, maxSockets: 1 };
    this.agent =
      server.url.protocol === 'http:'
        ? new http.Agent(keep)
        : new https.Agent({
            ...keep,
            ...(ca === undefined ? {} : { ca }),
            // Hosts of the 5.5 era know nothing newer than TLS 1.0.
            ...(insecure ? { rejectUnauthorized: false, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
          });
  }

  /** The body of the answer. Throws SoapFault, CollectError and CollectAborted. */
  async send(call: Call): Promise<Uint8Array> {
    try {
      return await this.attempt(call);
    } catch (error) {
      // The server may close an idle connection just when it is used again; nothing that is sent changes anything.
      if (error instanceof StaleConnection) return this.attempt(call);
      throw error;
    }
  }

  /** Begins anew: what comes next is of no session. */
  forget(): void {
    this.cookie = undefined;
  }

  close(): void {
    this.agent.destroy();
  }

  /** The newest version of the API that the server names in the list which it offers to everybody; nothing when there is none. */
  async newestVersion(): Promise<string | undefined> {
    const { url, timeout, signal } = this.server;
    const list = new URL('/sdk/vimServiceVersions.xml', url);
    const bytes = await this.exchange({ url: list, doing: 'asking for the versions of its API', timeout, signal });
    // <namespace><name>urn:vim25</name><version>8.0.2.0</version><priorVersions>...
    return /<name>urn:vim25<\/name>\s*<version>([\d.]+)<\/version>/.exec(new TextDecoder().decode(bytes))?.[1];
  }

  private attempt(call: Call): Promise<Uint8Array> {
    const { url, timeout, signal } = this.server;
    const told = { url, doing: call.doing, body: Buffer.from(envelopeOf(call), 'utf8') };
    // A session is closed even when the rest was stopped, but nobody waits long for it.
    return call.method === 'Logout'
      ? this.exchange({ ...told, timeout: Math.min(FAREWELL, timeout), signal: undefined })
      : this.exchange({ ...told, timeout, signal });
  }

  private exchange({ url, doing, body, timeout, signal }: Exchange): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new CollectAborted());
      const request = (url.protocol === 'http:' ? http : https).request(url, {
        method: body === undefined ? 'GET' : 'POST',
        agent: this.agent,
        timeout,
        ...(signal === undefined ? {} : { signal }),
        headers: body === undefined ? {} : this.headers(body),
      });
      let answered = false;
      const fail = (error: NodeJS.ErrnoException) => {
        if (signal?.aborted) reject(new CollectAborted());
        else if (error instanceof CollectError) reject(error);
        else if (request.reusedSocket && error.code === 'ECONNRESET' && !answered) reject(new StaleConnection());
        else reject(new CollectError(`${connectionFault(error, url)} while ${doing}`));
      };
      request.on('timeout', () =>
        request.destroy(new CollectError(`${url.host} has not answered for ${timeout / 1000} s while ${doing}`)),
      );
      request.on('error', fail);
      request.on('response', (response) => {
        answered = true;
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > LONGEST_ANSWER) request.destroy(new CollectError(`the answer of ${url.host} does not end, while ${doing}`));
        });
        response.on('error', fail);
        response.on('end', () => {
          this.keepCookie(response.headers['set-cookie']);
          const bytes = Buffer.concat(chunks);
          if (response.statusCode === 200) return resolve(bytes);
          reject(faultOf(bytes) ?? new CollectError(notTheApi(response.statusCode ?? 0, url, doing)));
        });
      });
      request.end(body);
    });
  }

  private headers(body: Uint8Array): Record<string, string | number> {
    return {
      'Content-Type': 'text/xml; charset="utf-8"',
      'Content-Length': body.length,
      SOAPAction: `"urn:vim25/${this.version}"`,
      ...(this.cookie === undefined ? {} : { Cookie: this.cookie }),
    };
  }

  private keepCookie(lines: readonly string[] | undefined): void {
    const found = lines?.map((line) => /^\s*(vmware_soap_session=[^;]*)/.exec(line)?.[1]).find((cookie) => cookie !== undefined);
    if (found !== undefined) this.cookie = found;
  }
}

interface Exchange {
  readonly url: URL;
  readonly doing: string;
  /** Absent: GET. */
  readonly body?: Uint8Array;
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

class StaleConnection extends Error {}

function notTheApi(status: number, url: URL, doing: string): string {
  return `${url.host} answered HTTP ${status} while ${doing}; is ${url.pathname} the API of a vCenter or an ESXi host?`;
}
