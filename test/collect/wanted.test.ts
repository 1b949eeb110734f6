import { describe, expect, it } from 'vitest';
import { KINDS } from '../../src/collect/wanted.ts';
import { memberAt, type Shape } from '../../src/readers/json/shape.ts';
import { vimProperties } from '../../src/readers/vim-shape.ts';

/** Paths of all that the readers keep of an object, down to the first list. */
function keptPaths(shape: Shape, prefix = ''): string[] {
  return shape.members.flatMap((member) =>
    member.shape.members.length === 0 ? [`${prefix}${member.name}`] : keptPaths(member.shape, `${prefix}${member.name}.`),
  );
}

const asked = KINDS.flatMap(({ paths }) => paths);

describe('the properties that are asked for', () => {
  it('are all that the readers keep', () => {
    const kept = keptPaths(vimProperties);

    expect(kept.length).toBeGreaterThan(40);
    expect(
      kept.filter((path) => !asked.some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}.`))),
    ).toEqual([]);
  });

  it('are no others than those', () => {
    expect(asked.filter((path) => memberAt(vimProperties, path) === undefined)).toEqual([]);
  });

  it('do not overlap: the server would answer one of them only', () => {
    for (const { type, paths } of KINDS) {
      const inside = paths.filter((path) => paths.some((other) => path.startsWith(`${other}.`)));
      expect(inside, type).toEqual([]);
      expect(new Set(paths).size, type).toBe(paths.length);
    }
  });
});
