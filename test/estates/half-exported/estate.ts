import {
  type Entry,
  entriesOf,
  exportOf,
  goodHost,
  type Json,
  type NativeExport,
  type PropertiesEntry,
  twoSubnetHost,
  type VmDescription,
  vm,
} from '../../build/index.ts';

/**
 * What an estate looks like that was exported with the wrong options: the objects are there, the facts are not. Whoever judges it must
 * say of everything that it cannot be told.
 */
const windows = { guestId: 'windows2019srv_64Guest', guestName: 'Microsoft Windows Server 2019 (64-bit)' } as const;
const lun = 'naa.6000d31000a1b2000000000000000001';

/** `govc collect host name parent runtime vm`: a list of hosts, nothing of their configuration. */
function nameOnly(n: number): Entry[] {
  return keepOnly(entriesOf(goodHost(n, { name: `names0${n}.example`, cluster: 'Names' })), ['name', 'parent', 'runtime']);
}

/**
 * Properties without those that rules read: switches without MTU, adapters without address, devices without policy. Lists stay: one that
 * is absent from its object would mean that it is empty.
 */
function skeleton(n: number): Entry[] {
  const base = n % 2 === 0 ? twoSubnetHost : goodHost;
  const host = base(n, {
    name: `bones0${n}.example`,
    cluster: 'Bones',
    adapters: { vmhba64: { bound: undefined } },
    options: null,
    hints: false,
  });
  return forget(entriesOf(host), [
    'ip',
    'mtu',
    'vlanId',
    'linkSpeed',
    'computedPolicy',
    'policy',
    'netStackInstanceKey',
    'virtualNicManagerInfo',
    'multipathInfo',
    'multipathState',
    'localDisk',
    'perenniallyReserved',
    'fileSystemVolume',
    'product',
    'ipRouteConfig',
    'isSoftwareBased',
    'networkBindingSupport',
    'inMaintenanceMode',
    'authenticationProperties',
    'digestProperties',
    'advancedOptions',
    'operationalState',
    'memorySize',
    'numCpuCores',
  ]);
}

/** A node of a cluster, of which only the list of its virtual hardware is left: no classes, no bus sharing, no backing. */
function bareVm(name: string, description: Partial<VmDescription>): Entry[] {
  const whole = vm({
    name,
    ...windows,
    controllers: { scsi0: 'lsisas', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' } },
    disks: ['scsi0:0', 'scsi0:1', { at: 'scsi1:0', rdm: { device: lun, mode: 'physicalMode' } }],
    nics: ['VM Network'],
    ...description,
  });
  return forget(
    [whole],
    [
      '_typeName',
      'deviceInfo',
      'sharedBus',
      'controllerKey',
      'connectable',
      'backing',
      'version',
      'guestId',
      'guestFullName',
      'memoryReservationLockedToMax',
      'ftInfo',
      'faultToleranceState',
      'template',
      'toolsVersionStatus2',
    ],
  );
}

export const estate: NativeExport = exportOf(
  ...[1, 2].map(nameOnly),
  ...[3, 4].map(skeleton),
  ...bareVm('sql01', { host: 'bones03.example' }),
  ...bareVm('sql02', { host: 'bones04.example' }),
  ...keepOnly([vm({ name: 'web01', host: 'names01.example' })], ['name', 'runtime']),
);

function keepOnly(entries: readonly Entry[], names: readonly string[]): Entry[] {
  return entries.filter(isProperties).map((entry) => ({
    ...entry,
    properties: Object.fromEntries(Object.entries(entry.properties).filter(([name]) => names.includes(name))),
  }));
}

/** The entries without any member of these names, at any depth. */
function forget(entries: readonly Entry[], names: readonly string[]): Entry[] {
  const gone = new Set(names);
  const strip = (value: Json): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map(strip);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => (gone.has(name) ? [] : [[name, strip(member)] as const])),
    );
  };
  return entries
    .filter(isProperties)
    .map((entry) => ({ ...entry, properties: strip(entry.properties) as PropertiesEntry['properties'] }));
}

function isProperties(entry: Entry): entry is PropertiesEntry {
  return 'properties' in entry;
}
