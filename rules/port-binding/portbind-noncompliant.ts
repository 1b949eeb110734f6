import {
  type BoundSource,
  defineRule,
  type Fact,
  type IscsiPort,
  type Known,
  type Problem,
  problem,
  type Remedy,
  unknown,
} from 'vlint';
import { says } from '../ledger.ts';
import { explained } from './iscsi-faults.ts';
import { teamingCause } from './teaming-cause.ts';

const LIST = 'esxcli iscsi networkportal list';

export default defineRule({
  id: 'portbind-noncompliant',
  family: 'port-binding',
  title: 'The host must call its port bindings compliant',
  rationale:
    'ESXi checks every binding itself and keeps the verdict with it. A binding that was right when it was made turns non-compliant when the ' +
    'teaming of its port group is changed later; it may then lose its sessions at the next rescan or reboot.',
  severity: 'error',
  cases: {
    'carries-no-path': { level: 'note', when: 'The binding is compliant but unused.' },
    'last-path': { level: 'note', when: 'The binding is compliant and carries the last path of a device.' },
  },
  sources: [
    says(
      'S5',
      'When a bound port is not compliant: no active physical NIC, more than one, a standby uplink, or a changed active uplink.',
    ),
    says('S13', 'A bound adapter becomes non-compliant when its teaming is changed later.'),
    says('S14', 'The fields of esxcli iscsi networkportal list on a real host.'),
    says('S50', 'IscsiPortInfo.complianceStatus.reason and pathStatus, and the faults of IscsiManager.BindVnic.'),
  ],
  exceptions: {
    'active-and-standby':
      "The path states active and standby, whose texts are swapped in the API's documentation, are never judged.",
  },
  fix: {
    esxcli: [
      'esxcli iscsi networkportal list -A vmhba64',
      'esxcli iscsi networkportal remove -A vmhba64 -n vmk1 -f 1',
      'esxcli iscsi networkportal add -A vmhba64 -n vmk1',
    ],
    manual: ['Put the teaming of the port group right first. A binding can be removed only without active paths, or by force.'],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const binding = bindingOf(port);
    const { adapter, vmk } = port;
    const compliant = told(binding?.compliant, 'compliance of the binding', port);
    const status = told(binding?.pathStatus, 'path status of the binding', port);
    if (compliant.known && !compliant.value) {
      const reasons = binding?.reasons?.value ?? [];
      const why =
        reasons.length > 0
          ? `The host says: ${reasons.map((reason) => explained(reason.value)).join('; ')}.`
          : 'The host gives no reason.';
      return yield problem(
        reasons[0] ?? compliant,
        `The binding of ${vmk.name} to ${adapter.name} is not compliant. ${why}`,
        renew(port, binding?.advice?.value),
        { cause: reasons.some((reason) => /uplink/i.test(reason.value)) ? teamingCause(port) : undefined },
      );
    }
    if (!compliant.known) yield compliant;
    const found = status.known ? unusual(port, status) : status;
    if (found !== undefined) yield found;
  },
});

function bindingOf(port: IscsiPort): BoundSource | undefined {
  const { bound } = port.adapter;
  return bound.known ? bound.value.find((item) => item.vmk.value === port.vmk.name) : undefined;
}

function told<T>(value: Known<T> | undefined, group: string, port: IscsiPort): Fact<T> {
  return value ?? unknown(group, `${port.vmk.name} to ${port.adapter.name}`, LIST);
}

/** VIM says notUsed and lastActive where esxcli says unused and last path. */
function unusual(port: IscsiPort, status: Known<string>): Problem | undefined {
  const { adapter, vmk } = port;
  if (/^(not ?used|unused)$/i.test(status.value)) {
    const message = `${vmk.name} is bound to ${adapter.name} but carries no path. A wrong subnet or VLAN, or the access list of the array, may keep it out.`;
    return problem(
      status,
      message,
      { esxcli: [`${LIST} -A ${adapter.name}`, `esxcli storage core adapter rescan -A ${adapter.name}`] },
      { case: 'carries-no-path' },
    );
  }
  if (!/^last/i.test(status.value)) return undefined;
  const message = `${vmk.name} carries the last path of a device of ${adapter.name}. Whoever removes this binding loses the device.`;
  return problem(
    status,
    message,
    { manual: [`Bring back the other paths of ${adapter.name} before ${vmk.name} or its uplink is changed.`] },
    { case: 'last-path' },
  );
}

function renew(port: IscsiPort, advice: string | undefined): Remedy {
  const { adapter, host, vmk } = port;
  return {
    manual: [
      ...(advice === undefined ? [] : [`The host advises: ${advice.replace(/\.?$/, '.')}`]),
      `Put the teaming of the port group of ${vmk.name} right, then renew the binding; removing it by force drops its paths, so use maintenance mode.`,
    ],
    esxcli: [
      `esxcli iscsi networkportal remove -A ${adapter.name} -n ${vmk.name} -f 1`,
      `esxcli iscsi networkportal add -A ${adapter.name} -n ${vmk.name}`,
    ],
    powercli: [
      `$x = Get-EsxCli -V2 -VMHost '${host.name}'`,
      `$x.iscsi.networkportal.remove.Invoke(@{adapter='${adapter.name}';nic='${vmk.name}';force=$true})`,
      `$x.iscsi.networkportal.add.Invoke(@{adapter='${adapter.name}';nic='${vmk.name}'})`,
    ],
  };
}
