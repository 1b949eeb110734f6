import type { Input } from './input.ts';

/** An input that lies in memory, UTF-8 without byte order mark. */
export function memoryInput(bytes: Uint8Array): Input {
  return {
    size: bytes.length,
    read(buffer, offset, position) {
      const part = bytes.subarray(position, position + buffer.length - offset);
      buffer.set(part, offset);
      return part.length;
    },
    close() {},
  };
}
