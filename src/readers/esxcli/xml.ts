import type { TextFormat } from '../format.ts';
import { Places } from '../translated.ts';
import { readXml, spanOfElement, type XmlElement, XmlError } from '../xml.ts';
import { handOver } from './hand-over.ts';

/** What `esxcli --formatter=xml` prints. */
export const esxcliXml: TextFormat = {
  name: 'esxcli output as XML',
  sniff: (head) => /<(?:\w+:)?output\s[^>]*esxcli["']/.test(head),
  read(input, sink) {
    const roots: XmlElement[] = [];
    let cut: XmlElement | undefined;
    try {
      readXml(input.text, (root) => roots.push(root));
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      cut = wholeOf(error.open);
      sink.problem({
        ruleId: error.isCut ? 'input-truncated' : 'input-format',
        level: 'error',
        line: error.line,
        column: error.column,
        message: error.isCut
          ? `The XML ends too early: ${error.message}. What was complete was read.`
          : `The XML is not well-formed: ${error.message}. What follows was not read.`,
        instead: 'the whole output again',
      });
    }
    for (const root of cut === undefined ? roots : [...roots, cut]) {
      const places = new Places();
      const content = root.children.find(({ name }) => name === 'root')?.children[0];
      if (root.name !== 'output' || content === undefined) continue;
      handOver({ value: treeOf(content, places), places, line: root.line, partial: root === cut }, input, sink);
    }
  },
};

/** The elements that were open when the text broke off, with what was complete in them: whole rows, no part of one. */
function wholeOf(open: readonly XmlElement[]): XmlElement | undefined {
  const [output, root, list] = open;
  if (output === undefined || root === undefined || list?.name !== 'list') return undefined;
  root.children.push(list);
  output.children.push(root);
  return output;
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
