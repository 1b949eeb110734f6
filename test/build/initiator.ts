import type { ChapDescription } from './host-description.ts';
import type { Json, JsonObject } from './json.ts';
import { members } from './json.ts';

/** Advanced options of the initiator by their names in the API, with the defaults of the software initiator. */
export const initiatorDefaults: ReadonlyMap<string, string | number | boolean> = new Map<string, string | number | boolean>([
  ['ErrorRecoveryLevel', 0],
  ['LoginRetryMax', 4],
  ['MaxOutstandingR2T', 1],
  ['FirstBurstLength', 262_144],
  ['MaxBurstLength', 262_144],
  ['MaxRecvDataSegLen', 131_072],
  ['MaxCommands', 128],
  ['DefaultTimeToWait', 2],
  ['LoginTimeout', 5],
  ['LogoutTimeout', 15],
  ['RecoveryTimeout', 10],
  ['NoopTimeout', 10],
  ['NoopInterval', 15],
  ['InitR2T', false],
  ['ImmediateData', true],
  ['DelayedAck', true],
]);

/** `advancedOptions[]`. With `inherited`, the options of a target: those not named in `own` come from the adapter. */
export function advancedOptions(
  own: Readonly<Record<string, string | number | boolean>>,
  inherited?: Readonly<Record<string, string | number | boolean>>,
): readonly JsonObject[] {
  const values = new Map<string, Json>([...initiatorDefaults, ...Object.entries(inherited ?? {}), ...Object.entries(own)]);
  return [...values].map(([key, value]) => ({
    _typeName: 'HostInternetScsiHbaParamValue',
    key,
    value,
    isInherited: inherited !== undefined && !Object.hasOwn(own, key),
  }));
}

export function authentication(chap: ChapDescription | undefined, inherited?: boolean): JsonObject {
  const type = chap?.type ?? 'chapProhibited';
  return members({
    chapAuthEnabled: type !== 'chapProhibited',
    chapName: chap?.name,
    chapAuthenticationType: type,
    chapInherited: inherited,
    mutualChapName: chap?.mutualName,
    mutualChapAuthenticationType: chap?.mutual ?? 'chapProhibited',
    mutualChapInherited: inherited,
  });
}

export function digests(header: string | undefined, data: string | undefined, inherited: boolean): JsonObject {
  return {
    headerDigestType: header ?? 'digestProhibited',
    headerDigestInherited: inherited,
    dataDigestType: data ?? 'digestProhibited',
    dataDigestInherited: inherited,
  };
}
