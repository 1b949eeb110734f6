import { type ArrayClaim, shellWord } from 'vlint';
import { ROUND_ROBIN } from './set-policy.ts';

/** What of a claim rule is said and typed; the policy is Round Robin where none is given. */
export type ClaimRule = Partial<Omit<ArrayClaim, 'source' | 'satp'>> & Pick<ArrayClaim, 'satp'>;

/** "VMW_SATP_ALUA with VMW_PSP_RR, iops=1, tpgs_on" */
export function claimText({ satp, psp = ROUND_ROBIN, pspOption, claimOption, satpOption }: ClaimRule): string {
  return [`${satp} with ${psp}`, pspOption, claimOption, satpOption].filter((part) => part !== undefined).join(', ');
}

/** Without a model the rule is for all of the vendor's devices. */
export function claimCommand({ satp, psp = ROUND_ROBIN, vendor, model, pspOption, claimOption, satpOption }: ClaimRule): string {
  const options = [
    ['-s', satp],
    ['-V', vendor],
    ['-M', model],
    ['-P', psp],
    ['-O', pspOption],
    ['-c', claimOption],
    ['-o', satpOption],
  ] as const;
  const given = options.flatMap(([letter, value]) => (value === undefined ? [] : [`${letter} ${shellWord(value)}`]));
  return `esxcli storage nmp satp rule add ${given.join(' ')}`;
}
