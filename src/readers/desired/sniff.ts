/** Whether a JSON document is a configuration profile: sections in snake case under "esx". */
export function isConfigstore(head: string): boolean {
  return /^\s*\{/.test(head) && /"esx"\s*:\s*\{\s*"[a-z][a-z0-9_]*"\s*:\s*\{/.test(head) && !VIM.test(head);
}

/** What VIM objects and vlint's own export begin with. */
const VIM = /"(changeSet|propSet|_vimtype|_typeName|vlint|hostSystems|virtualMachines|terraform_version)"\s*:/i;
