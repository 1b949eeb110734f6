import { defineRule, problem, switchOf } from 'vlint';

export default defineRule({
  id: 'mtu-vmk-exceeds-vswitch',
  family: 'mtu',
  title: 'A VMkernel adapter must not send larger frames than its virtual switch carries',
  rationale:
    'The virtual switch drops what is larger than its own MTU. A session logs in with small packets and then stalls on the first large ' +
    'write, or the path goes dead under load, so the fault shows only when the storage is busy.',
  severity: 'error',
  sources: [
    {
      id: 'S5',
      url: 'https://docs.vmware.com/en/VMware-vSphere/6.5/com.vmware.vsphere.storage.doc/GUID-66AF5FA0-7A95-4730-BB30-55F98C481BFF.html',
      claim: 'ESXi supports an MTU of up to 9000 bytes; jumbo frames must be supported end to end.',
    },
    { id: 'S23', url: 'https://knowledge.broadcom.com/external/article/326539', claim: 'Everything between must carry at least the MTU of the sending adapter.' },
  ],
  exceptions: {
    'equal-or-smaller': 'The adapter uses the same MTU as the switch or a smaller one.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard set -v vSwitch1 -m 9000'],
    powercli: ['Get-VirtualSwitch -VMHost $h -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000'],
    manual: ['Raise the physical switch first, then the virtual switch, the VMkernel adapter last; changing a distributed switch bounces its uplinks.'],
  },
  each: (inventory) => inventory.vmks,
  *check(vmk) {
    const { mtu } = vmk;
    const vswitch = switchOf(vmk);
    if (!mtu.known) yield mtu;
    if (!vswitch.known) return yield vswitch;
    const limit = vswitch.value.mtu;
    if (!limit.known) return yield limit;
    if (!mtu.known || mtu.value <= limit.value) return;
    const { name, distributed } = vswitch.value;
    yield problem(
      mtu,
      `${vmk.name} sends frames of ${mtu.value} bytes into ${name}, which carries ${limit.value}. Larger frames are dropped there.`,
      distributed
        ? { powercli: [`Get-VDSwitch -Name '${name}' | Set-VDSwitch -Mtu ${mtu.value}`] }
        : {
            esxcli: [`esxcli network vswitch standard set -v ${name} -m ${mtu.value}`],
            powercli: [`Get-VirtualSwitch -VMHost '${vmk.host.name}' -Name '${name}' | Set-VirtualSwitch -Mtu ${mtu.value}`],
          },
      { related: [{ message: `MTU of ${name}: ${limit.value}`, evidence: limit }] },
    );
  },
});
