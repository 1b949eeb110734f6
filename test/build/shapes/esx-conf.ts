import { addressOf } from '../address.ts';
import type { HostDescription } from '../host-description.ts';
import { planOf } from '../plan.ts';

const TEAMS: Readonly<Record<string, string>> = {
  loadbalance_srcid: 'lb_srcid',
  loadbalance_srcmac: 'lb_srcmac',
  loadbalance_ip: 'lb_ip',
  failover_explicit: 'explicit',
};

/** "child[0003]" */
const child = (index: number) => `child[${String(index).padStart(4, '0')}]`;

interface Teaming {
  readonly policy: string;
  readonly active: readonly string[];
  readonly standby: readonly string[];
  readonly beacon: boolean;
  readonly notify: boolean;
  readonly rolling: boolean;
}

function teamLines(base: string, { policy, active, standby, beacon, notify, rolling }: Teaming): string[] {
  return [
    `${base}/teamPolicy/hasUplinkOrder = "true"`,
    `${base}/teamPolicy/linkCriteria/beacon = "${beacon ? 'require' : 'ignore'}"`,
    `${base}/teamPolicy/maxActive = "${active.length}"`,
    `${base}/teamPolicy/notifySwitch = "${notify}"`,
    `${base}/teamPolicy/rollingRestoration = "${rolling}"`,
    `${base}/teamPolicy/team = "${TEAMS[policy] ?? policy}"`,
    ...[...active, ...standby].map(
      (uplink, index) => `${base}/teamPolicy/uplinks[${String(index).padStart(4, '0')}]/pnic = "${uplink}"`,
    ),
  ];
}

/** What a host before ESXi 7.0 has in /etc/vmware/esx.conf of its network, its own lines sorted among others. */
export function esxConfFile(description: HostDescription, more: readonly string[] = []): string {
  const host = planOf(description);
  const lines = [
    `/adv/Misc/HostName = "${host.name}"`,
    '/adv/Disk/QFullSampleSize = "32"',
    '/adv/UserVars/SuppressShellWarning = "1"',
    `/resourceGroups/version = "${host.version}"`,
    '/system/uuid = "5f1e2d3c-1111-2222-3333-001122334455"',
    ...host.vswitches.flatMap((vswitch, at) => {
      const base = `/net/vswitch/${child(at)}`;
      return [
        `${base}/cdp/status = "listen"`,
        `${base}/mtu = "${vswitch.mtu}"`,
        `${base}/name = "${vswitch.name}"`,
        ...teamLines(base, vswitch.teaming),
        ...vswitch.uplinks.map((uplink, index) => `${base}/uplinks/${child(index)}/pnic = "${uplink}"`),
        ...vswitch.groups.flatMap((group, index) => {
          const own = `${base}/portgroup/${child(index)}`;
          const { override } = group;
          return [
            `${own}/name = "${group.name}"`,
            `${own}/vlanId = "${group.vlan}"`,
            ...(Object.keys(override).length > 0 ? teamLines(own, group.teaming) : []),
          ];
        }),
      ];
    }),
    ...host.vmks.flatMap((vmk, at) => {
      const base = `/net/vmkernelnic/${child(at)}`;
      const ip = vmk.ip === undefined ? undefined : addressOf(vmk.ip);
      return [
        `${base}/dhcp = "false"`,
        `${base}/enable = "true"`,
        ...(ip === undefined ? [] : [`${base}/ipv4address = "${ip.address}"`, `${base}/ipv4netmask = "${ip.mask}"`]),
        `${base}/mac = "${vmk.mac}"`,
        `${base}/mtu = "${vmk.mtu}"`,
        `${base}/name = "${vmk.name}"`,
        `${base}/portgroup = "${vmk.portGroup ?? ''}"`,
      ];
    }),
    ...more,
  ];
  return `${lines.sort().join('\n')}\n`;
}
