import type { Ballot } from 'vlint';

/** Whether no other host has the key or may have it. */
export function isAlone({ tallies, doubtful, untold }: Ballot, host: string): boolean {
  return untold.length === 0 && doubtful.length === 0 && tallies.every(({ hosts }) => hosts.every((item) => item === host));
}
