import type { Unknown } from './fact.ts';
import type { IscsiPort } from './iscsi-ports.ts';
import { PING_HEADERS, targetsOf } from './mtu-path.ts';
import type { PingSource } from './source.ts';

/** What the vmkpings of facts.yaml and of sessions on the host prove of the frames that an iSCSI port sends. */
export interface PingProof {
  /** Target addresses whose last telling ping passed at full size, failed at full size or less, or that no ping tells of. */
  readonly passed: readonly string[];
  readonly failed: readonly PingSource[];
  readonly untested: readonly string[];
  /** Pings are stated, but which targets they must reach was not exported. */
  readonly missing: Unknown | undefined;
}

/** Only pings that forbid fragmentation tell; a frame of `bytes` holds a ping of 28 bytes less. */
export function pingProof(port: IscsiPort, bytes: number): PingProof {
  const { site, name, pings } = port.host;
  const full = bytes - PING_HEADERS;
  const targets = targetsOf(port);
  if (!targets.known) {
    const stated = [...site.entries.vmkpings, ...pings].some(
      (ping) => ping.vmk.value.toLowerCase() === port.vmk.name.toLowerCase(),
    );
    return { passed: [], failed: [], untested: [], missing: stated ? targets : undefined };
  }
  const passed: string[] = [];
  const failed: PingSource[] = [];
  const untested: string[] = [];
  for (const { address } of targets.value) {
    const own = pings.filter((ping) => ping.vmk.value === port.vmk.name && ping.target.value === address);
    // What the operators state is younger than what a session shows, or they would not state it.
    const telling = [...own, ...site.vmkping(name, port.vmk.name, address)].findLast(
      ({ df, size, result }) => df.value && (result.value === 'pass' ? size.value >= full : size.value <= full),
    );
    if (telling === undefined) untested.push(address);
    else if (telling.result.value === 'pass') passed.push(address);
    else failed.push(telling);
  }
  return { passed, failed, untested, missing: undefined };
}

/** Whether pings prove the path to every target of the port. */
export function isProved({ passed, failed, untested, missing }: PingProof): boolean {
  return missing === undefined && passed.length > 0 && failed.length === 0 && untested.length === 0;
}
