import {
  defineRule,
  type Fact,
  listed,
  mapFact,
  parseIpv4,
  problem,
  shellWord,
  type VirtualSwitch,
  type VmkernelAdapter,
  weighed,
} from 'vlint';
import { unsourced } from '../ledger.ts';
import { loadOf } from './switch-load.ts';

/** 169.254.0.0/16: the addresses of the link between a host and its own management processor. */
const LINK_LOCAL = 0xa9fe;

export default defineRule<VirtualSwitch>({
  id: 'vswitch-no-uplink-with-vmk',
  family: 'vswitch',
  title: 'A virtual switch with a VMkernel adapter should have a physical NIC',
  rationale:
    'A VMkernel adapter on a switch without a physical NIC reaches nothing outside the host. Its service looks configured and is not there, be it a ' +
    'storage path, vMotion or management.',
  severity: 'warning',
  sources: [
    unsourced('Follows from what a virtual switch without uplinks is; which of them are meant to be so no export tells.'),
  ],
  exceptions: {
    'management-processor':
      'All its VMkernel adapters have link-local addresses (169.254.0.0/16), as on the bridge to the management processor of the host.',
    local: 'The switch is local on purpose (a nested lab, a storage VM on the host itself); facts.yaml allows it.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard uplink add -u vmnicN -v vSwitchN'],
    powercli: ['Get-VirtualSwitch -VMHost $h -Name vSwitchN | Add-VirtualSwitchPhysicalNetworkAdapter -VMHostPhysicalNic $nic'],
    manual: ['Or remove the VMkernel adapter if nothing uses it.'],
  },
  each: (inventory) => inventory.switches,
  *check(vswitch) {
    const { uplinks, name, host, distributed } = vswitch;
    if (uplinks.known && uplinks.value.length > 0) return;
    const { vmks, moreVmks } = loadOf(vswitch);
    const local = vmks.map(isLinkLocal);
    const stranded = vmks.filter((_, index) => local[index]?.known && !local[index].value);
    if (stranded.length === 0) {
      const undecided = local.find((fact) => !fact.known) ?? moreVmks;
      if (undecided === undefined || undecided.known) return;
      return yield uplinks.known ? undecided : uplinks;
    }
    if (!uplinks.known) return yield uplinks;
    yield problem(
      uplinks,
      `${name} of ${host.name} has no physical NIC, but ${listed(stranded.map((vmk) => vmk.name))} ${stranded.length === 1 ? 'is' : 'are'} on it.`,
      {
        ...(distributed ? {} : { esxcli: [`esxcli network vswitch standard uplink add -u vmnicN -v ${shellWord(name)}`] }),
        manual: [
          `Give ${name} a free physical NIC of ${host.name}, or remove ${listed(stranded.map((vmk) => vmk.name))} if nothing uses ${stranded.length === 1 ? 'it' : 'them'}.`,
        ],
      },
      { related: stranded.flatMap((vmk) => weighed(`${vmk.name}`, vmk.portGroupName)) },
    );
  },
});

function isLinkLocal({ ip }: VmkernelAdapter): Fact<boolean> {
  return mapFact(ip, (text) => {
    const address = parseIpv4(text);
    return address !== undefined && address >>> 16 === LINK_LOCAL;
  });
}
