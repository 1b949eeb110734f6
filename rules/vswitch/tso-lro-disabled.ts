import type { CheckContext } from 'vlint';
import {
  defineRule,
  type Fact,
  Gap,
  type Host,
  iscsiDevices,
  type Known,
  listed,
  mapFact,
  problem,
  psWord,
  type Unknown,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';

const TSO = 'Net.UseHwTSO';
const LRO = 'Net.TcpipDefLROEnabled';

/** Something that is off, and where the export says so. */
interface Off {
  readonly what: string;
  readonly fact: Known<unknown>;
  /** Advanced option that turns it on, or the VMkernel adapter that was made without it. */
  readonly option?: string;
  readonly vmk?: string;
}

export default defineRule<Host>({
  id: 'tso-lro-disabled',
  family: 'vswitch',
  title: 'TCP segmentation offload and large receive offload should be left on',
  rationale:
    'With the offloads the NIC cuts large sends into frames and the stack joins received ones; without them the CPU of the host does it frame by ' +
    'frame. They are on by default; who once turned them off to find a fault often forgot to turn them on again.',
  severity: 'note',
  sources: [
    says(
      'S47',
      'Net.UseHwTSO is 1 by default; Net.TcpipDefLROEnabled turns large receive offload of VMkernel adapters on and off.',
    ),
    says('S14', 'Dell asks for LRO to be off with EqualLogic.'),
    unsourced('That offloads which are off are worth a note.'),
  ],
  exceptions: {
    'vendor-advice': 'LRO is off, and an array is seen whose vendor asks for that (EqualLogic).',
    'on-purpose': 'The driver of the NIC has a fault that the vendor works around so; facts.yaml allows the host.',
  },
  fix: {
    esxcli: [
      'esxcli system settings advanced set -o /Net/UseHwTSO -i 1',
      'esxcli system settings advanced set -o /Net/TcpipDefLROEnabled -i 1',
    ],
    powercli: ['Get-AdvancedSetting -Entity $h -Name Net.UseHwTSO | Set-AdvancedSetting -Value 1'],
    manual: ['A VMkernel adapter that was made without TSO has to be removed and made again.'],
  },
  each: (inventory) => inventory.hosts,
  *check(host, _options, context) {
    const off: Off[] = [];
    const missing: Unknown[] = [];
    const look = (fact: Fact<unknown>, item: Omit<Off, 'fact'>) => {
      if (!fact.known) missing.push(fact);
      else if (isOff(fact.value)) off.push({ ...item, fact });
    };
    look(host.option(TSO), { what: `hardware TSO (${TSO} is 0)`, option: TSO });
    const lro = host.option(LRO);
    if (!lro.known || isOff(lro.value)) {
      const excused = wantsNoLro(host, context);
      if (!excused.known) missing.push(lro.known ? excused : lro);
      else if (!excused.value) look(lro, { what: `LRO (${LRO} is 0)`, option: LRO });
    }
    if (!host.vmks.known) missing.push(host.vmks);
    else for (const vmk of host.vmks.value) look(vmk.tso, { what: `TSO of ${vmk.name}`, vmk: vmk.name });
    const [first] = off;
    if (first === undefined) return yield* missing;
    const options = off.flatMap(({ option }) => option ?? []);
    const vmks = off.flatMap(({ vmk }) => vmk ?? []);
    yield problem(
      first.fact,
      `${host.name} works without ${listed(
        off.map(({ what }) => what),
        5,
      )}.`,
      {
        ...(options.length === 0
          ? {}
          : {
              esxcli: options.map((option) => `esxcli system settings advanced set -o /${option.replace('.', '/')} -i 1`),
              powercli: options.map(
                (option) => `Get-AdvancedSetting -Entity ${psWord(host.name)} -Name ${option} | Set-AdvancedSetting -Value 1`,
              ),
            }),
        ...(vmks.length === 0
          ? {}
          : {
              manual: [
                `Remove ${listed(vmks)} and make ${vmks.length === 1 ? 'it' : 'them'} again with TSO, outside of working hours.`,
              ],
            }),
      },
      { related: off.slice(1).flatMap(({ what, fact }) => weighed(what, fact)) },
    );
  },
});

const isOff = (value: unknown) => value === 0 || value === false;

/** Whether the host sees an array whose vendor asks for LRO to be off; one that certainly does decides. */
function wantsNoLro(host: Host, { vendors }: CheckContext): Fact<boolean> {
  let missing: Unknown | undefined;
  for (const device of iscsiDevices(host)) {
    const array = device instanceof Gap ? device.missing : vendors.of(device);
    if (!array.known) missing ??= array;
    else if (array.value?.lro?.enabled === false) return { ...array, value: true };
  }
  return missing ?? mapFact(host.devices, () => false);
}
