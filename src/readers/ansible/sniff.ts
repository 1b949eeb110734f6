/** Members by which the results of the modules are told that vlint reads. */
export const RESULTS = [
  'host_vmk_info',
  'hosts_vswitch_info',
  'hosts_portgroup_info',
  'hosts_vmnics_info',
  'iscsi_properties',
] as const;

const RESULT = new RegExp(`"(?:${RESULTS.join('|')})"\\s*:\\s*\\{|"ansible_distribution"\\s*:\\s*"VMware ESX`);
/** What VIM objects and vlint's own export begin with; results of Ansible may hold "_vimtype" deeper down. */
const VIM = /^\s*\{?\s*"(changeSet|propSet|_vimtype|_typeName|vlint|hostSystems|virtualMachines|self|obj|name)"\s*:/i;

/** Whether a JSON document is a result of community.vmware: of one module, a registered variable, or what the json callback prints. */
export function isAnsibleJson(head: string): boolean {
  return RESULT.test(head) && !VIM.test(head) && !/"vlint"\s*:\s*"export|"source"\s*:\s*"(vim|esxcli)"/.test(head);
}

const MODULE = /^\s*(?:-\s+)?(?:community\.vmware\.)?(?:vmware_host_iscsi|vmware_vswitch|vmware_portgroup|vmware_vmkernel)\s*:/m;

/** Whether a text is YAML with a task of a module that vlint reads. */
export function isPlaybook(head: string): boolean {
  return MODULE.test(head) && /^\s*(?:---|#|- |\w+\s*:)/.test(head);
}
