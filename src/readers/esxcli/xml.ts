import type { Sink, TextFormat } from '../format.ts';
import { Places } from '../translated.ts';
import { readXml, spanOfElement, type XmlElement, XmlError } from '../xml.ts';
import { commandOf } from './signature.ts';

/** What `esxcli --formatter=xml` prints. */
export const esxcliXml: TextFormat = {
  name: 'esxcli output as XML',
  sniff: (head) => /<(?:\w+:)?output\s[^>]*esxcli["']/.test(head),
  read({ text, lines, hint }, sink) {
    const parts: { readonly value: unknown; readonly places: Places; readonly line: number }[] = [];
    let partial = false;
    try {
      readXml(text, (root) => {
        const places = new Places();
        const content = root.children.find(({ name }) => name === 'root')?.children[0];
        if (root.name === 'output' && content !== undefined)
          parts.push({ value: treeOf(content, places), places, line: root.line });
      });
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      partial = true;
      broken(error, sink);
    }
    for (const { value, places, line } of parts) {
      const first = Array.isArray(value) ? value[0] : value;
      const command = hint.command ?? (typeof first === 'object' && first !== null ? commandOf(Object.keys(first)) : undefined);
      if (command === undefined) {
        sink.problem({
          ruleId: 'input-format',
          level: 'warning',
          line,
          message: 'It cannot be told which esxcli command printed this.',
          instead: 'a file that is named after the host and the command: esx01_network_nic_list.xml',
        });
      } else {
        sink.esxcli(
          { command, options: hint.options ?? new Map(), host: hint.host, guessed: hint.guessed === true, partial },
          { value, places, line, lines },
        );
      }
    }
  },
};

function broken(error: XmlError, sink: Sink): void {
  sink.problem({
    ruleId: 'input-format',
    level: 'error',
    line: error.line,
    column: error.column,
    message: `The XML is not well-formed: ${error.message}. What follows was not read.`,
    instead: 'the whole output again',
  });
}

/** string, integer and boolean as text; a list as an array, a structure as an object by its fields. */
function treeOf(element: XmlElement, places: Places): unknown {
  if (element.name === 'structure') return structure(element, places);
  if (element.name !== 'list') return element.text.trim();
  const list: unknown[] = [];
  for (const child of element.children) places.put(list, list.length, treeOf(child, places), spanOfElement(child));
  return list;
}

function structure(element: XmlElement, places: Places): object {
  const made = {};
  for (const field of element.children) {
    const name = field.attributes.get('name')?.value;
    const content = field.children[0];
    if (field.name !== 'field' || name === undefined || content === undefined) continue;
    places.put(made, name, treeOf(content, places), spanOfElement(content));
  }
  return made;
}
