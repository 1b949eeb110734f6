import {
  defineRule,
  type IscsiPort,
  type Known,
  listed,
  problem,
  type StorageArray,
  type Unknown,
  unknown,
  type Weighed,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { arraysOf } from './arrays.ts';
import { flowOf } from './flow.ts';
import { setVmk, together } from './set-mtu.ts';

interface Options {
  /** Disks of a RAID group up to which jumbo frames are not expected to pay. */
  readonly spindles: number;
  /** Typical I/O in KiB below which they are not expected to pay. */
  readonly ioKib: number;
}

export default defineRule<IscsiPort, Options>({
  id: 'jumbo-without-benefit',
  family: 'mtu',
  title: 'Jumbo frames should be used only where the array and the I/O can profit from them',
  rationale:
    'Guidance of this project: jumbo frames pay for workloads with very large I/O, and only where the RAID group behind them has many ' +
    'spindles. On an array that is bound by its spindles, or with small I/O, they bring little and can even lower performance, at the price ' +
    'of a setting that must be right on every hop. Measure before and after.',
  severity: 'note',
  sources: [
    unsourced('The threshold of 15 spindles and of 32 KiB is the guidance of this project; no vendor states it.'),
    says('S23a', 'Use jumbo frames if they are in use already; otherwise the added value is not worth the complexity.'),
  ],
  exceptions: {
    'no-facts': 'facts.yaml says nothing of the array: the answer is unknown, once for each array.',
    flash: 'The LUNs are on flash.',
    'standard-frames': 'The adapter uses an MTU of 1500 or less.',
  },
  disputes: [
    'The threshold of 15 spindles has no vendor source: it is printed as the guidance of this project, by this rule only.',
    'Jumbo frames: VMware advises them only where they are in use already, Pure and NetApp use them, and vendors measure gains of 0 to 20 percent.',
  ],
  fix: {
    esxcli: ['esxcli network ip interface set -i vmk1 -m 1500'],
    powercli: ['Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk1 | Set-VMHostNetworkAdapter -Mtu 1500'],
    manual: [
      'Measure the workload with 9000 and with 1500 bytes, and keep jumbo frames only if they win. To lower the MTU, start at the VMkernel adapter.',
    ],
  },
  options: {
    schema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
      properties: {
        spindles: {
          description: 'Jumbo frames are questioned on arrays with this many spindles or fewer.',
          type: 'integer',
          minimum: 0,
        },
        ioKib: {
          description: 'Jumbo frames are questioned where the typical I/O is smaller than this many KiB.',
          type: 'number',
          minimum: 0,
        },
      },
    },
    defaults: { spindles: 15, ioKib: 32 },
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port, options) {
    const { vmk } = port;
    const { mtu } = vmk;
    if (!mtu.known) return yield mtu;
    if (mtu.value <= 1500) return;
    const { stated, missing } = arraysOf(port);
    const doubts = stated.flatMap((array) => doubtOf(array, options) ?? []);
    if (doubts.length === 0) return yield* [...missing, ...stated.flatMap((array) => lacks(array))];
    yield problem(
      mtu,
      `${vmk.name} uses jumbo frames (MTU ${mtu.value}) with ${listed(doubts.map((doubt) => doubt.text))}. ` +
        "By this project's guidance, not a vendor's, they pay only for large I/O on many spindles; measure with and without them.",
      together(
        {
          manual: [
            'Measure the workload with jumbo frames and without; if they do not win, lower the MTU, the VMkernel adapter first.',
          ],
        },
        setVmk(vmk, 1500),
      ),
      { related: doubts.flatMap((doubt) => doubt.related), flow: flowOf(port) },
    );
  },
});

interface Doubt {
  readonly text: string;
  readonly related: readonly Weighed[];
}

function doubtOf({ name, flash, spindles, typicalIoKib }: StorageArray, options: Options): Doubt | undefined {
  if (flash?.value) return undefined;
  const few = spindles && spindles.value <= options.spindles ? spindles : undefined;
  const small = typicalIoKib && typicalIoKib.value < options.ioKib ? typicalIoKib : undefined;
  const reasons: readonly (readonly [string, Known<number>])[] = [
    ...(few ? [[`${few.value} ${few.value === 1 ? 'spindle' : 'spindles'}`, few] as const] : []),
    ...(small ? [[`a typical I/O of ${small.value} KiB`, small] as const] : []),
  ];
  if (reasons.length === 0) return undefined;
  return {
    text: `array ${name.value}, which has ${listed(reasons.map(([text]) => text))}`,
    related: reasons.flatMap(([text, fact]) => weighed(`array ${name.value}: ${text}`, fact)),
  };
}

/** What facts.yaml leaves open of an array that could still prove a doubt. */
function lacks({ name, flash, spindles, typicalIoKib }: StorageArray): readonly Unknown[] {
  if (flash?.value) return [];
  const missing = (what: string) =>
    unknown(`${what} of array ${name.value}`, '', 'the facts of the array in facts.yaml (arrays)', 'not stated in facts.yaml');
  return [...(spindles ? [] : [missing('spindles')]), ...(typicalIoKib ? [] : [missing('typical I/O')])];
}
