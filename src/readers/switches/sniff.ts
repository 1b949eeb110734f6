/** Members at the beginning of what NX-OS and Arista EOS print as JSON, and of the envelopes of NX-API and eAPI. */
const MARKS = [
  /"(ins_api|TABLE_(interface|cdp_neighbor_detail_info|nbor_detail))"\s*:\s*[{[]/,
  /"jsonrpc"\s*:\s*"2\.0"[\s\S]*"(interfaces|lldpNeighbors|switchports|TABLE_\w+|fqdn|systemMacAddress|error)"\s*:/,
  /^\s*\{[\s\S]*"systemMacAddress"[\s\S]*\}\s*$/,
  /"lldpNeighbors"\s*:\s*[{[]/,
  /"switchportInfo"\s*:\s*\{/,
  /"interfaces"\s*:\s*\{\s*"[^"]+"\s*:\s*\{(?:[^{}]|\{[^{}]*\})*?"(lineProtocolStatus|forwardingModel|interfaceStatus)"\s*:/,
];
/** What VIM objects and vlint's own export begin with. */
const NOT = /"(changeSet|propSet|_vimtype|_typeName|vlint|hostSystems|virtualMachines)"\s*:|"source"\s*:\s*"(vim|esxcli)"/i;

export function isSwitchJson(head: string): boolean {
  return MARKS.some((mark) => mark.test(head)) && !NOT.test(head);
}
