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
 * it stands in. What is no number or flag after all stays as it is written, for the schema to refuse.
 */
export function scalarOf(text: string, typeName: string | undefined, member: string): string | number | boolean {
  if (typeName === 'string') return text;
  if (typeName === 'boolean' || (typeName === undefined && FLAGS.has(member))) return flag(text);
  if (typeName === 'double' || typeName === 'float') return number(text, /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/);
  const isNumber = typeName === undefined ? NUMBERS.has(member) : INTEGER_TYPES.has(typeName);
  return isNumber ? number(text, /^-?\d+$/) : text;
}

function flag(text: string): string | boolean {
  return text === 'true' ? true : text === 'false' ? false : text;
}

function number(text: string, pattern: RegExp): string | number {
  const value = Number(text);
  return pattern.test(text) && (Number.isSafeInteger(value) || text.includes('.')) ? value : text;
}
