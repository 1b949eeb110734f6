import { defineRule, problem } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule({
  id: 'datastore-count-high',
  family: 'vmfs',
  title: 'A host should not mount more VMFS datastores than its release supports',
  rationale:
    'Each datastore costs the host memory, heartbeats and time at every rescan. Beyond the configuration maximum nobody has tested it, ' +
    'and the host may not mount the next one.',
  severity: 'warning',
  sources: [
    says('S44', 'ESXi 6.7: 512 VMFS datastores for a host.'),
    unsourced('The maximum of other releases was not read; they are not judged.'),
  ],
  esxi: { from: '6.7', before: '7.0' },
  exceptions: { 'other-release': 'The host runs a release whose maximum was not read.' },
  fix: {
    powercli: ['Get-VMHost $h | Get-Datastore | Where-Object Type -eq VMFS | Measure-Object'],
    manual: ['Merge small datastores, or present to each cluster only those that it uses.'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { max: { type: 'integer', minimum: 1, description: 'VMFS datastores that a host may mount.' } },
    },
    defaults: { max: 512 },
  },
  each: (inventory) => inventory.hosts,
  *check(host, { max }) {
    const { volumes } = host;
    if (!volumes.known) return yield volumes;
    const { length } = volumes.value;
    if (length <= max) return;
    yield problem(volumes, `${host.name} mounts ${length} VMFS datastores; the maximum is ${max}.`, {
      powercli: [`Get-VMHost '${host.name}' | Get-Datastore | Where-Object Type -eq VMFS | Sort-Object CapacityGB`],
      manual: [`Unmount from ${host.name} what its cluster does not use, or merge small datastores.`],
    });
  },
});
