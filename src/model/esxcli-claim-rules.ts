import type { Outputs } from './from-esxcli.ts';
import type { Maybe } from './node.ts';
import type { ClaimRuleSource } from './source.ts';

/** `storage nmp satp rule list`: by which rules devices get their plug-in, policy and options when they are claimed. */
export function claimRules(outputs: Outputs): Maybe<readonly ClaimRuleSource[]> {
  return outputs.listing('storage nmp satp rule list', (rows) => {
    const found: ClaimRuleSource[] = [];
    for (const row of rows) {
      const satp = row.text('Name');
      if (satp === undefined) return undefined;
      found.push({
        satp,
        vendor: row.text('Vendor')?.value.trim() ?? '',
        model: row.text('Model')?.value.trim() ?? '',
        ofUser: row.text('Rule Group')?.value.toLowerCase() === 'user',
        psp: row.text('Default PSP')?.value ?? '',
        pspOptions: row.text('PSP Options'),
      });
    }
    return found;
  });
}
