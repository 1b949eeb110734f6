import { defineRule, problem, shellWord, vendorSources, weighed } from 'vlint';
import { arrayUnder } from './arrays.ts';

export default defineRule({
  id: 'unmap-off-vmfs6',
  family: 'vmfs',
  title: 'VMFS6 should give freed space back to the array as its vendor asks for',
  rationale:
    'What VMs free stays allocated on a thin array until the host unmaps it. VMFS6 does so in the background; when that is off, the array ' +
    'fills up with blocks that nobody uses.',
  severity: 'note',
  sources: vendorSources('unmap'),
  esxi: { from: '6.5' },
  exceptions: {
    'before-vmfs6': 'VMFS5 and before do not unmap by themselves.',
    'other-vendor': 'The vendor of the array does not ask for a priority.',
  },
  fix: {
    esxcli: [
      'esxcli storage vmfs reclaim config get -l ds1',
      'esxcli storage vmfs reclaim config set -l ds1 --reclaim-priority=low',
    ],
  },
  each: (inventory) => inventory.volumes,
  *check(volume, _, { vendors }) {
    const { name, unmapPriority, majorVersion } = volume;
    if (majorVersion.known && majorVersion.value < 6) return;
    const under = arrayUnder(volume, vendors, ({ unmap }) => unmap !== undefined);
    if (!under.known) return yield under;
    const { array, device } = under.value ?? {};
    const wanted = array?.unmap?.priority;
    if (wanted === undefined) return;
    if (!unmapPriority.known) return yield unmapPriority;
    if (unmapPriority.value.toLowerCase() === wanted) return;
    if (!majorVersion.known) return yield majorVersion;
    yield problem(
      unmapPriority,
      `Automatic unmap of ${name} has the priority ${unmapPriority.value}; ${array?.name} asks for ${wanted}.`,
      { esxcli: [`esxcli storage vmfs reclaim config set -l ${shellWord(name)} --reclaim-priority=${wanted}`] },
      { related: weighed(`${device?.name} is on ${array?.name}`, device?.vendor) },
    );
  },
});
