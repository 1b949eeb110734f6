import { clusterNode, defineRule, notApplicable, unknown, type Vm } from 'vlint';
import { says } from '../ledger.ts';
import { certainlyNoNode, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-storage-spaces',
  family: 'wsfc',
  title: 'The nodes of a Windows cluster must not use Storage Spaces',
  rationale:
    'Storage Spaces (Windows Server 2012 and later) builds volumes out of disks inside the guest and reserves them in its own way, which is ' +
    'not supported on shared virtual disks. No export shows what a guest does with its disks, so each node has to be looked at.',
  severity: 'note',
  undecidable: true,
  sources: [
    says('S59', 'ESXi 6.7: Storage Spaces are among the limits of clusters.'),
    says(
      'WSFC-8',
      'vSphere 7.0 and 8.0: Storage Spaces of Windows Server 2012 and later are on the list of what is not supported.',
    ),
  ],
  exceptions: {
    'not-a-node': 'The VM is no node of a Windows cluster.',
    'older-guest': 'The guest is Windows Server 2008 R2 or older, which has no Storage Spaces.',
  },
  fix: {
    manual: ['In each node, run Get-StoragePool -IsPrimordial $false in PowerShell: it must list no pool of shared disks.'],
  },
  each: (inventory) => inventory.vms,
  glance: (vm) => (hasNoStorageSpaces(vm) ? undefined : certainlyNoNode(vm)),
  *check(vm) {
    if (hasNoStorageSpaces(vm)) return yield notApplicable('its guest has no Storage Spaces');
    const node = clusterNode(vm);
    if (!node.known) return yield node;
    if (!node.value) return yield noNode;
    yield unknown(
      'Storage Spaces',
      vm.name,
      'Get-StoragePool -IsPrimordial $false in the guest: no pool may hold a shared disk',
      'only the guest knows',
    );
  },
});

function hasNoStorageSpaces({ guestId }: Vm): boolean {
  return guestId.known && OLDER_WINDOWS.test(guestId.value);
}

/** Windows Server 2000, 2003, 2008 and 2008 R2 (which the API calls windows7Server). */
const OLDER_WINDOWS = /^win(2000|Net|Longhorn|dows7Server)/;
