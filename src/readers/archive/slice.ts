import type { Input } from '../input.ts';

/** A stretch of an input as an input of its own, such as a file in an archive. Closing it leaves the whole open. */
export function sliceInput(whole: Input, start: number, size: number): Input {
  return {
    size,
    read(buffer, offset, position) {
      const room = Math.min(buffer.length - offset, Math.max(0, size - position));
      return room === 0 ? 0 : whole.read(buffer.subarray(0, offset + room), offset, start + position);
    },
    close() {},
  };
}
