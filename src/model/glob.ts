/**
 * Whether a whole text matches a pattern in which `*` stands for any characters (also none) and `?` for exactly one. Upper and lower case
 * are the same. Nothing else is special. Takes at most pattern length x text length steps, whatever the pattern.
 */
export function globMatches(pattern: string, text: string): boolean {
  const wanted = [...pattern.toLowerCase()];
  const given = [...text.toLowerCase()];
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let starText = 0;
  while (inText < given.length) {
    const next = wanted[inPattern];
    if (next === '*') {
      star = inPattern++;
      starText = inText;
    } else if (next === '?' || next === given[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (star !== -1) {
      // The last star takes one character more; earlier stars need not be tried again.
      inPattern = star + 1;
      inText = ++starText;
    } else {
      return false;
    }
  }
  return wanted.slice(inPattern).every((character) => character === '*');
}

/** Whether a text has a character that `globMatches` does not take literally. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
