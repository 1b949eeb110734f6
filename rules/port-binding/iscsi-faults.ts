/** What the faults of port binding mean that the API names (IscsiManager.BindVnic, UnbindVnic); they stand in for missing messages. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['VnicNotFound', 'the VMkernel adapter does not exist'],
  ['InvalidVnic', 'the VMkernel adapter cannot be used for iSCSI'],
  ['VnicAlreadyBound', 'the VMkernel adapter is already bound'],
  ['VnicInUse', 'the VMkernel adapter is in use'],
  ['VnicHasNoUplinks', 'the VMkernel adapter has no active uplink'],
  ['VnicHasMultipleUplinks', 'the VMkernel adapter has more than one active or standby uplink'],
  ['VnicHasWrongUplink', 'the uplink of the VMkernel adapter does not belong to the iSCSI adapter'],
  ['PnicInUse', 'the physical NIC is in use'],
  ['VnicHasActivePaths', 'the VMkernel adapter has active paths'],
  ['VnicIsLastPath', 'the VMkernel adapter carries the last path of a device'],
  ['VnicNotBound', 'the VMkernel adapter is not bound'],
]);

/** The host's reason as a part of a sentence: its own text, with the meaning of a fault that the text only names. */
export function explained(reason: string): string {
  const text = reason.trim().replace(/\.$/, '');
  const fault = /(?:IscsiFault)?((?:Invalid|Vnic|Pnic)[A-Z]\w*)$/.exec(text)?.[1];
  const meaning = fault === undefined ? undefined : MEANINGS.get(fault);
  return meaning === undefined ? text : `${text} (${meaning})`;
}
