import { describe, expect, it } from 'vitest';
import { isNaa, lunKey, lunKeysOf } from '../../src/model/lun-key.ts';

const id = '6000d31000a1b2000000000000000002';

describe('the key of a LUN', () => {
  it('is the id of a NAA device, whatever the LUN number and the model', () => {
    expect(lunKey(`0200020000${id}564f4c554d45`)).toBe(`naa.${id}`);
    expect(lunKey(`02000A0000${id.toUpperCase()}4C554E202020`)).toBe(`naa.${id}`);
    expect(lunKey('02000000005000c500a1b2c3d4534545435353')).toBe('naa.5000c500a1b2c3d4');
  });

  it('is the name of a VML path without its prefix', () => {
    expect(lunKey(`vml.0200020000${id}564f4c554d45`)).toBe(`naa.${id}`);
  });

  it('is the whole of anything else', () => {
    expect(lunKey('0100000000533359415843')).toBe('0100000000533359415843');
    expect(lunKey('LUN-1')).toBe('lun-1');
    expect(lunKey(`0200020000${id}`)).toBe(`0200020000${id}`);
  });

  it('may come from the name and from the UUID', () => {
    expect([...lunKeysOf(`naa.${id}`, undefined)]).toEqual([`naa.${id}`]);
    expect([...lunKeysOf(`naa.${id}`, 'other')]).toEqual(['other', `naa.${id}`]);
    expect([...lunKeysOf('t10.ATA_____SSD', undefined)]).toEqual([]);
    expect(isNaa('t10.ATA_____SSD')).toBe(false);
  });
});
