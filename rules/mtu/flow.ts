import { type Inventory, IscsiPort, mtuPath, type VmkernelAdapter, type Weighed, weighed } from 'vlint';

/** The hops from an iSCSI port to its targets, each with its MTU or with the place that names it. */
export function flowOf(port: IscsiPort): readonly Weighed[] {
  return mtuPath(port).flatMap(({ name, mtu, seen }) =>
    mtu.known ? weighed(`${name}: ${mtu.value} bytes`, mtu) : weighed(`${name}: MTU not known`, seen),
  );
}

/** The same for a VMkernel adapter, where it carries iSCSI. */
export function flowOfVmk(vmk: VmkernelAdapter, inventory: Inventory): readonly Weighed[] {
  const port = inventory.iscsiPorts.find((item) => item instanceof IscsiPort && item.vmk.name === vmk.name);
  return port instanceof IscsiPort ? flowOf(port) : [];
}
