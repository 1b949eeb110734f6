import { defineRule, devicesUnder, listed, problem, weighed } from 'vlint';
import { says } from '../ledger.ts';

export default defineRule({
  id: 'vmfs-multi-extent',
  family: 'vmfs',
  title: 'A VMFS datastore should lie on one device',
  rationale:
    'A datastore over several devices loses files when any one of them is lost, and all of it when the first one is. Queues, snapshots ' +
    'and replication of the array work by device, so that the parts are hard to keep together. Devices can be grown instead.',
  severity: { default: 'note', strict: 'warning' },
  cases: {
    'clustered-vmdk': {
      level: 'error',
      when: 'A device of the datastore is set up for clustered virtual disks, which cannot be spanned.',
    },
  },
  sources: [
    says('S17', 'NetApp: one LUN for each datastore, no extents.'),
    says('S45', 'One VMFS datastore for each LUN.'),
    says('S34', 'Datastores for clustered virtual disks cannot be spanned over several devices.'),
  ],
  exceptions: {
    legacy: 'A datastore of old that cannot be taken apart now; facts.yaml can allow it.',
    'one-extent': 'The datastore lies on one device.',
  },
  fix: {
    powercli: ['New-Datastore -VMHost $h -Name $new -Path naa.x -Vmfs', 'Get-VM -Datastore $old | Move-VM -Datastore $new'],
    manual: ['Move the VMs to a datastore on one device, then delete the old one; an extent cannot be taken out of a datastore.'],
  },
  each: (inventory) => inventory.volumes,
  *check(volume) {
    const { extents, name, host } = volume;
    if (!extents.known) return yield extents;
    if (extents.value.length < 2) return;
    const devices = devicesUnder(volume);
    const clustered = (devices.known ? devices.value : []).find(
      ({ clusteredVmdk }) => clusteredVmdk.known && clusteredVmdk.value,
    );
    const meant = host.around.estate.clusteredVmdk(name);
    const flag = clustered?.clusteredVmdk ?? (meant?.value ? meant : undefined);
    const spanned = `${name} lies on ${extents.value.length} devices (${listed(extents.value, 4)}).`;
    yield problem(
      extents,
      flag === undefined
        ? `${spanned} The loss of one of them loses files of it, that of the first one all.`
        : `${spanned} ${clustered?.name ?? name} is set up for clustered virtual disks, which cannot be on a spanned datastore.`,
      {
        powercli: [`Get-VM -Datastore '${name}' | Move-VM -Datastore NEW`],
        manual: [`Move what is on ${name} to a datastore on one device, then delete ${name}.`],
      },
      flag === undefined
        ? {}
        : {
            case: 'clustered-vmdk',
            related: weighed(`${clustered?.name ?? name} is set up for clustered virtual disks`, flag),
          },
    );
  },
});
