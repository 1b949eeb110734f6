import { describe, expect, it } from 'vitest';
import { type Ballot, type Comparison, standing } from '../../src/model/comparison.ts';
import { unknown } from '../../src/model/entity.ts';
import { Estate } from '../../src/model/estate.ts';
import { emptySite } from '../../src/model/site.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import { exportOf, goodHost, without } from '../build/index.ts';

const versions: Comparison = {
  name: 'versions',
  within: 'cluster',
  answers: (host) => ({ known: true, value: [['version', host.version]], origin: host.vmks.known ? host.vmks.origin : NOWHERE }),
};
const NOWHERE = { kind: 'text', file: '', line: 1, column: 1, endLine: 1, endColumn: 1 } as const;

const estateOf = (input: unknown) => {
  const ingest = new Ingest();
  ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(input))));
  return new Estate(ingest.entries, emptySite, undefined, [versions]);
};
const ballotOf = (estate: Estate, name: string): Ballot => {
  for (const host of estate.hosts()) if (host.name === name) return estate.ballot(versions, host, 'version');
  throw new RangeError(name);
};
const short = (ballot: Ballot) => ballot.tallies.map(({ value, hosts }) => `${value}: ${hosts.join(' ')}`);

describe('a comparison between hosts', () => {
  const input = exportOf(
    goodHost(1, { cluster: 'A' }),
    goodHost(2, { cluster: 'A', version: '6.7.0' }),
    goodHost(3, { cluster: 'A' }),
    goodHost(4, { cluster: 'B', version: '6.5.0' }),
  );

  it('counts the hosts of one cluster, the most frequent value first', () => {
    expect(short(ballotOf(estateOf(input), 'esx02.lab'))).toEqual(['8.0.3: esx01.lab esx03.lab', '6.7.0: esx02.lab']);
  });

  it('keeps hosts apart whose cluster is not told', () => {
    const lost = exportOf(
      goodHost(1, { cluster: 'A' }),
      goodHost(2, { cluster: 'A', version: '6.7.0' }),
      without(goodHost(3, { cluster: 'A' }), 'parent'),
    );
    const { tallies, doubtful, doubt } = ballotOf(estateOf(lost), 'esx02.lab');
    expect([tallies, doubtful].map((list) => list.map((tally) => tally.value))).toEqual([['6.7.0', '8.0.3'], ['8.0.3']]);
    expect(doubt?.fact).toBe('cluster of esx03.lab');
  });

  it('is put only when a rule names it', () => {
    const estate = new Estate([], emptySite);
    expect(() => estate.ballotKeys(versions, {} as never)).toThrow('no rule names the comparison versions');
  });
});

const example = { known: true, value: '', origin: NOWHERE } as const;
const missing = unknown('version', 'esx09', 'esxcli system version get');
const hosts = (letter: string, n: number) => Array.from({ length: n }, (_, index) => `${letter}${index}`);
const tally = (value: string, n: number) => ({ value, hosts: hosts(value, n), example });
const ballot = (patch: Partial<Ballot>): Ballot => ({
  tallies: [],
  doubtful: [],
  untold: [],
  lacking: [],
  doubt: undefined,
  ...patch,
});

describe('how a value stands', () => {
  it.each<[string, Partial<Ballot>, string]>([
    ['it is the only one', { tallies: [tally('a', 1)] }, 'alone'],
    ['all have it', { tallies: [tally('a', 3)] }, 'agrees'],
    ['most have it', { tallies: [tally('a', 3), tally('b', 1)] }, 'agrees'],
    ['most have another', { tallies: [tally('b', 3), tally('a', 1)] }, 'outlier'],
    ['as many have another', { tallies: [tally('a', 2), tally('b', 2)] }, 'outlier'],
    ['one that is silent may turn it', { tallies: [tally('a', 1)], untold: [{ host: 'x', missing }] }, 'undecided'],
    [
      'one that is silent cannot turn it',
      { tallies: [tally('a', 3), tally('b', 1)], untold: [{ host: 'x', missing }] },
      'agrees',
    ],
    ['the silent cannot save it', { tallies: [tally('b', 3), tally('a', 1)], untold: [{ host: 'x', missing }] }, 'outlier'],
    ['doubtful ones may turn it', { tallies: [tally('a', 1)], doubtful: [tally('b', 1)], doubt: missing }, 'undecided'],
    ['doubtful ones say the same', { tallies: [tally('a', 1)], doubtful: [tally('a', 5)], doubt: missing }, 'agrees'],
  ])('%s', (_, patch, kind) => {
    expect(standing(ballot(patch), 'a').kind).toBe(kind);
  });

  it('names the rivals, the greatest first, and says when nobody leads', () => {
    const crowd = standing(ballot({ tallies: [tally('b', 3), tally('a', 1), tally('c', 1)] }), 'a');
    expect(crowd).toMatchObject({ kind: 'outlier', hosts: 5, tie: false, rivals: [{ value: 'b' }, { value: 'c' }] });
    expect(standing(ballot({ tallies: [tally('a', 1), tally('b', 1)] }), 'a')).toMatchObject({ kind: 'outlier', tie: true });
  });
});
