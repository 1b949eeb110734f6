import type { ByteFormat } from './format.ts';
import { VimVisitor } from './soap/reader.ts';
import { XmlError } from './xml.ts';
import { streamXml } from './xml-stream.ts';

/** An XML tag that only the API's answers have, or a reference to a managed object among the first elements. */
const SIGNS =
  /urn:vim25|<(?:[\w.-]+:)?(?:obj|self|moref)\s[^<>]*\btype\s*=|<(?:[\w.-]+:)?(?:Retrieve|ContinueRetrieve|WaitForUpdates|Query|FetchDVPorts)\w*Response\b/i;

/**
 * VIM objects as XML: answers of the SOAP API (RetrieveProperties, WaitForUpdates, QueryBoundVnics, QueryNetworkHint), what govc prints
 * with -xml, and the files that `govc object.save` writes.
 */
export const soap: ByteFormat = {
  name: 'VIM objects as XML',
  sniff: (head) => /^\s*</.test(head) && SIGNS.test(head),
  readBytes({ input, hint, name }, sink) {
    const visitor = new VimVisitor(sink, hostOfFolder(name) ?? hint.host);
    let isWhole = true;
    try {
      streamXml(input, visitor);
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      isWhole = false;
      visitor.breakOff();
      sink.problem({
        ruleId: 'input-format',
        level: 'error',
        line: error.line,
        column: error.column,
        message: `The XML is not well-formed: ${error.message}. What follows was not read.`,
        instead: 'the whole output again',
      });
    }
    visitor.finish();
    if (isWhole && visitor.found === 0) {
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
