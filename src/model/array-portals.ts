import type { StoredDevice } from './estate.ts';
import { type Known, settled } from './fact.ts';
import { arrayOutput } from './from-device.ts';
import type { Memory } from './node.ts';

/** Values by key; null where two inputs contradict each other. */
type Told = Map<string, Known<number> | null>;

/** The portals of storage arrays whose own outputs are among the inputs. */
export class ArrayPortals {
  /** By address: private networks of two sites may have the same addresses. */
  private readonly mtus: Told = new Map();

  constructor(entries: readonly StoredDevice[], memory: Memory | undefined) {
    const arrays = entries
      .filter(({ role }) => role === 'array')
      .map((entry) => ({ entry, output: arrayOutput(entry.open(memory)) }));
    const ports: Told = new Map();
    // Outputs without the name of their array in them are taken for those of one.
    const key = (name: string | undefined, node: string, port: string) => [name ?? '', node, port].join(' ').toLowerCase();
    for (const { entry, output } of arrays)
      for (const { node, port, mtu } of output.ports)
        if (mtu !== undefined) note(ports, key(entry.name, node.value, port.value), mtu);
    for (const { entry, output } of arrays) {
      for (const { address, mtu, node, port } of output.portals) {
        const own = mtu ?? (node && port && ports.get(key(entry.name, node.value, port.value)));
        if (own) note(this.mtus, address.value, own);
      }
    }
  }

  /** MTU in bytes of the portal at an address. */
  mtuOf(address: string): Known<number> | undefined {
    return this.mtus.get(address) ?? undefined;
  }
}

function note(told: Told, key: string, value: Known<number>): void {
  const before = told.get(key);
  if (before === undefined) told.set(key, settled(value));
  else if (before?.value !== value.value) told.set(key, null);
}
