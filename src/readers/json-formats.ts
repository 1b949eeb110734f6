import { isAnsibleJson } from './ansible/sniff.ts';
import { isConfigstore } from './desired/sniff.ts';
import type { JsonFormatEntry } from './json-format.ts';
import { isSwitchJson } from './switches/sniff.ts';
import { isTerraform } from './terraform/sniff.ts';

/** JSON documents of other tools. They are asked before a document is taken for a VIM object. */
export const JSON_FORMATS: readonly JsonFormatEntry[] = [
  { sniff: isSwitchJson, load: async () => (await import('./switches/json.ts')).switchJson },
  { sniff: isConfigstore, load: async () => (await import('./desired/configstore.ts')).configstore },
  { sniff: isAnsibleJson, load: async () => (await import('./ansible/json.ts')).ansibleJson },
  { sniff: isTerraform, load: async () => (await import('./terraform/terraform.ts')).terraform },
];
