import { type Bus, controllerKey, diskKey } from '../virtual-devices.ts';
import type { Builder } from './builder.ts';
import { keyCell } from './builder.ts';
import type { Cell, Row } from './table.ts';
import type { Tables } from './tables.ts';
import type { VmRows } from './vm-rows.ts';
import { countIn, flagIn, type Maybe, textIn, toldBy, wordIn } from './words.ts';

/** A controller as the row of a disk names it. */
interface Place {
  readonly bus: Bus;
  readonly number: number;
  readonly label: string;
  readonly cell: Cell;
}

const MODES = ['persistent', 'nonpersistent', 'undoable', 'independent_persistent', 'independent_nonpersistent', 'append'];
const SHARINGS = ['noSharing', 'virtualSharing', 'physicalSharing'];

/** Disks of a VM and the controllers that they hang on; not told where the report does not list as many disks as the VM has. */
export function addDisks(builder: Builder, vm: VmRows, tables: Tables): void {
  const rows = vm.of('vDisk');
  const counted = vm.of('vInfo')[0] && countIn(vm.first, 'disks');
  if (!tables.isWhole('vDisk') || vm.isDoubtful('vDisk')) return;
  if (counted === undefined ? rows.length === 0 : counted.value !== rows.length) return;
  const own = rows[0] ? keyCell(rows[0]) : counted?.cell;
  if (own === undefined) return;
  const disks: object[] = [];
  const controllers = new Map<string, object>();
  rows.forEach((row, index) => {
    const place = placeOf(row);
    if (place !== undefined && !controllers.has(place.label)) controllers.set(place.label, controller(builder, row, place));
    builder.push(disks, disk(builder, row, place, index), diskCell(row));
  });
  builder.put(builder.root, 'disks', disks, own);
  // A disk that does not tell its controller may hang on one that no other disk names.
  if (rows.some((row) => placeOf(row) === undefined)) return;
  const list: object[] = [];
  for (const made of controllers.values()) builder.push(list, made, own);
  builder.put(builder.root, 'controllers', list, own);
}

function diskCell(row: Row): Cell {
  return row.get('disk') ?? keyCell(row);
}

const LABELS: readonly (readonly [RegExp, Bus])[] = [
  [/^SCSI controller (\d+)$/i, 'scsi'],
  [/^SATA controller (\d+)$/i, 'sata'],
  [/^NVME controller (\d+)$/i, 'nvme'],
  [/^IDE (\d+)$/i, 'ide'],
];

function placeOf(row: Row): Place | undefined {
  const cell = row.get('label');
  for (const [pattern, bus] of cell ? LABELS : []) {
    const number = pattern.exec(cell?.text ?? '')?.[1];
    if (cell !== undefined && number !== undefined) return { bus, number: Number(number), label: cell.text, cell };
  }
  return undefined;
}

function controller(builder: Builder, row: Row, { bus, number, label, cell }: Place): object {
  const kind = textIn(row, 'controller');
  const shared = wordIn(row, 'shared bus', SHARINGS);
  // SATA and IDE cannot share.
  const sharing: Maybe<string> = shared ?? (bus === 'sata' || bus === 'ide' ? { value: 'noSharing', cell } : undefined);
  return builder.object({
    key: { value: controllerKey(bus, number), cell },
    label: { value: label, cell },
    bus: { value: number, cell },
    kind: bus === 'scsi' ? kind : { value: label, cell },
    sharing,
  });
}

function disk(builder: Builder, row: Row, place: Place | undefined, index: number): object {
  const unit = countIn(row, 'unit #');
  const key = countIn(row, 'disk key')?.value ?? (place && unit ? diskKey(place.bus, place.number, unit.value) : -1 - index);
  const raw = flagIn(row, 'raw');
  return builder.object({
    key: { value: key, cell: diskCell(row) },
    label: textIn(row, 'disk') ?? { value: `Hard disk ${index + 1}`, cell: diskCell(row) },
    controllerKey: place && { value: controllerKey(place.bus, place.number), cell: place.cell },
    unit,
    file: toldBy(row, 'path', (text) => (text.startsWith('[') ? text : undefined)),
    raw,
    lunUuid: raw?.value === false ? undefined : toldBy(row, 'raw lun id', (text) => text),
    rawMode: wordIn(row, 'raw comp. mode', ['physicalMode', 'virtualMode']),
    sharing: wordIn(row, 'sharing mode', ['sharingNone', 'sharingMultiWriter']),
    eagerlyScrub: flagIn(row, 'eagerly scrub'),
    thin: flagIn(row, 'thin'),
    mode: wordIn(row, 'disk mode', MODES),
  });
}
