import {
  before,
  causeOf,
  defineRule,
  type Known,
  nodeNames,
  notApplicable,
  problem,
  runsWindows2003,
  type Unknown,
  type WsfcUse,
  weighed,
  wsfcUse,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';

const ROUND_ROBIN = 'VMW_PSP_RR';

export default defineRule({
  id: 'wsfc-psp-rr-unsupported',
  family: 'wsfc',
  title: "A Windows cluster's raw device must not use Round Robin before ESXi 5.5 or with Windows Server 2003",
  rationale:
    'A Windows cluster guards its disks with SCSI reservations. Where the native multipathing does not keep them over all paths, Round ' +
    'Robin sends I/O down a path that does not hold the reservation, and the cluster loses the disk.',
  severity: 'error',
  sources: [
    says('S28', 'ESXi 5.0: with native multipathing, clustering is not supported when the path policy is Round Robin.'),
    says(
      'S38',
      'After an upgrade to 5.1, EMC CX and VNX devices go to Round Robin, which might result in unsupported configurations for MSCS.',
    ),
    says('S38a', "A field report: MSCS did not boot with Dell's DELL_PSP_EQL_ROUTED; with Fixed it did."),
    says('S29', 'ESXi 5.5 adds Round Robin for clusters.'),
    says(
      'S30',
      'ESXi 6.x supports Round Robin for clusters of Windows 2008 SP2 and later, not of 2003, on pass-through raw devices.',
    ),
    unsourced(
      'For ESXi 7.0 and later no text says that Round Robin is supported; it is not on their lists of what is unsupported, so nothing is reported.',
    ),
  ],
  exceptions: {
    'from-5-5': 'ESXi 5.5 and later with Windows Server 2008 SP2 or later.',
    'third-party': 'Another multipathing plug-in than NMP owns the device, or a policy of the array vendor is at work.',
    'not-clustered': 'The device is no raw device mapping of a cluster.',
    'no-sharing': 'The mapping hangs on a controller without physical bus sharing.',
    'multi-writer': 'The disk is a multi-writer disk, which is no Windows cluster.',
  },
  disputes: [
    'A policy of the array vendor is passed over here, although one field report found that a cluster did not boot with DELL_PSP_EQL_ROUTED and did with Fixed.',
  ],
  fix: {
    esxcli: ['esxcli storage nmp device set -d naa.x -P VMW_PSP_FIXED'],
    powercli: ['Get-ScsiLun -VmHost $h -CanonicalName naa.x | Set-ScsiLun -MultipathPolicy Fixed'],
    manual: ['Or upgrade to ESXi 5.5 or later and Windows Server 2008 SP2 or later.'],
  },
  each: (inventory) => inventory.devices,
  *check(device) {
    const { host, name, plugin, psp } = device;
    if (psp.known && psp.value !== ROUND_ROBIN) return yield notApplicable(`it uses ${psp.value}, not Round Robin`);
    if (plugin.known && plugin.value !== 'NMP') return yield notApplicable(`${plugin.value} owns the device, not NMP`);
    if (device.disk.known && !device.disk.value) return yield notApplicable('no disk');
    const use = wsfcUse(device);
    if (use.known && use.value === null) return yield notApplicable('no Windows cluster maps it as a raw device');
    for (const fact of [psp, use]) if (!fact.known) return yield fact;
    if (!psp.known || !use.known || use.value === null) return;

    const early = before(host, '5.5');
    const old = runsWindows2003(use.value);
    const because = reason(early, old, host.version.known ? host.version.value : '');
    if (typeof because !== 'string') return because && (yield because);
    yield problem(
      psp,
      `${name}, which ${nodeNames(use.value)} share as a cluster disk, uses ${ROUND_ROBIN}. ${because}`,
      {
        esxcli: [`esxcli storage nmp device set -d ${name} -P VMW_PSP_FIXED`],
        powercli: [`Get-ScsiLun -VmHost '${host.name}' -CanonicalName '${name}' | Set-ScsiLun -MultipathPolicy Fixed`],
        manual: ['Or upgrade to ESXi 5.5 or later and Windows Server 2008 SP2 or later.'],
      },
      {
        related: nodesOf(use.value),
        cause: causeOf(device, 'path selection policy', `${host.name} uses ${psp.value} for ${name}.`, psp),
      },
    );
  },
});

/** Why Round Robin is not supported; nothing when it is, and what is missing when that cannot be told. */
function reason(early: Known<boolean> | Unknown, old: Known<boolean> | Unknown, version: string): string | Unknown | undefined {
  if (early.known && early.value) return `ESXi ${version} does not support Round Robin for the disks of a Windows cluster.`;
  if (old.known && old.value) return 'Round Robin is not supported for a cluster of Windows Server 2003.';
  return [early, old].find((fact) => !fact.known);
}

function nodesOf({ nodes }: WsfcUse) {
  return nodes.flatMap((node) => weighed(`${node.vm} maps it as a raw device`, node.evidence));
}
