/**
 * Text from an input made safe to print: a control character, a line or paragraph separator, a character that turns the writing
 * direction and half a surrogate pair are spelled out (`\x1b`, `\u202e`), so that a name can neither move the cursor, colour the
 * terminal, forge a line of output nor swap what is read. For tabs and line feeds too: a name has none.
 */
export function clean(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
