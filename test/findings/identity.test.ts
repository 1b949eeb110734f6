import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprint, subjectKey } from '../../src/findings/identity.ts';

describe('subjectKey', () => {
  const vmk = { kind: 'vmkernel-adapter', host: 'esx01.lab', name: 'vmk1' } as const;

  it('takes host names in any case as the same', () => {
    expect(subjectKey({ ...vmk, host: 'ESX01.Lab' })).toBe(subjectKey(vmk));
    expect(subjectKey({ kind: 'host', name: 'ESX01' })).toBe(subjectKey({ kind: 'host', host: 'esx01', name: 'other name' }));
  });

  it('keeps other names in their case', () => {
    expect(subjectKey({ ...vmk, name: 'VMK1' })).not.toBe(subjectKey(vmk));
  });

  it('tells subjects apart however their names are cut', () => {
    const keys = [
      subjectKey({ kind: 'vm-disk', host: 'a', vm: 'b', name: 'c' }),
      subjectKey({ kind: 'vm-disk', host: 'a","b', name: 'c' }),
      subjectKey({ kind: 'vm-disk', host: 'a', name: 'b","c' }),
      subjectKey({ kind: 'vm-disk', host: 'a', vm: '', name: 'c' }),
      subjectKey({ kind: 'vm-disk', host: 'a', name: 'c' }),
      subjectKey({ kind: 'vm-disk', vm: 'a', name: 'c' }),
      subjectKey({ kind: 'vm-disk', host: 'a', name: 'c', also: ['d'] }),
      subjectKey({ kind: 'vm-disk', host: 'a', name: 'c', also: ['d', ''] }),
      subjectKey({ kind: 'vm-nic', host: 'a', name: 'c' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('fingerprint', () => {
  it('is the head of a sha256', () => {
    const whole = createHash('sha256').update('["r","k"]').digest('hex');
    expect(fingerprint('r', 'k')).toBe(whole.slice(0, 32));
    expect(fingerprint('r', 'k')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('keeps rule and subject apart', () => {
    expect(fingerprint('a', 'bc')).not.toBe(fingerprint('ab', 'c'));
    expect(fingerprint('a","b', 'c')).not.toBe(fingerprint('a', 'b","c'));
  });

  it('takes a name with half a surrogate pair', () => {
    expect(fingerprint('a', subjectKey({ kind: 'vm', name: '\ud800' }))).not.toBe(
      fingerprint('a', subjectKey({ kind: 'vm', name: '\ud801' })),
    );
  });
});
