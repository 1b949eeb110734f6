import { atLeast, type Device, defineRule, problem, type Remedy } from 'vlint';
import { says } from '../ledger.ts';

export default defineRule({
  id: 'hpp-not-nmp-iscsi',
  family: 'multipathing',
  title: 'Before ESXi 8.0 Update 2 iSCSI devices belong to the Native Multipathing Plug-in',
  rationale:
    'The High-Performance Plug-in was made for local NVMe and flash devices. Over iSCSI it is meant to be used from ESXi 8.0 Update 2 on; before, ' +
    'its policies and their defaults were not made for it.',
  severity: 'note',
  sources: [
    says('S17a', 'The plug-in serves iSCSI and Fibre Channel devices, with the latency policy, from ESXi 8.0 Update 2 on.'),
    says('S37', 'The plug-in lacks SCSI-3 persistent reservations; what it claims by default.'),
  ],
  exceptions: {
    'from-8-0-u2': 'ESXi 8.0 Update 2 and later support the plug-in for iSCSI.',
    nmp: 'The device belongs to another plug-in.',
  },
  fix: {
    esxcli: [
      'esxcli storage core claimrule list',
      'esxcli storage core claimrule remove -r RULE',
      'esxcli storage core claimrule load',
    ],
    manual: [
      'Take the device off the claim rule of the High-Performance Plug-in and restart the host, or update it to 8.0 Update 2.',
    ],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const { plugin, psp, host } = device;
    if (!plugin.known) return yield plugin;
    if (plugin.value !== 'HPP') return;
    const supported = atLeast(host, '8.0U2');
    if (!supported.known) return yield supported;
    if (supported.value) return;
    yield problem(
      plugin,
      `${device.name} belongs to the High-Performance Plug-in${psp.known ? ` (policy ${psp.value})` : ''}, which is meant for iSCSI only from ESXi 8.0 Update 2 on. ` +
        `${host.name} runs ${host.version.known ? host.version.value : 'an older release'}.`,
      giveBack(device),
      { related: host.version.known ? [{ message: `ESXi ${host.version.value}`, evidence: host.version }] : [] },
    );
  },
});

function giveBack({ name }: Device): Remedy {
  return {
    esxcli: ['esxcli storage core claimrule list', `esxcli storage hpp device list -d ${name}`],
    manual: [
      `Remove the claim rule that gives ${name} to the High-Performance Plug-in and restart the host, or update the host to ESXi 8.0 Update 2.`,
    ],
  };
}
