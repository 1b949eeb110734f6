import { describe, expect, it } from 'vitest';
import { bestCommand } from '../../src/findings/best-command.ts';
import type { Missing, Verdict } from '../../src/findings/report.ts';

const missing = (group: string, provide: string): Missing => ({
  fact: `${group} of x`,
  group,
  because: 'not in the export',
  provide,
});
const bindings = missing('port bindings', 'esxcli iscsi networkportal list');
const mtu = missing('physical NIC MTU', 'esxcli network nic list');
const speed = missing('link speed', 'esxcli network nic list');
const disks = missing('virtual disks', 'govc collect -json -type m / name config guest runtime');
const hints = missing('physical switch MTU', '(Get-View $h.NetworkSystem).QueryNetworkHint($null)');
const array = missing('facts of the array', 'spindles in facts.yaml');

function lacking(...lists: readonly (readonly Missing[])[]): Verdict[] {
  return lists.map((list, index) => ({
    ruleId: 'a-rule',
    verdict: 'unknown',
    subject: { kind: 'host', name: `esx${index}` },
    missing: list,
    fingerprint: String(index),
  }));
}

const SCRIPT = 'vlint collect --script | ssh root@HOST sh -s > HOST.json';
const SERVER = 'vlint collect --url https://VCENTER/sdk --user USER -o export.json';

describe('the best command', () => {
  it.each([
    ['the plain one, where it is as good as a larger one', [[bindings], [bindings]], 'esxcli iscsi networkportal list', 2],
    ['a script for the host, where several of its answers lack', [[bindings], [mtu], [mtu, bindings]], SCRIPT, 3],
    ['the server, where VMs lack too', [[bindings], [disks], [hints], [mtu]], SERVER, 3],
    ['the host, for what no API tells', [[mtu], [mtu, bindings], [disks]], SCRIPT, 2],
    ['the server, for what both tell', [[speed], [disks]], SERVER, 2],
    ['only for checks that lack nothing else', [[bindings, array], [bindings], [array]], 'esxcli iscsi networkportal list', 1],
  ] as const)('is %s', (_, lists, command, checks) => {
    expect(bestCommand(lacking(...lists))).toMatchObject({ command, checks, undecided: lists.length });
  });

  it('is none where nothing can be typed', () => {
    expect(bestCommand(lacking([array]))).toBeUndefined();
    expect(bestCommand([])).toBeUndefined();
  });

  it('does not look at what was decided', () => {
    expect(bestCommand(lacking([bindings]).map((verdict) => ({ ...verdict, verdict: 'fail' as const })))).toBeUndefined();
  });
});
