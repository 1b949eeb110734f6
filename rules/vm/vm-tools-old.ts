import { defineRule, problem, psWord, type Vm } from 'vlint';
import { says, unsourced } from '../ledger.ts';

/** What guest.toolsVersionStatus2 says, in words, and the case that it is. */
const STATES: ReadonlyMap<string, readonly [string, 'blacklisted' | 'too-old' | undefined]> = new Map([
  ['guestToolsBlacklisted', ['has a known grave fault and must be replaced', 'blacklisted']],
  ['guestToolsTooOld', ['is too old for the host', 'too-old']],
  ['guestToolsSupportedOld', ['is supported, but a newer version is there', undefined]],
  ['guestToolsNeedUpgrade', ['is not the version of the host', undefined]],
  ['guestToolsTooNew', ['is too new for the host', undefined]],
]);

export default defineRule<Vm>({
  id: 'vm-tools-old',
  family: 'vm',
  title: 'VMware Tools should be a version that the host supports',
  rationale:
    'VMware Tools brings the drivers of the paravirtual disk controller and of VMXNET3. Its faults are mended in newer versions, and a version with a ' +
    'grave fault is put on a list by VMware.',
  severity: 'note',
  cases: {
    blacklisted: { level: 'error', when: 'The version has a known grave fault.' },
    'too-old': { level: { default: 'note', strict: 'warning' }, when: 'The version is too old for the host.' },
  },
  sources: [
    says(
      'S50',
      'guest.toolsVersionStatus2: guestToolsTooOld, guestToolsSupportedOld, guestToolsTooNew, and guestToolsBlacklisted for a known bug that calls for an upgrade at once.',
    ),
    says('S19', 'guest-8.tools-updates: keep VMware Tools up to date.'),
    unsourced('That a version which is too old is a warning under the profile strict.'),
  ],
  exceptions: {
    'open-vm-tools': 'The guest keeps its own tools (guestToolsUnmanaged), as open-vm-tools are.',
  },
  fix: {
    powercli: ['Get-VM $vm | Update-Tools -NoReboot'],
  },
  each: (inventory) => inventory.vms,
  glance: ({ toolsStatus }) => (toolsStatus.known && !STATES.has(toolsStatus.value) ? 'pass' : undefined),
  *check(vm) {
    const { toolsStatus, name } = vm;
    if (!toolsStatus.known) return yield toolsStatus;
    const [said, kind] = STATES.get(toolsStatus.value) ?? [];
    if (said === undefined) return;
    const update = { powercli: [`Get-VM ${psWord(name)} | Update-Tools -NoReboot`] };
    const newer = {
      manual: [
        `Bring the host of ${name} up to date, or move ${name} to one that is; nothing is wrong with the tools themselves.`,
      ],
    };
    yield problem(
      toolsStatus,
      `VMware Tools in ${name} ${said} (${toolsStatus.value}).`,
      toolsStatus.value === 'guestToolsTooNew' ? newer : update,
      { case: kind },
    );
  },
});
