import { expect, it } from 'vitest';
import { severityOf } from '../../src/engine/rule.ts';
import { explain } from '../../src/reporters/explain.ts';
import { chapCard, mtuCard, pvscsiCard } from './report.fixture.ts';

it('tells all of a rule', () => {
  expect(explain(mtuCard)).toMatchInlineSnapshot(`
    "mtu-vmk-exceeds-vswitch: A VMkernel adapter has a larger MTU than its switch
    error, family mtu

    Why
      Frames that are larger than the MTU of the switch are dropped.
      Ping works and large writes hang.

    Applies to
      ESXi 5.0 and later

    Does not fire when
      - the adapter is on a distributed switch

    Fix
      esxcli:
        esxcli network vswitch standard set -v <vswitch> -m <mtu>
      PowerCLI:
        Get-VirtualSwitch -Name <vswitch> | Set-VirtualSwitch -Mtu <mtu>

    Sources
      - the MTU of the switch must be at least that of the adapter
        https://example.com/jumbo frames
      - no vendor source: vlint's own judgement (seen in the field)

    Disputed
      - one vendor asks for 1500 everywhere
    "
  `);
});

it('says aloud that no vendor stands behind a rule', () => {
  expect(explain(chapCard)).toMatchInlineSnapshot(`
    "iscsi-chap-missing: An iSCSI adapter does not ask for CHAP
    warning, family initiator

    Why
      Anyone on the storage network can take the place of the initiator.

    Applies to
      all ESXi versions

    Sources
      - no vendor source: vlint's own judgement (common practice)
    "
  `);
});

it('names the versions of a rule', () => {
  expect(explain({ ...mtuCard, esxi: { from: '5.0', before: '6.0' } })).toContain('  ESXi from 5.0 on, before 6.0\n');
  expect(explain({ ...mtuCard, esxi: { before: '6.0' } })).toContain('  ESXi before 6.0\n');
});

it('tells what no command does, and wraps it', () => {
  expect(explain(pvscsiCard, { width: 40 })).toContain('Fix\n  Shut the VM down and change the type\n  of its controller.\n');
});

it('tells the levels of other profiles and other cases', () => {
  const severity = severityOf({ default: 'warning', stig: 'error' });
  const when = 'The switch is a virtual one.';
  const text = explain({ ...mtuCard, severity, cases: [{ key: 'virtual', when, severity: severityOf('note') }] });

  expect(text).toContain('warning (strict: error, stig: error), family mtu');
  expect(text).toContain('Other levels\n  - note: The switch is a virtual one.\n');
});

it('tells which profile an exception belongs to', () => {
  const exceptions = [{ key: 'one', when: 'There is one portal.', profile: 'lab' }] as const;

  expect(explain({ ...mtuCard, exceptions })).toContain('  - with the profile lab: There is one portal.\n');
});

it('names the plugin that a rule comes from', () => {
  expect(explain({ ...mtuCard, plugin: './house.mjs' })).toContain('error, family mtu, from the plugin ./house.mjs\n');
});

it('colours only when asked and lets no rule colour', () => {
  const loud = { ...mtuCard, title: 'red \u001b[31m' };
  expect(explain(loud)).not.toContain('\u001b');
  expect(explain(loud, { colour: true })).toContain('\u001b[31merror\u001b[39m');
});
