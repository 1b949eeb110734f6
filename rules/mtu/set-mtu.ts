import { psWord, type Remedy, shellWord, switchOf, type VirtualSwitch, type VmkernelAdapter } from 'vlint';

/** How to give a virtual switch an MTU (bytes). */
export function setSwitch(vswitch: VirtualSwitch, mtu: number): Remedy {
  const { name, distributed, host } = vswitch;
  if (distributed) {
    return {
      powercli: [`Get-VDSwitch -Name ${psWord(name)} | Set-VDSwitch -Mtu ${mtu}`],
      manual: [
        'Do it in a maintenance window: the change takes the uplinks of the distributed switch down and up on every member host.',
      ],
    };
  }
  return {
    esxcli: [`esxcli network vswitch standard set -v ${shellWord(name)} -m ${mtu}`],
    powercli: [`Get-VirtualSwitch -VMHost ${psWord(host.name)} -Standard -Name ${psWord(name)} | Set-VirtualSwitch -Mtu ${mtu}`],
  };
}

/** How to give a VMkernel adapter an MTU (bytes): a virtual switch that carries less comes first. */
export function setVmk(vmk: VmkernelAdapter, mtu: number): Remedy {
  const vswitch = switchOf(vmk);
  const limit = vswitch.known ? vswitch.value.mtu : undefined;
  const own = setAdapter(vmk, mtu);
  return vswitch.known && limit?.known && limit.value < mtu ? together(setSwitch(vswitch.value, mtu), own) : own;
}

function setAdapter(vmk: VmkernelAdapter, mtu: number): Remedy {
  return {
    esxcli: [`esxcli network ip interface set -i ${vmk.name} -m ${mtu}`],
    powercli: [
      `Get-VMHostNetworkAdapter -VMHost ${psWord(vmk.host.name)} -VMKernel -Name ${vmk.name} | Set-VMHostNetworkAdapter -Mtu ${mtu}`,
    ],
  };
}

/** Several remedies as one, in their order. */
export function together(...remedies: readonly Remedy[]): Remedy {
  const all = (key: keyof Remedy) => remedies.flatMap((remedy) => remedy[key] ?? []);
  const parts = (['esxcli', 'powercli', 'manual'] as const).map((key) => [key, all(key)] as const);
  return Object.fromEntries(parts.filter(([, lines]) => lines.length > 0));
}
