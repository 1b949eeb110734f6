import { nicKey } from '../virtual-devices.ts';
import type { Builder } from './builder.ts';
import { keyCell } from './builder.ts';
import type { Distributed } from './distributed.ts';
import type { Row } from './table.ts';
import type { Tables } from './tables.ts';
import type { VmRows } from './vm-rows.ts';
import { countIn, flagIn, textIn, toldBy } from './words.ts';

/** NICs of a VM; not told where the report does not list as many as the VM has. */
export function addNics(builder: Builder, vm: VmRows, tables: Tables, distributed: Distributed): void {
  const rows = vm.of('vNetwork');
  const counted = vm.of('vInfo')[0] && countIn(vm.first, 'nics');
  if (!tables.isWhole('vNetwork') || vm.isDoubtful('vNetwork')) return;
  if (counted === undefined ? rows.length === 0 : counted.value !== rows.length) return;
  const own = rows[0] ? keyCell(rows[0]) : counted?.cell;
  if (own === undefined) return;
  const list: object[] = [];
  rows.forEach((row, index) => {
    builder.push(list, nic(builder, row, index, tables, distributed), row.get('nic label') ?? keyCell(row));
  });
  builder.put(builder.root, 'nics', list, own);
}

function nic(builder: Builder, row: Row, index: number, tables: Tables, distributed: Distributed): object {
  const cell = row.get('nic label') ?? keyCell(row);
  const label = row.text('nic label') ?? `Network adapter ${index + 1}`;
  const number = Number(/^Network adapter (\d+)$/.exec(label)?.[1] ?? index + 1);
  const made = builder.object({
    key: { value: nicKey(number - 1), cell },
    label: { value: label, cell },
    kind: toldBy(row, 'adapter', (text) => (/^\w+$/.test(text) ? `Virtual${text}` : undefined)),
    connected: flagIn(row, 'connected'),
    startConnected: flagIn(row, 'starts connected'),
  });
  addNetwork(builder, made, row, tables, distributed);
  return made;
}

/** What a NIC is attached to is told by the names of a network and of its switch, which may be a standard or a distributed one. */
function addNetwork(builder: Builder, nic: object, row: Row, tables: Tables, distributed: Distributed): void {
  const network = textIn(row, 'network');
  const vswitch = textIn(row, 'switch');
  if (network === undefined || vswitch === undefined) return;
  const isDistributed = distributed.switchNamed(row, vswitch.value) !== undefined;
  const isStandard = tables.hasStandardSwitch(row.text('host'), vswitch.value);
  if (isDistributed === isStandard) return;
  if (isStandard) {
    builder.set({ network }, nic);
    return;
  }
  const [group, ...others] = distributed.groupsOf(row, network.value, vswitch.value);
  if (group === undefined || others.length > 0) return;
  builder.set({ portgroupKey: { ...network, value: group.key }, switchUuid: { ...vswitch, value: group.switch.uuid } }, nic);
}
