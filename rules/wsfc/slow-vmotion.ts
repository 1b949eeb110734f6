import { activeNics, describeNics, type Fact, type Host, type Known, mapFact, type Unknown, type VmkernelAdapter } from 'vlint';

/** An uplink of vMotion that is slower than the nodes of a cluster need. */
export interface SlowUplink {
  readonly nic: string;
  /** In Mb/s. */
  readonly speed: number;
  readonly evidence: Known<unknown>;
}

const NEEDED = 10_000;

/** The first active uplink of vMotion that is too slow; null when there is none, or no adapter for vMotion. */
export function slowVmotion(host: Host): Fact<SlowUplink | null> {
  return host.remember('slow uplink of vMotion', () => findSlow(host));
}

function findSlow({ vmks }: Host): Fact<SlowUplink | null> {
  if (!vmks.known) return vmks;
  let missing: Unknown | undefined;
  for (const vmk of vmks.value) {
    const carries = carriesVmotion(vmk);
    const nics = carries.known && !carries.value ? undefined : describeNics(vmk, activeNics(vmk));
    for (const fact of [carries, nics]) if (fact?.known === false) missing ??= fact;
    if (!carries.known || !nics?.known) continue;
    for (const { name, speed } of nics.value) {
      if (!speed.known) missing ??= speed;
      else if (speed.value !== null && speed.value < NEEDED)
        return mapFact(speed, () => ({ nic: name, speed: speed.value ?? 0, evidence: speed }));
    }
  }
  return missing ?? mapFact(vmks, () => null);
}

function carriesVmotion({ tags, netstack }: VmkernelAdapter): Fact<boolean> {
  if (netstack.known && netstack.value === 'vmotion') return mapFact(netstack, () => true);
  if (tags.known && tags.value.some(({ value }) => value === 'vmotion')) return mapFact(tags, () => true);
  return netstack.known ? mapFact(tags, () => false) : netstack;
}
