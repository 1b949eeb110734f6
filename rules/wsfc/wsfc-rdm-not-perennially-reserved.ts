import { defineRule, nodeNames, notApplicable, problem, reservedCause, weighed, wsfcUse } from 'vlint';
import { says } from '../ledger.ts';

export default defineRule({
  id: 'wsfc-rdm-not-perennially-reserved',
  family: 'wsfc',
  title: "A Windows cluster's raw device should be marked perennially reserved on every host that sees it",
  rationale:
    'The active node of the cluster holds a SCSI-3 reservation on the device. A host that is not told so tries the device again and again ' +
    'at boot and at each rescan, which can take from minutes to hours. The mark is local to a host, so every host that sees the device needs it.',
  severity: 'warning',
  sources: [
    says(
      'S36',
      'Hosts that see raw devices of a cluster boot and rescan slowly; mark those devices as perennially reserved on each host.',
    ),
    says('S55', 'The mark is needed on every host that sees the device; devices can be masked from hosts that take no part.'),
    says('S50', 'ScsiLun.perenniallyReserved exists since vSphere API 6.7 Update 2; unset means that it is not known.'),
  ],
  esxi: { from: '5.0' },
  exceptions: {
    'before-5-0':
      'ESXi before 5.0 has no such mark; Scsi.CRTimeoutDuringBoot (4.1) and Scsi.UWConflictRetries (4.0) stand in for it.',
    'not-told': 'The export does not tell the mark, as the API before 6.7 Update 2: that is unknown, never unmarked.',
    'not-visible': 'The host does not see the device.',
    'not-clustered': 'The device is no raw device mapping of a Windows cluster.',
    'masked-soon': 'No node runs on the host and the device can be masked from it; facts.yaml can allow it.',
  },
  fix: {
    esxcli: [
      'esxcli storage core device setconfig -d naa.x --perennially-reserved=true',
      'esxcli storage core device list -d naa.x',
    ],
    powercli: ["(Get-EsxCli -VMHost $h -V2).storage.core.device.setconfig.Invoke(@{device='naa.x';perenniallyreserved=$true})"],
    manual: ['On hosts that take no part in the cluster, mask the device instead.'],
  },
  each: (inventory) => inventory.devices,
  *check(device) {
    const { host, name, perenniallyReserved } = device;
    if (device.disk.known && !device.disk.value) return yield notApplicable('no disk');
    if (device.local.known && device.local.value) return yield notApplicable('a local disk');
    const use = wsfcUse(device);
    if (!use.known) return yield use;
    if (use.value === null) return yield notApplicable('no Windows cluster maps it as a raw device');
    if (!perenniallyReserved.known) return yield perenniallyReserved;
    if (perenniallyReserved.value) return;
    const { nodes } = use.value;
    const elsewhere = nodes.every((node) => node.host !== undefined && node.host !== host.name);
    yield problem(
      perenniallyReserved,
      `${name}, which ${nodeNames(use.value)} share as a cluster disk, is not marked perennially reserved on ${host.name}. Boot and rescans of the host wait for it.`,
      {
        esxcli: [
          `esxcli storage core device setconfig -d ${name} --perennially-reserved=true`,
          `esxcli storage core device list -d ${name}`,
        ],
        powercli: [
          `(Get-EsxCli -VMHost '${host.name}' -V2).storage.core.device.setconfig.Invoke(@{device='${name}';perenniallyreserved=$true})`,
        ],
        ...(elsewhere ? { manual: [`Or mask the device from ${host.name}, where none of the nodes runs.`] } : {}),
      },
      {
        related: nodes.flatMap((node) => weighed(`${node.vm} maps it as a raw device`, node.evidence)),
        cause: reservedCause(device),
      },
    );
  },
});
