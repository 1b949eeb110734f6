import { type Cause, causeOf, type IscsiAdapter, listed } from 'vlint';

/** The port bindings of an iSCSI adapter: they are behind what is wrong between the ports that are bound together. */
export function bindingsCause(adapter: IscsiAdapter): Cause | undefined {
  const { bound, name } = adapter;
  if (!bound.known) return undefined;
  const ports = bound.value.map((port) => port.vmk.value).sort();
  return causeOf(adapter, 'port bindings', `${name} has port bindings of ${listed(ports)}.`, bound);
}
