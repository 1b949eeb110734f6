import type { JsonFormat } from '../json-format.ts';
import { readResults } from './results.ts';

/** Results of community.vmware as JSON: a registered variable, or what the json callback prints of a whole run. */
export const ansibleJson: JsonFormat = {
  name: 'result of Ansible',
  read: (document, _file, sink) => readResults(document, undefined, sink),
};
