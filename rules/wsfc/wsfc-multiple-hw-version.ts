import { before, clusterDisks, defineRule, notApplicable, problem, psWord } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { movedByDrs } from './drs.ts';
import { acrossHosts, certainlyNoDisks, hostOf, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-multiple-hw-version',
  family: 'wsfc',
  title: 'The nodes of a Windows cluster across hosts need virtual hardware 11 to be moved by vMotion',
  rationale:
    'From ESXi 6.0 on the nodes of a cluster across hosts can be moved while they run, if their virtual hardware is version 11 or later. With ' +
    'older hardware DRS cannot move them, and a host cannot be emptied for maintenance without shutting a node down.',
  severity: 'note',
  sources: [
    says('S32', 'vMotion of nodes across hosts with pass-through raw devices: ESXi 6.0 and virtual hardware 11 or later.'),
    unsourced('That vMotion is wanted is taken from DRS: where DRS does not move the VM, nothing is said.'),
  ],
  exceptions: {
    'drs-off': 'DRS is off, or off for the VM, or the host is in no cluster.',
    'before-6-0': 'ESXi before 6.0 cannot move nodes whatever their hardware.',
    'one-host': 'The cluster is one on a single host: its disks are shared by virtual bus sharing.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    powercli: ['Set-VM -VM NODE -HardwareVersion vmx-11 -Confirm:$false'],
    manual: ['Do it node by node while the node is powered off; it cannot be undone without a backup.'],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoDisks,
  *check(vm) {
    const { found, missing } = clusterDisks(vm);
    if (found.length === 0) return yield missing ?? noNode;
    const across = found.map(acrossHosts);
    if (!across.some((fact) => fact.known && fact.value)) {
      const untold = across.find((fact) => !fact.known);
      return yield untold?.known === false ? untold : (missing ?? notApplicable('a cluster on a single host'));
    }
    const { hardwareVersion } = vm;
    if (!hardwareVersion.known) return yield hardwareVersion;
    // "vmx-10"; what is no number is no old hardware.
    if (!(Number(/\d+$/.exec(hardwareVersion.value)?.[0]) < 11)) return;
    const host = hostOf(vm);
    if (!host.known) return yield host;
    const early = before(host.value, '6.0');
    if (early.known && early.value) return yield notApplicable('ESXi before 6.0 cannot move nodes');
    const moved = movedByDrs(vm, host.value);
    if (moved.known && !moved.value) return yield notApplicable('DRS does not move it');
    for (const fact of [early, moved]) if (!fact.known) return yield fact;
    yield problem(
      hardwareVersion,
      `The cluster node ${vm.name} has virtual hardware ${hardwareVersion.value}. DRS cannot move it: vMotion of nodes needs vmx-11 or later.`,
      {
        powercli: [`Set-VM -VM ${psWord(vm.name)} -HardwareVersion vmx-11 -Confirm:$false`],
        manual: [`Power off ${vm.name} first; the change cannot be undone without a backup.`],
      },
    );
  },
});
