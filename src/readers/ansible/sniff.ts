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
