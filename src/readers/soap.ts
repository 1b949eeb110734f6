import type { ByteFormat } from './format.ts';
import { VimVisitor } from './soap/reader.ts';
import { streamXml } from './xml-stream.ts';

/** An XML tag that only the API's answers have, or a reference to a managed object among the first elements. */
const SIGNS =
  /urn:vim25|<(?:[\w.-]+:)?(?:obj|self|moref)\s[^<>]*\btype\s*=|<(?:[\w.-]+:)?(?:Retrieve|ContinueRetrieve|WaitForUpdates|Query|FetchDVPorts)\w*Response\b/i;

/** An element whose first one is the reference of a managed object. */
const OBJECT_START =
  /<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>\s*(?:<(?:[\w.-]+:)?kind>[^<]*<\/(?:[\w.-]+:)?kind>\s*)?<(?:[\w.-]+:)?(?:obj|self|moref)\s[^<>]*\btype\s*=/i;
const MAX_FAULTS = 20;

/**
 * VIM objects as XML: answers of the SOAP API (RetrieveProperties, WaitForUpdates, QueryBoundVnics, QueryNetworkHint), what govc prints
 * with -xml, and the files that `govc object.save` writes.
 */
export const soap: ByteFormat = {
  name: 'VIM objects as XML',
  sniff: (head) => /^\s*</.test(head) && SIGNS.test(head),
  readBytes({ input, hint, name }, sink) {
    const visitor = new VimVisitor(sink, hostOfFolder(name) ?? hint.host);
    let faults = 0;
    streamXml(input, visitor, {
      start: OBJECT_START,
      broken: (error, goesOn) => {
        visitor.breakOff();
        faults += 1;
        if (faults > MAX_FAULTS) return;
        sink.problem({
          ruleId: 'input-format',
          level: 'error',
          line: error.line,
          column: error.column,
          message: `The XML is not well-formed: ${error.message}. ${goesOn ? 'The next object was read.' : 'What follows was not read.'}`,
          instead: 'the whole output again',
        });
      },
    });
    visitor.finish();
    if (faults === 0 && visitor.found === 0) {
      sink.problem({
        ruleId: 'input-format',
        level: 'error',
        line: 1,
        message: 'This XML holds no object of vSphere.',
        instead: 'the output of govc collect -xml -type h / name parent runtime config hardware vm',
      });
    }
  },
};

/**
 * `govc object.save` puts QueryNetworkHint.xml into a folder that is named after the host's network system; vCenter gives a host and all
 * its managers the same number.
 */
function hostOfFolder(path: string): string | undefined {
  const folder = path.split(/[\\/]/).at(-2) ?? '';
  const number = /^HostNetworkSystem-networkSystem-(\d+)$/.exec(folder)?.[1];
  return number === undefined ? undefined : `host-${number}`;
}
