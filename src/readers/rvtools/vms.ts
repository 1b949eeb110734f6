import { Builder } from './builder.ts';
import type { Distributed } from './distributed.ts';
import { guestIdOf } from './guests.ts';
import type { ReportSink } from './report.ts';
import type { Row } from './table.ts';
import type { Tables } from './tables.ts';
import { addDisks } from './vm-disks.ts';
import { addNics } from './vm-nics.ts';
import { type VmRows, vmRows } from './vm-rows.ts';
import { countIn, flagIn, type Maybe, textIn, toldBy, wordIn } from './words.ts';

/** Puts the VMs together, spelled as model/from-report-vm.ts reads them. */
export function translateVms(tables: Tables, distributed: Distributed, sink: ReportSink): void {
  vmRows(tables).forEach((vm, index) => {
    const { first } = vm;
    const builder = new Builder();
    addProperties(builder, vm, tables);
    addDisks(builder, vm, tables);
    addNics(builder, vm, tables, distributed);
    const id = first.text('vm id') ?? first.text('vm uuid') ?? `${first.table.source.file}#vm-${index}`;
    sink({ file: first.table.source.file, type: 'ReportedVm', id: tables.reference(first, id) }, builder.end(first));
  });
}

const POWER = ['poweredOn', 'poweredOff', 'suspended'];

function addProperties(builder: Builder, vm: VmRows, tables: Tables): void {
  const { first } = vm;
  const [info] = vm.of('vInfo');
  const from = info ?? first;
  builder.set({
    name: textIn(first, 'vm'),
    // As a dump has it: the UUID that vCenter gives, else the BIOS's.
    uuid: textIn(from, 'vm uuid') ?? textIn(from, 'smbios uuid'),
    host: textIn(from, 'host'),
    powerState: wordIn(from, 'powerstate', POWER),
    template: flagIn(from, 'template'),
    firmware: wordIn(from, 'firmware', ['bios', 'efi']),
    faultTolerant: toldBy(from, 'ft state', (text) => !/^notConfigured$/i.test(text)),
    guestName: textIn(from, 'os according to the configuration file'),
    guestId: toldBy(from, 'os according to the configuration file', guestIdOf),
    hardwareVersion: version(countIn(from, 'hw version') ?? inTab(vm, 'vTools', (row) => countIn(row, 'vm version'))),
    cpus: countIn(from, 'cpus') ?? inTab(vm, 'vCPU', (row) => countIn(row, 'cpus')),
    memoryMiB: countIn(from, 'memory') ?? inTab(vm, 'vMemory', (row) => countIn(row, 'size mib')),
    memoryLocked: inTab(vm, 'vMemory', (row) => flagIn(row, 'memory reservation locked to max')),
    toolsStatus: inTab(vm, 'vTools', toolsStatus),
    hasSnapshots: hasSnapshots(vm, tables),
  });
}

function inTab<T>(vm: VmRows, tab: string, read: (row: Row) => Maybe<T>): Maybe<T> {
  const [row] = vm.of(tab);
  return row === undefined || vm.isDoubtful(tab) ? undefined : read(row);
}

function version(told: Maybe<number>): Maybe<string> {
  return told && { ...told, value: `vmx-${String(told.value).padStart(2, '0')}` };
}

/** Tools that the guest's distribution maintains (open-vm-tools) report this version. */
const UNMANAGED = 2_147_483_647;

/** In the words of `guest.toolsVersionStatus2`; of Tools that do not run only whether they are there is known. */
function toolsStatus(row: Row): Maybe<string> {
  const isUnmanaged = countIn(row, 'tools version')?.value === UNMANAGED;
  return toldBy(row, 'tools', (text) => {
    switch (text.toLowerCase()) {
      case 'toolsnotinstalled':
        return 'guestToolsNotInstalled';
      case 'toolsok':
        return isUnmanaged ? 'guestToolsUnmanaged' : 'guestToolsCurrent';
      case 'toolsold':
        return isUnmanaged ? 'guestToolsUnmanaged' : 'guestToolsNeedUpgrade';
      default:
        return isUnmanaged ? 'guestToolsUnmanaged' : undefined;
    }
  });
}

/** A VM without a row in the tab of snapshots has none. */
function hasSnapshots(vm: VmRows, tables: Tables): Maybe<boolean> {
  if (vm.isDoubtful('vSnapshot')) return undefined;
  const snapshot = vm.of('vSnapshot')[0]?.get('vm');
  if (snapshot !== undefined) return { value: true, cell: snapshot };
  const name = vm.first.get('vm');
  return name !== undefined && tables.isWhole('vSnapshot') ? { value: false, cell: name } : undefined;
}
