import type { Device } from 'vlint';
import { isCalled, type StorageArray } from './arrays.ts';
import { claimCommand, claimText } from './claim-rule.ts';
import { MRU } from './set-policy.ts';

/** Sentences that name the claim rule of the device's array for Round Robin, or say that none is known. */
export function adviceFor(device: Device, array: StorageArray | undefined, policy: string, satp: string): string {
  const { vendor } = device;
  const { name, claim, advice } = array ?? {};
  const sentences = [
    ...(isCalled(array, 'NetApp E-Series') && policy === MRU
      ? ['The system claim rule for NetApp E-Series itself prescribes VMW_PSP_MRU.']
      : []),
    ...(claim ? [`The claim rule for Round Robin on ${name} is ${claimText(claim)}.`] : []),
    ...(advice ? [advice] : []),
    ...(array === undefined
      ? [`No claim rule of ${vendor.known ? vendor.value : 'its vendor'} is known here; a generic one is ${claimText({ satp })}.`]
      : []),
  ];
  return sentences.join(' ');
}

/** The command that adds the claim rule; none where no rule is known for a known array. */
export function claimFor({ vendor, model }: Device, array: StorageArray | undefined, satp: string): readonly string[] {
  const own = model.known ? model.value : undefined;
  if (array !== undefined) return array.claim ? [claimCommand(array.claim, array.claim.model ?? own)] : [];
  return vendor.known ? [claimCommand({ satp, vendor: vendor.value }, own)] : [];
}

/** What to know before typing. */
export function cautions(array: StorageArray | undefined): readonly string[] {
  const rule =
    'A claim rule acts on devices that are claimed later: reboot or reclaim; a policy set on a device outlives the rule.';
  if (isCalled(array, 'a Linux target (LIO)'))
    return [
      'Change nothing before you know that the target is no Ceph gateway; that one is set to VMW_SATP_ALUA with VMW_PSP_MRU.',
    ];
  const source =
    array === undefined ? ['Ask the vendor of the array first whether it is one of those that need another policy.'] : [];
  return [...source, rule];
}
