import type { ArrayClaim, Device, VendorArray } from 'vlint';
import { claimCommand, claimText } from './claim-rule.ts';
import { ROUND_ROBIN } from './set-policy.ts';

/** Sentences that name the claim rule of the device's array for Round Robin, or say that none is known. */
export function adviceFor(device: Device, array: VendorArray | undefined, policy: string, satp: string): string {
  const sentences = [
    ...(array?.systemPolicy?.psp === policy ? [`The system claim rule for ${array.name} itself prescribes ${policy}.`] : []),
    ...(array?.claim
      ? [
          `The claim rule ${purpose(array.claim.psp)} ${array.name} is ${claimText(array.claim)}.`,
          ...('unsourced' in array.claim.source ? [array.claim.source.unsourced ?? ''] : []),
          ...(isForOthers(array.claim, satp) ? [`That rule is for ALUA, which the array does not offer here (${satp}).`] : []),
        ]
      : []),
    ...(array?.advice ?? []).map(({ text }) => text),
    ...(saysNothing(array)
      ? [`No claim rule ${array ? 'for' : 'of'} ${nameOf(device, array)} is known here; a generic one is ${claimText({ satp })}.`]
      : []),
  ];
  return sentences.join(' ');
}

/** The command that adds the claim rule; none for an array of which other things are known than a claim rule. */
export function claimFor({ vendor, model }: Device, array: VendorArray | undefined, satp: string): readonly string[] {
  const own = {
    ...(vendor.known ? { vendor: vendor.value } : {}),
    ...(model.known ? { model: model.value } : {}),
  };
  if (array?.claim) return isForOthers(array.claim, satp) ? [] : [claimCommand({ ...own, ...array.claim })];
  return saysNothing(array) && vendor.known ? [claimCommand({ ...own, satp })] : [];
}

/** What to know before typing. */
export function cautions(array: VendorArray | undefined): readonly string[] {
  if (array?.caution) return [array.caution.text];
  const rule =
    'A claim rule acts on devices that are claimed later: reboot or reclaim; a policy set on a device outlives the rule.';
  const source = saysNothing(array)
    ? ['Ask the vendor of the array first whether it is one of those that need another policy.']
    : [];
  return [...source, rule];
}

/** A rule that asks for ALUA does not match a device that the array offers without it. */
function isForOthers({ claimOption }: ArrayClaim, satp: string): boolean {
  return claimOption === 'tpgs_on' && satp === 'VMW_SATP_DEFAULT_AA';
}

/** Whether nothing is known of the array that tells how it should be claimed. */
function saysNothing(array: VendorArray | undefined): boolean {
  return array === undefined || (array.claim === undefined && array.advice === undefined);
}

function nameOf({ vendor }: Device, array: VendorArray | undefined): string {
  return array?.name ?? (vendor.known ? vendor.value : 'its vendor');
}

const purpose = (psp: string) => (psp === ROUND_ROBIN ? 'for Round Robin on' : 'for');
