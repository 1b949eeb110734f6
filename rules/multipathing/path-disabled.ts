import { type Device, defineRule, listed, problem, psWord, type Remedy } from 'vlint';
import { says } from '../ledger.ts';
import { type PathInState, pathNames, pathStates } from './path-states.ts';

export default defineRule({
  id: 'path-disabled',
  family: 'multipathing',
  title: 'No path of an iSCSI device should be disabled',
  rationale:
    'A path that was switched off for a repair and never switched on again is no redundancy: when the others fail, the host does not use it.',
  severity: 'warning',
  sources: [says('S50', 'MultipathInfo.Path.state: disabled is a path that was switched off, over which no I/O is sent.')],
  exceptions: {
    'on-purpose': 'An administrator has switched the path off on purpose; facts.yaml can allow it for as long as that lasts.',
  },
  fix: {
    esxcli: ['esxcli storage core path set --state active --path PATH'],
    powercli: ['Get-ScsiLun -VmHost $h -CanonicalName naa.x | Get-ScsiLunPath | Set-ScsiLunPath -Active $true'],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device) {
    const states = pathStates(device);
    if (!states.known) return yield states;
    const { all, disabled, untold } = states.value;
    const [first] = disabled;
    const [missing] = untold;
    if (first === undefined) return missing && (yield missing);
    yield problem(
      first.state,
      `${disabled.length} of ${all.length} ${all.length === 1 ? 'path' : 'paths'} of ${device.name} ${disabled.length === 1 ? 'is' : 'are'} ` +
        `disabled: ${listed(pathNames(disabled), 4)}. The host does not use ${disabled.length === 1 ? 'it' : 'them'}, even when the others fail.`,
      enable(device, disabled),
      { related: disabled.slice(1, 5).map(({ path, state }) => ({ message: `${path.name} is disabled`, evidence: state })) },
    );
  },
});

function enable({ host, name }: Device, paths: readonly PathInState[]): Remedy {
  const lun = `Get-ScsiLun -VmHost ${psWord(host.name)} -CanonicalName ${psWord(name)}`;
  return {
    esxcli: pathNames(paths).map((path) => `esxcli storage core path set --state active --path ${path}`),
    powercli: [`${lun} | Get-ScsiLunPath | Where-Object { $_.State -eq 'Disabled' } | Set-ScsiLunPath -Active $true`],
  };
}
