import { defineRule, type Known, listed, notApplicable, problem, psWord, type VmController, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { type WrongSharing, wantedSharing } from './wanted-sharing.ts';

const noShare = notApplicable('no disk on it is shared');

export default defineRule({
  id: 'wsfc-bus-sharing-mode',
  family: 'wsfc',
  title: 'Controllers of shared disks must have the bus sharing that the kind of Windows cluster needs',
  rationale:
    'Without bus sharing ESXi locks a disk for the VM that opens it first, and the other nodes do not start or do not see it. With the wrong ' +
    'kind the reservations of one host do not reach the other, and two nodes may write to the same disk.',
  severity: 'error',
  sources: [
    says('S33', 'Across hosts: physical-mode raw devices with physical bus sharing. On one host: virtual bus sharing.'),
    says('S34', 'From 7.0 on virtual disks can be shared across hosts with physical bus sharing.'),
    unsourced('Two VMs that map one LUN without the multi-writer flag are taken for nodes of a cluster.'),
  ],
  exceptions: {
    'multi-writer': 'The disk is a multi-writer disk, which needs no bus sharing.',
    'right-mode': 'The bus is shared as the disk needs it.',
    'one-vm':
      'No other VM has the disk; where VMs are missing in the export, or the bus is shared all the same, that is unknown.',
    detached: 'A template or a replica of the VM does not map the disk.',
    'windows-2003': 'Windows Server 2003 may share virtual-mode raw devices across hosts with physical bus sharing.',
    'clustered-vmdk':
      'From ESXi 7.0 on nodes across hosts share virtual disks with physical bus sharing, wherever they run just now.',
  },
  fix: {
    powercli: ["Get-ScsiController -VM NODE -Name 'SCSI controller 1' | Set-ScsiController -BusSharingMode Physical"],
    manual: ['Power off the node first. In the .vmx file the line is scsi1.sharedBus = "physical" (or "virtual").'],
  },
  each: (inventory) => inventory.vmControllers,
  glance: (controller) => (sharesNothing(controller) ? noShare : undefined),
  *check(controller) {
    const { sharing, disks } = controller;
    if (sharesNothing(controller)) return yield noShare;
    if (!disks.known) return yield disks;
    const judged = disks.value.map((disk) => wantedSharing(controller, disk));
    const wrong = judged.filter((item) => typeof item === 'object' && 'wanted' in item);
    if (wrong.length > 0 && sharing.known) return yield fault(controller, sharing, wrong);
    const missing = judged.find((item) => typeof item === 'object' && 'known' in item);
    if (missing) yield missing;
    else if (!judged.includes('right')) yield noShare;
  },
});

function sharesNothing({ vm, sharing }: VmController): boolean {
  return sharing.known && sharing.value === 'noSharing' && !vm.estate.mayMapRaw(vm.ref);
}

function fault({ vm, name, bus, kind }: VmController, sharing: Known<string>, wrong: readonly WrongSharing[]) {
  const wanted = wrong.some((item) => item.wanted === 'physicalSharing') ? 'physicalSharing' : 'virtualSharing';
  const mode = wanted === 'physicalSharing' ? 'Physical' : 'Virtual';
  const others = wrong.flatMap((item) => item.others);
  const line = `${kind.known && kind.value === 'nvme' ? 'nvme' : 'scsi'}${bus.known ? bus.value : 'N'}.sharedBus = "${mode.toLowerCase()}"`;
  return problem(
    sharing,
    `${name} of ${vm.name} has the bus sharing ${sharing.value}, but ${listed(wrong.map((item) => item.label))} on it ${wrong.length === 1 ? 'is a disk' : 'are disks'} of ${listed(others.map((use) => use.vm))} too. A disk shared like that needs ${wanted}.`,
    {
      powercli: [`Get-ScsiController -VM ${psWord(vm.name)} -Name ${psWord(name)} | Set-ScsiController -BusSharingMode ${mode}`],
      manual: [
        `Power off ${vm.name} first. In its .vmx file the line is ${line}. Disks that are not shared belong on another controller.`,
      ],
    },
    { related: others.flatMap((use) => weighed(`${use.vm} has the disk too`, use.evidence)) },
  );
}
