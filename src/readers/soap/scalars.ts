/** Members that hold numbers, by their name in the API. XML tells the type of a value only where the API leaves it open. */
export const NUMBERS: ReadonlySet<string> = new Set([
  'busNumber',
  'bytes',
  'capacityInKB',
  'controllerKey',
  'deviceKey',
  'end',
  'iops',
  'majorVersion',
  'maxMtu',
  'memoryMB',
  'memorySize',
  'mtu',
  'numCPU',
  'numCpuCores',
  'port',
  'pvlanId',
  'queueDepth',
  'scsiCtlrUnitNumber',
  'speedMb',
  'start',
  'unitNumber',
  'vlan',
  'vlanId',
]);

/** Members that hold true or false. */
export const FLAGS: ReadonlySet<string> = new Set([
  'allowPromiscuous',
  'chapAuthEnabled',
  'chapInherited',
  'checkBeacon',
  'clusteredVmdkSupported',
  'compliant',
  'compliantStatus',
  'connected',
  'dhcp',
  'duplex',
  'eagerlyScrub',
  'enabled',
  'forgedTransmits',
  'fullDuplex',
  'inMaintenanceMode',
  'inherited',
  'isInherited',
  'isSoftwareBased',
  'isWorkingPath',
  'jumboFramesEnabled',
  'local',
  'localDisk',
  'macChanges',
  'memoryReservationLockedToMax',
  'mutualChapInherited',
  'networkResourceManagementEnabled',
  'notifySwitches',
  'perenniallyReserved',
  'promiscuous',
  'rollingOrder',
  'softwareInternetScsiEnabled',
  'ssd',
  'startConnected',
  'template',
  'thinProvisioned',
  'tsoEnabled',
]);

const INTEGER_TYPES: ReadonlySet<string> = new Set(['int', 'long', 'short', 'byte', 'integer', 'unsignedInt', 'unsignedLong']);

/**
 * The text of an element as the value that a JSON export would have: by what xsi:type says (without its prefix), else by the member that
 * it stands in, and what holds that one. What is no number or flag after all stays as it is written, for the schema to refuse.
 */
export function scalarOf(text: string, typeName: string | undefined, name: string, holder: string): string | number | boolean {
  const member = memberOf(name, holder);
  if (typeName === 'string') return text;
  if (typeName === 'boolean' || (typeName === undefined && FLAGS.has(member))) return flag(text);
  if (typeName === 'double' || typeName === 'float') return number(text, /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/);
  const isNumber = typeName === undefined ? NUMBERS.has(member) : INTEGER_TYPES.has(typeName);
  return isNumber ? number(text, /^-?\d+$/) : text;
}

/** Some members say only in their place what they are: the key of a virtual device, the value of a setting of a distributed port. */
function memberOf(name: string, holder: string): string {
  if (name === 'key' && holder === 'device') return 'controllerKey';
  return name === 'value' ? holder : name;
}

function flag(text: string): string | boolean {
  const word = text.trim();
  return word === 'true' ? true : word === 'false' ? false : text;
}

function number(text: string, pattern: RegExp): string | number {
  const value = Number(text);
  return pattern.test(text.trim()) && (Number.isSafeInteger(value) || text.includes('.')) ? value : text;
}
