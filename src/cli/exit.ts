/** Exit statuses: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or input, 3 only undecided under --strict. */
export const EXIT = { clean: 0, findings: 1, wrong: 2, undecided: 3 } as const;

/** Something that the user has to mend: printed as it is, without a stack, and the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
