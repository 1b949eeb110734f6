import type { StoredDevice } from './estate.ts';
import { type Known, settled } from './fact.ts';
import { arrayPortals } from './from-device.ts';
import type { Memory } from './node.ts';

/** The portals of storage arrays whose own outputs are among the inputs. */
export class ArrayPortals {
  /** By address; null where two outputs contradict each other: private networks of two sites may have the same addresses. */
  private readonly mtus = new Map<string, Known<number> | null>();

  constructor(entries: readonly StoredDevice[], memory: Memory | undefined) {
    for (const entry of entries) {
      if (entry.role !== 'array') continue;
      for (const { address, mtu } of arrayPortals(entry.open(memory)))
        if (mtu !== undefined) this.add(address.value, settled(mtu));
    }
  }

  /** MTU in bytes of the portal at an address. */
  mtuOf(address: string): Known<number> | undefined {
    return this.mtus.get(address) ?? undefined;
  }

  private add(address: string, mtu: Known<number>): void {
    const before = this.mtus.get(address);
    if (before === undefined) this.mtus.set(address, mtu);
    else if (before?.value !== mtu.value) this.mtus.set(address, null);
  }
}
