/** "1 host", "2 hosts"; `several` where an s is not the plural. */
export function count(number: number, noun: string, several = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : several}`;
}

/** The first names in full, the rest as a number: "esx01, esx02 and 3 more". `total` counts all, those not in `names` too. */
export function someOf(names: readonly string[], limit: number, total = names.length): string {
  const shown = names.slice(0, limit);
  return total > shown.length ? `${shown.join(', ')} and ${total - shown.length} more` : shown.join(', ');
}
