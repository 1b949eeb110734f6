import { activeNics, type IscsiPort, listed, type PortGroup, portGroupOf, psWord, type Remedy, shellWord, switchOf } from 'vlint';
import { siblingsOf } from './bound-siblings.ts';

/**
 * What to type so that a bound port has one active uplink of its own and all others are unused. The uplink is one that no other bound
 * port of the adapter has to itself; two ports that share all their uplinks are given different ones.
 */
export function pin(port: IscsiPort): Remedy {
  const group = portGroupOf(port.vmk);
  if (!group.known)
    return { manual: [`Make exactly one uplink active on the port group of ${port.vmk.name} and all others unused.`] };
  const { name } = group.value;
  const together = siblingsOf(port).ports.filter((other) => groupName(other) === name);
  if (together.length > 0) {
    const vmks = listed([port, ...together].map((item) => item.vmk.name).sort());
    return { manual: [`Give each of ${vmks} a port group of its own, with one active uplink there and all others unused.`] };
  }
  const uplinks = uplinksOf(port, group.value);
  const chosen = choose(port, uplinks);
  if (chosen === undefined) {
    const vswitch = switchOf(port.vmk);
    const place = vswitch.known ? vswitch.value.name : 'its virtual switch';
    return {
      manual: [
        `Link another physical NIC to ${place} and make it the only active uplink of port group ${name}, with all others unused.`,
      ],
    };
  }
  return pinTo(
    group.value,
    chosen,
    [...uplinks.keys()].filter((uplink) => uplink !== chosen),
  );
}

function groupName(port: IscsiPort): string | undefined {
  const group = portGroupOf(port.vmk);
  return group.known ? group.value.name : undefined;
}

/** Uplinks that the port group could use, with their physical NIC; the ports of a link aggregation group are none. */
function uplinksOf(port: IscsiPort, group: PortGroup): ReadonlyMap<string, string> {
  const vswitch = switchOf(port.vmk);
  const names = [group.active, group.standby].flatMap((list) => (list.known ? list.value : []));
  if (!group.distributed) {
    const linked = vswitch.known && vswitch.value.uplinks.known ? vswitch.value.uplinks.value : undefined;
    const kept = linked === undefined ? names : names.filter((name) => linked.includes(name));
    return new Map([...kept, ...(linked ?? [])].map((name) => [name, name]));
  }
  if (!vswitch.known || !vswitch.value.uplinkNics.known) return new Map();
  const { lags, uplinkNics } = vswitch.value;
  const aggregated = new Set(lags.known ? [...lags.value.values()].flat() : []);
  const nics = [...uplinkNics.value].filter(([, nic]) => !aggregated.has(nic));
  return new Map(nics.sort(([a], [b]) => rank(names, a) - rank(names, b)));
}

/** Place in the failover order; what is not in it comes last. */
function rank(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  return index < 0 ? names.length : index;
}

function choose(port: IscsiPort, uplinks: ReadonlyMap<string, string>): string | undefined {
  const others = siblingsOf(port).ports;
  const taken = new Set(others.flatMap((other) => soleNic(other) ?? []));
  const free = [...uplinks].filter(([, nic]) => !taken.has(nic)).map(([name]) => name);
  const own = soleNic(port);
  const kept = free.find((name) => uplinks.get(name) === own);
  if (kept !== undefined) return kept;
  const undecided = [port, ...others]
    .filter((item) => soleNic(item) === undefined)
    .map((item) => item.vmk.name)
    .sort();
  return free[Math.max(0, undecided.indexOf(port.vmk.name)) % Math.max(1, free.length)];
}

/** The physical NIC that is a port's only active one. */
function soleNic(port: IscsiPort): string | undefined {
  const nics = activeNics(port.vmk);
  return nics.known && nics.value.length === 1 ? nics.value[0] : undefined;
}

function pinTo(group: PortGroup, uplink: string, others: readonly string[]): Remedy {
  const name = psWord(group.name);
  if (group.distributed) {
    const unused = others.length === 0 ? '' : ` -UnusedUplinkPort ${others.map(psWord).join(', ')}`;
    return {
      powercli: [
        `Get-VDPortgroup -Name ${name} | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort ${psWord(uplink)}${unused}`,
      ],
    };
  }
  const unused = others.length === 0 ? '' : ` -MakeNicUnused ${others.join(', ')}`;
  return {
    esxcli: [`esxcli network vswitch standard portgroup policy failover set -p ${shellWord(group.name)} -a ${uplink} -s ""`],
    powercli: [
      `Get-VirtualPortGroup -VMHost ${psWord(group.host.name)} -Name ${name} | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicActive ${uplink}${unused}`,
    ],
  };
}
