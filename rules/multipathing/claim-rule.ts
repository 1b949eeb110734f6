import { ROUND_ROBIN } from './set-policy.ts';

/** The parts of `esxcli storage nmp satp rule add`. */
export interface ClaimRule {
  readonly satp: string;
  /** -V */
  readonly vendor: string;
  /** -M: where it is absent, the device's own. */
  readonly model?: string;
  /** -O: option of the path selection policy. */
  readonly pspOption?: string;
  /** -c: claim option. */
  readonly claimOption?: string;
  /** -o: option of the storage array type plug-in. */
  readonly satpOption?: string;
}

/** "VMW_SATP_ALUA with VMW_PSP_RR, iops=1, tpgs_on" */
export function claimText({ satp, pspOption, claimOption, satpOption }: Omit<ClaimRule, 'vendor' | 'model'>): string {
  return [`${satp} with ${ROUND_ROBIN}`, pspOption, claimOption, satpOption].filter((part) => part !== undefined).join(', ');
}

/** `model` is what -M names; without one the rule is for all of the vendor's devices. */
export function claimCommand({ satp, vendor, pspOption, claimOption, satpOption }: ClaimRule, model: string | undefined): string {
  const options = [
    ['-s', satp],
    ['-V', vendor],
    ['-M', model],
    ['-P', ROUND_ROBIN],
    ['-O', pspOption],
    ['-c', claimOption],
    ['-o', satpOption],
  ] as const;
  const given = options.flatMap(([letter, value]) => (value === undefined ? [] : [`${letter} ${quoted(value)}`]));
  return `esxcli storage nmp satp rule add ${given.join(' ')}`;
}

/** A name as the ESXi shell takes it. */
function quoted(name: string): string {
  return /^[\w.=-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
