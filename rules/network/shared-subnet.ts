import type { Fact, Level, Unknown, VmkernelAdapter } from 'vlint';
import { isEqualLogicHeartbeat, sameSubnet } from 'vlint';
import type { Candidate } from './candidates.ts';
import { Suspect } from './candidates.ts';

/** What a VMkernel adapter is to iSCSI. */
export type Role = 'bound' | 'unbound' | 'none' | Unknown;

export function roleOf(candidate: Candidate | undefined): Role {
  if (candidate === undefined) return 'none';
  if (candidate instanceof Suspect) return candidate.missing;
  if (!candidate.bound.known) return candidate.bound;
  return candidate.bound.value ? 'bound' : 'unbound';
}

/** A VMkernel adapter and its role. */
export interface Player {
  readonly vmk: VmkernelAdapter;
  readonly role: Role;
}

/** How bad it is that two adapters are in one subnet; null when they are not, or may be. */
export function offence(a: Player, b: Player): Level | null | Unknown {
  const shared = sameSubnet(a.vmk, b.vmk);
  if (shared.known && !shared.value) return null;
  const level = inOneSubnet(a, b);
  return level === null || shared.known ? level : shared;
}

function inOneSubnet(a: Player, b: Player): Level | null | Unknown {
  if (a.role === b.role && (a.role === 'bound' || a.role === 'none')) return null;
  if (typeof a.role !== 'string') return a.role;
  if (typeof b.role !== 'string') return b.role;
  if (a.role === 'bound') return besideBound(b.vmk);
  if (b.role === 'bound') return besideBound(a.vmk);
  // Untagged storage adapters with nothing bound are the matter of iscsi-vmk-multihomed-unbound.
  const tagged = [isTagged(a.vmk), isTagged(b.vmk)];
  if (tagged.some((fact) => fact.known && fact.value)) return 'error';
  return tagged.find((fact) => !fact.known) ?? null;
}

/** A stray beside bound ports. Without its tags it is a stray still, of the lesser kind at least. */
function besideBound(stray: VmkernelAdapter): Level | null | Unknown {
  const heartbeat = isEqualLogicHeartbeat(stray);
  const tagged = isTagged(stray);
  if (tagged.known && tagged.value) return 'error';
  if (!heartbeat.known) return heartbeat;
  return heartbeat.value ? null : 'warning';
}

function isTagged({ tags }: VmkernelAdapter): Fact<boolean> {
  return tags.known ? { known: true, value: tags.value.length > 0, origin: tags.origin } : tags;
}
