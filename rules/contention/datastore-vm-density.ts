import { defineRule, Gap, notApplicable, problem, psWord, weighed } from 'vlint';
import { unsourced } from '../ledger.ts';
import { untoldExtents, vmsByVolume, vmsOnVolume, volumeKey } from './vms-by-volume.ts';

export default defineRule({
  id: 'datastore-vm-density',
  family: 'contention',
  title: 'A VMFS datastore should not carry the disks of too many running VMs',
  rationale:
    'All VMs on a datastore share the queues of its device on every host, its locks and its snapshots on the array. With many of them a ' +
    'busy one slows down all the others, and nobody can tell which.',
  severity: 'note',
  sources: [unsourced('Thirty running VMs on one datastore are a threshold of this project without a vendor.')],
  exceptions: {
    'no-vmfs': 'NFS, vSAN and virtual volumes have no device that all VMs share.',
    'powered-off': 'VMs that are powered off, and templates, load nothing.',
    'counted-elsewhere': 'A datastore that several hosts mount is judged once, on the first of them by name.',
    planned: 'The VMs are idle mostly, as desktops are; facts.yaml can allow it.',
  },
  fix: {
    powercli: ['Get-Datastore $ds | Get-VM | Where-Object PowerState -eq PoweredOn', 'Move-VM -VM $vm -Datastore $other'],
    manual: ['Move VMs to another datastore, the busy ones first.'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { max: { type: 'integer', minimum: 1, description: 'Running VMs with a disk on one datastore.' } },
    },
    defaults: { max: 30 },
  },
  compares: [vmsByVolume],
  each: (inventory) =>
    inventory.hosts.flatMap((host) => {
      const { missing } = host.around.vmLoads(host);
      return missing === undefined ? inventory.volumes : [new Gap(host, missing)];
    }),
  *check(volume, { max }) {
    const { host, name, label } = volume;
    const key = volumeKey(volume);
    if (!key.known) return yield key;
    const own = vmsOnVolume(host, volume);
    if (!own.known) return yield own;
    const { tallies, untold: others } = host.around.estate.ballot(vmsByVolume, host, key.value);
    const [silent] = others;
    if (silent !== undefined) return yield silent.missing;
    const mounting = tallies.flatMap(({ value, hosts }) => hosts.map((item) => ({ item, vms: Number(value) })));
    // A volume of the host that does not tell its devices keeps all of them out of the count.
    const untold = untoldExtents(host);
    if (untold !== undefined) return yield untold;
    const first = mounting.map(({ item }) => item).sort()[0];
    if (first !== host.name) return yield notApplicable(`counted on ${first}`);
    const total = mounting.reduce((sum, { vms }) => sum + vms, 0);
    if (total <= max) return;
    if (!label.known) return yield label;
    yield problem(
      label,
      `${total} running VMs have disks on ${name}; the threshold is ${max}.`,
      {
        powercli: [
          `Get-Datastore ${psWord(name)} | Get-VM | Where-Object PowerState -eq PoweredOn | Sort-Object UsedSpaceGB -Descending`,
        ],
        manual: [`Move VMs from ${name} to another datastore, the busy ones first.`],
      },
      { related: weighed(`${name} lies on ${key.value}`, key) },
    );
  },
});
