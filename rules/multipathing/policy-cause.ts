import { type Cause, causeOf, type Device } from 'vlint';

/** The path selection policy of a device on one host: several rules may find fault with it. */
export function policyCause(device: Device): Cause | undefined {
  const { host, name, psp } = device;
  return causeOf(device, 'path selection policy', `${host.name} uses ${psp.known ? psp.value : ''} for ${name}.`, psp);
}
