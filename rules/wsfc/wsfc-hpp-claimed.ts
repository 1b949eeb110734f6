import { defineRule, nodeNames, notApplicable, problem, shellWord, weighed, wsfcUse } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule({
  id: 'wsfc-hpp-claimed',
  family: 'wsfc',
  title: "A Windows cluster's raw device must not be claimed by the High-Performance Plug-in",
  rationale:
    'A Windows cluster keeps its nodes off each other with SCSI-3 persistent reservations. The High-Performance Plug-in does not pass them on, ' +
    'so that the cluster cannot take its disk or, worse, two nodes write to it.',
  severity: 'error',
  sources: [
    says('S37', 'HPP does not support SCSI-3 persistent reservations.'),
    says('S17', 'HPP can claim iSCSI devices from ESXi 8.0 Update 2 on.'),
    unsourced('The commands that give the device back to NMP.'),
  ],
  exceptions: {
    nmp: 'NMP or another plug-in owns the device.',
    'not-clustered': 'The device is no raw device mapping of a Windows cluster.',
    local: 'The device is a local disk.',
  },
  fix: {
    esxcli: [
      'esxcli storage core claimrule add -r 102 -t vendor -V VENDOR -M MODEL -P NMP',
      'esxcli storage core claimrule load',
      'esxcli storage core claiming reclaim -d naa.x',
    ],
    manual: ['Shut the nodes on the host down before the device is claimed anew, or restart the host.'],
  },
  each: (inventory) => inventory.devices,
  *check(device) {
    const { name, plugin, vendor, model } = device;
    if (plugin.known && plugin.value !== 'HPP') return yield notApplicable(`${plugin.value} owns the device`);
    if (device.disk.known && !device.disk.value) return yield notApplicable('no disk');
    if (device.local.known && device.local.value) return yield notApplicable('a local disk');
    const use = wsfcUse(device);
    if (use.known && use.value === null) return yield notApplicable('no Windows cluster maps it as a raw device');
    for (const fact of [plugin, use]) if (!fact.known) return yield fact;
    if (!plugin.known || !use.known || use.value === null) return;
    const [by, of] = [vendor, model].map((fact) => (fact.known ? shellWord(fact.value) : '*'));
    yield problem(
      plugin,
      `${name}, which ${nodeNames(use.value)} share as a cluster disk, is claimed by HPP. HPP does not support SCSI-3 persistent reservations.`,
      {
        esxcli: [
          `esxcli storage core claimrule add -r 102 -t vendor -V ${by} -M ${of} -P NMP`,
          'esxcli storage core claimrule load',
          `esxcli storage core claiming reclaim -d ${name}`,
        ],
        manual: ['Choose a free rule number, and shut the nodes on the host down before the device is claimed anew.'],
      },
      { related: use.value.nodes.flatMap((node) => weighed(`${node.vm} maps it as a raw device`, node.evidence)) },
    );
  },
});
