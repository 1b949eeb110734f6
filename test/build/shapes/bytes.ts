export type Encoding = 'utf8' | 'utf8-bom' | 'utf16le' | 'utf16be';

/** The bytes of a file with that text; both UTF-16 forms start with a byte order mark, as PowerShell's `>` writes it. */
export function bytesOf(text: string, encoding: Encoding = 'utf8'): Uint8Array {
  switch (encoding) {
    case 'utf8':
      return new Uint8Array(Buffer.from(text, 'utf8'));
    case 'utf8-bom':
      return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf8'));
    case 'utf16le':
      return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    case 'utf16be':
      return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16());
  }
}

/** The text with Windows line ends. */
export function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
