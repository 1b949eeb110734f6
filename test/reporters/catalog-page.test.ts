import { expect, it } from 'vitest';
import { catalogPage } from '../../src/reporters/catalog-page.ts';
import { mtuCard } from './report.fixture.ts';

const only = (changes: Partial<typeof mtuCard>) => catalogPage([{ ...mtuCard, ...changes }]);

it('prints what is code as it is typed, in a fence that it cannot close', () => {
  const page = only({ remedy: { esxcli: ['esxcli network nic list'], powercli: ['Get-VMHost ```', '  | Out-Null'] } });

  expect(page).toContain('\n```sh\nesxcli network nic list\n```\n');
  expect(page).toContain('\n````powershell\nGet-VMHost ```\n  | Out-Null\n````\n');
});

it('takes no text for Markdown', () => {
  const page = only({
    title: 'A | B in <name>',
    rationale: '# _One_ of `a*b` [x](y) in VMW_PSP_RR.',
    exceptions: [
      { key: 'one', when: '1. of all' },
      { key: 'two', when: '- of all' },
    ],
  });

  expect(page).toContain('| A \\| B in \\<name> |');
  expect(page).toContain('**Why:** \\# \\_One\\_ of \\`a\\*b\\` \\[x\\](y) in VMW_PSP_RR.');
  expect(page).toContain('- 1\\. of all\n- \\- of all\n');
});

it('links sources by addresses that are one word', () => {
  expect(only({})).toContain(' <https://example.com/jumbo%20frames>\n');
});

it('lists options with their defaults', () => {
  const page = only({
    options: [
      { name: 'iops', value: '1', description: 'I/Os before the next path.' },
      { name: 'only', value: '["EQLOGIC"]', description: 'Vendors.' },
    ],
  });

  expect(page).toContain(
    '**Options**\n\n- iops (default 1): I/Os before the next path.\n- only (default \\["EQLOGIC"\\]): Vendors.\n',
  );
  expect(only({})).not.toContain('**Options**');
});

it('keeps the order of the rules, and families together', () => {
  const card = (family: string, id: string) => ({ ...mtuCard, family, id });
  const page = catalogPage([card('mtu', 'mtu-a'), card('unheard-of', 'b'), card('mtu', 'mtu-c')]);

  expect([...page.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    'Jumbo frames',
    'mtu-a',
    'mtu-c',
    'unheard-of',
    'b',
  ]);
  expect(page).toMatch(/^# Rules\n\n3 rules\. /);
});
