import type { CheckContext, Vm, VmPort } from 'vlint';

/** What the site says of VMs that use iSCSI themselves: they belong on its network. */
const STORAGE_ROLES: ReadonlySet<string> = new Set(['in-guest-iscsi', 'storage-appliance']);

/** Whether facts.yaml lets a VM be where the rule does not want VMs: by its allow-list, or because of what the VM is there for. */
export function isWelcome(vm: Vm, { allowed }: CheckContext): boolean {
  if (allowed(vm.name) !== undefined) return true;
  return vm.host?.site.vm(vm.name).roles.some((role) => STORAGE_ROLES.has(role.value)) ?? false;
}

/** The VM NICs of a port group that the rule has to count. */
export function counted(ports: readonly VmPort[], context: CheckContext): readonly VmPort[] {
  return ports.filter((port) => !isWelcome(port.vm, context));
}
