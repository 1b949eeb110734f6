import { defineRule, portGroupOf, problem, psWord } from 'vlint';
import { unsourced } from '../ledger.ts';

/** The port group that the installer makes for a host which boots from iSCSI (iBFT). */
const BOOT_PORT_GROUP = 'iScsiBootPG';

export default defineRule({
  id: 'iscsi-vmk-dhcp',
  family: 'network',
  title: 'An iSCSI port should have a fixed address',
  rationale:
    'With DHCP the storage of the host depends on a server that may itself be a VM on that storage, and after a change of address the access ' +
    'lists of the array and the documentation no longer fit.',
  severity: 'note',
  sources: [unsourced('Common practice; a host that boots from iSCSI may take its address from DHCP by design.')],
  exceptions: {
    'boot-adapter': `The adapter is on ${BOOT_PORT_GROUP}, which may use DHCP on purpose: the note says so.`,
    'on-purpose': 'The addresses are reserved in DHCP on purpose; facts.yaml can allow it.',
    'other-adapter': 'Adapters that carry no iSCSI may use DHCP.',
  },
  fix: {
    esxcli: ['esxcli network ip interface ipv4 set -i vmk1 -t static -I 10.0.1.11 -N 255.255.255.0'],
    powercli: [
      'Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk1 | Set-VMHostNetworkAdapter -IP 10.0.1.11 -SubnetMask 255.255.255.0 -Confirm:$false',
    ],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check({ vmk, adapter, host }) {
    const { dhcp, ip, mask, name } = vmk;
    if (!dhcp.known) return yield dhcp;
    if (!dhcp.value) return;
    const group = portGroupOf(vmk);
    const boots = group.known && group.value.name === BOOT_PORT_GROUP;
    const address = ip.known ? ip.value : 'ADDRESS';
    const netmask = mask.known ? mask.value : 'NETMASK';
    yield problem(
      dhcp,
      `${name}${ip.known ? ` (${ip.value})` : ''} carries iSCSI of ${adapter.name} and takes its address from DHCP.` +
        (boots ? ` It is on ${BOOT_PORT_GROUP}: a host that boots from iSCSI may do so on purpose.` : ''),
      {
        esxcli: [`esxcli network ip interface ipv4 set -i ${name} -t static -I ${address} -N ${netmask}`],
        powercli: [
          `Get-VMHostNetworkAdapter -VMHost ${psWord(host.name)} -VMKernel -Name ${name} | Set-VMHostNetworkAdapter -IP ${address} -SubnetMask ${netmask} -Confirm:$false`,
        ],
        manual: ['Put the host in maintenance mode first, and take the address out of the range of the DHCP server.'],
      },
    );
  },
});
