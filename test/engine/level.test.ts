import { describe, expect, it } from 'vitest';
import { resolveLevel, severityOf } from '../../src/engine/rule.ts';
import { severityText } from '../../src/findings/severity.ts';

describe('a level by profile', () => {
  it('is the same everywhere where there is one', () => {
    expect(severityOf('warning')).toEqual({ recommended: 'warning', strict: 'warning', stig: 'warning', lab: 'warning' });
  });

  it('is the default under profiles that are not named, but the highest of all under strict', () => {
    expect(severityOf({ default: 'warning', stig: 'error', lab: 'note' })).toEqual({
      recommended: 'warning',
      strict: 'error',
      stig: 'error',
      lab: 'note',
    });
    expect(resolveLevel({ default: 'warning', lab: 'note' }, 'strict')).toBe('warning');
  });

  it('is under strict what the rule says of strict', () => {
    expect(resolveLevel({ default: 'note', strict: 'warning', stig: 'error' }, 'strict')).toBe('warning');
  });

  it('is told with the profiles that differ', () => {
    expect(severityText(severityOf('error'))).toBe('error');
    expect(severityText(severityOf({ default: 'warning', stig: 'error', lab: 'note' }))).toBe(
      'warning (strict: error, stig: error, lab: note)',
    );
  });
});
