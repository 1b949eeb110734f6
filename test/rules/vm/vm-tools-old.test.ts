import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/vm-tools-old.ts';
import { exportOf, goodHost, vm } from '../../build/index.ts';

const web = (tools: string | null, power: 'poweredOn' | 'poweredOff' = 'poweredOn') => vm({ name: 'web01', tools, power });
const finding = (level: 'error' | 'warning' | 'note', said: string, tools: string, entry = 0) => ({
  subject: 'web01',
  level,
  message: `VMware Tools in web01 ${said} (${tools}).`,
  pointer: `/entries/${entry}/properties/guest/toolsVersionStatus2`,
});
const TOO_OLD = 'is too old for the host';

testRule(rule, {
  valid: [
    { name: 'current', input: exportOf(web('guestToolsCurrent')) },
    { name: 'open-vm-tools', exception: 'open-vm-tools', input: exportOf(web('guestToolsUnmanaged')) },
    { name: 'supported and new', input: exportOf(web('guestToolsSupportedNew')) },
    { name: 'none at all', input: exportOf(web('guestToolsNotInstalled')) },
  ],
  invalid: [
    {
      name: 'a version with a grave fault',
      input: exportOf(web('guestToolsBlacklisted')),
      findings: [finding('error', 'has a known grave fault and must be replaced', 'guestToolsBlacklisted')],
    },
    {
      name: 'too old',
      input: exportOf(web('guestToolsTooOld')),
      findings: [finding('note', TOO_OLD, 'guestToolsTooOld')],
    },
    {
      name: 'too old under the strict profile',
      profile: 'strict',
      input: exportOf(web('guestToolsTooOld')),
      findings: [finding('warning', TOO_OLD, 'guestToolsTooOld')],
    },
    {
      name: 'old but supported, powered off, on a host',
      input: exportOf(
        goodHost(1),
        vm({ name: 'web01', tools: 'guestToolsSupportedOld', power: 'poweredOff', host: 'esx01.lab' }),
      ),
      findings: [finding('note', 'is supported, but a newer version is there', 'guestToolsSupportedOld', 3)],
    },
    {
      name: 'not the version of the host',
      input: exportOf(web('guestToolsNeedUpgrade')),
      findings: [finding('note', 'is not the version of the host', 'guestToolsNeedUpgrade')],
    },
    {
      name: 'too new',
      input: exportOf(web('guestToolsTooNew')),
      findings: [finding('note', 'is too new for the host', 'guestToolsTooNew')],
    },
  ],
  unknown: [
    {
      name: 'no guest data',
      input: exportOf(web(null)),
      missing: [{ subject: 'web01', fact: 'VMware Tools status of web01' }],
    },
  ],
});
