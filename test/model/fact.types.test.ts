import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Fact, Known, Origin, Unknown } from '../../src/model/fact.ts';
import { derive, mapFact } from '../../src/model/fact.ts';

const originAt = (line: number): Origin => ({ kind: 'text', file: 'facts.yaml', line, column: 8, endLine: line, endColumn: 12 });
const known = <T>(value: T, line = 1): Known<T> => ({ known: true, value, origin: originAt(line) });
const missing = (fact: string): Unknown => ({
  known: false,
  fact,
  group: 'MTU',
  because: 'not in the export',
  provide: 'esxcli network ip interface list',
});

/** As a rule meets it: whether it is known is not known to the compiler. */
const mtu = known(9000) as Fact<number>;
const name = known('vSwitch1') as Fact<string>;
const uplinks = known(['vmnic2', 'vmnic3']) as Fact<readonly string[]>;

const bytes = (value: number) => value;
const shown = (value: string) => value;

// Each marked line must be refused by the compiler: `tsc` reports a directive that has nothing to suppress. Nothing here is called.
const refused = [
  // @ts-expect-error no order between a fact and a number
  () => mtu > 1500,
  // @ts-expect-error nor the other way round
  () => 1500 < mtu,
  // @ts-expect-error a fact never equals a number
  () => mtu === 9000,
  // @ts-expect-error so it never differs from one, either
  () => mtu !== 9000,
  // @ts-expect-error nor does it equal a text
  () => name === 'vSwitch1',
  // @ts-expect-error the value cannot be had without asking whether it is known
  () => mtu.value,
  // @ts-expect-error asking for the wrong answer does not help
  () => (mtu.known ? 0 : mtu.value),
  // @ts-expect-error no arithmetic
  () => mtu - 28,
  // @ts-expect-error not with another fact, either
  () => mtu * mtu,
  // @ts-expect-error a fact cannot pass for its value
  () => bytes(mtu),
  // @ts-expect-error whatever its type
  () => shown(name),
  // @ts-expect-error there is no falling back to a default: a missing fact is not null
  () => bytes(mtu ?? 1500),
  // @ts-expect-error a list is asked for before it is walked
  () => uplinks.length,
  // @ts-expect-error a missing fact has no place in the inputs
  () => missing('MTU of vmk1').origin,
  // @ts-expect-error a bare value is no fact: somebody has to say where it stands
  (): Fact<number> => 9000,
  // @ts-expect-error a known fact without an origin could not be shown as evidence
  (): Fact<number> => ({ known: true, value: 9000 }),
  // @ts-expect-error facts are not for writing
  () => (Object.assign(mtu, {}).known = false),
];

describe('a fact', () => {
  it('does not pass for its value where the compiler looks', () => {
    // The proof is made by `tsc --noEmit`; this keeps the cases from being thrown away unread.
    expect(new Set(refused.map(String)).size).toBe(refused.length);
    expectTypeOf(mtu).not.toExtend<number>();
    expectTypeOf<number>().not.toExtend<Fact<number>>();
  });

  it('gives its value once it is known', () => {
    if (!mtu.known) throw new TypeError('the fact above is known');
    expectTypeOf(mtu).toEqualTypeOf<Known<number>>();
    expectTypeOf(mtu.value).toEqualTypeOf<number>();
    expect(mtu.value > 1500).toBe(true);
  });

  it('says what is missing otherwise', () => {
    const fact = missing('MTU of vmk1') as Fact<number>;
    if (fact.known) throw new TypeError('the fact above is unknown');
    expectTypeOf(fact).toEqualTypeOf<Unknown>();
    expect(fact.provide).toBe('esxcli network ip interface list');
  });
});

describe('derive', () => {
  it('computes from facts that are all known, and keeps the first origin', () => {
    const fits = derive([known(9000, 3), known(1500, 7)], (adapter, limit) => adapter <= limit);

    expectTypeOf(fits).toEqualTypeOf<Fact<boolean>>();
    expect(fits).toEqual(known(false, 3));
  });

  it('takes the origin of the evidence it is told', () => {
    const limit = known(1500, 7);

    expect(derive([known(9000, 3), limit], (adapter, most) => adapter - most, limit)).toEqual(known(7500, 7));
  });

  it('is the first fact that is missing, and computes nothing then', () => {
    const first = missing('MTU of vmk1');
    const never = (): number => {
      throw new Error('computed from a missing fact');
    };

    expect(derive<[number, number, number], number>([known(1), first, missing('MTU of vmk2')], never)).toBe(first);
    expect(derive<[number, number], number>([first, known(1)], never)).toBe(first);
  });

  it('takes a value for a value, whatever it is: only the union says what is missing', () => {
    expect(derive([known(0), known(''), known(null)], (...values) => values)).toEqual(known([0, '', null]));
  });

  it('needs a fact to be derived from: a value from nowhere could not be shown', () => {
    expect(() => derive([], () => 1)).toThrow('derive needs at least one fact');
  });
});

describe('mapFact', () => {
  it('sees a value as another and keeps its origin', () => {
    const megabits = mapFact(known(25_000, 4), (speed) => `${speed / 1000} Gb/s`);

    expectTypeOf(megabits).toEqualTypeOf<Fact<string>>();
    expect(megabits).toEqual(known('25 Gb/s', 4));
  });

  it('leaves what is missing as it is', () => {
    const fact = missing('speed of vmnic2');

    expect(
      mapFact(fact, () => {
        throw new Error('computed from a missing fact');
      }),
    ).toBe(fact);
  });

  it('leaves the fact that it was given alone', () => {
    const list = known(['vmnic2', 'vmnic3']);
    mapFact(list, (names) => names.length);

    expect(list).toEqual(known(['vmnic2', 'vmnic3']));
  });
});
