import { type Device, type PathSwitch, type PathSwitchChoice, type PathSwitchSetting, psWord, type Remedy } from 'vlint';

/**
 * Whether a setting is one that the vendor takes for right. Where the vendor names a number of I/O operations, going by the latency of
 * the paths or by bytes is another way to the same end, and right as well.
 */
export function isRightSwitch(setting: PathSwitchSetting, choice: PathSwitch): boolean {
  const choices: readonly PathSwitchChoice[] = [choice, ...(choice.or ?? [])];
  const { limit, iops, bytes } = setting;
  if (limit === 'latency') return choices.some((item) => item.latency || item.iops !== undefined);
  if (limit === 'bytes') return choices.some((item) => item.iops !== undefined || item.bytes === bytes);
  if (iops === undefined) return false;
  return choices.some((item) => item.iops === iops) || (choice.atLeast !== undefined && iops >= choice.atLeast);
}

/** "after 1000 I/O operations", "after 10485760 bytes", "by the latency of its paths" */
export function switchText({ limit, iops, bytes }: PathSwitchSetting): string {
  if (limit === 'latency') return 'by the latency of its paths';
  return limit === 'bytes' ? `after ${bytes} bytes` : `after ${iops} I/O operation${iops === 1 ? '' : 's'}`;
}

/**
 * What a vendor asks for: "1", "1 or by latency (from ESXi 6.7U1 on)", "1000 and never fewer than 20". Other choices that nobody but
 * the field knows are right as well, but not the vendor's word.
 */
export function choiceText(choice: PathSwitch): string {
  const own = choice.atLeast === undefined ? wordOf(choice) : `${wordOf(choice)} and never fewer than ${choice.atLeast}`;
  const others = (choice.or ?? []).filter(({ source }) => !('unsourced' in source));
  return [own, ...others.map(wordOf)].join(' or ');
}

function wordOf({ iops, bytes, latency, esxi }: PathSwitchChoice): string {
  const from = esxi === undefined ? '' : ` (from ESXi ${esxi} on)`;
  if (latency) return `by latency${from}`;
  return iops === undefined ? `${bytes} bytes${from}` : `${iops}${from}`;
}

/** What to type to set it; the High-Performance Plug-in has commands of its own. */
export function setSwitch({ host, name }: Device, { iops, bytes }: PathSwitchChoice, hpp: boolean): Remedy {
  const type = iops !== undefined ? 'iops' : bytes !== undefined ? 'bytes' : 'latency';
  const value = iops !== undefined ? ` -I ${iops}` : bytes !== undefined ? ` -B ${bytes}` : '';
  if (hpp)
    return {
      esxcli: [`esxcli storage hpp device set -d ${name} -P LB-${type === 'latency' ? 'Latency' : type.toUpperCase()}${value}`],
    };
  const members = [
    `device='${name}'`,
    `type='${type}'`,
    ...(iops === undefined ? [] : [`iops=${iops}`]),
    ...(bytes === undefined ? [] : [`bytes=${bytes}`]),
  ];
  return {
    esxcli: [`esxcli storage nmp psp roundrobin deviceconfig set -d ${name} -t ${type}${value}`],
    powercli: [
      `(Get-EsxCli -VMHost ${psWord(host.name)} -V2).storage.nmp.psp.roundrobin.deviceconfig.set.Invoke(@{${members.join(';')}})`,
    ],
  };
}
