import type { Row } from './esxcli-row.ts';
import type { Outputs } from './from-esxcli.ts';
import type { Maybe } from './node.ts';
import type { DeviceSource, PathSwitchSetting } from './source.ts';

/**
 * How the policy of each device goes over to the next path: from the command that is about nothing else, else from the configuration
 * that `storage nmp device list` prints in a language of its own.
 */
export function policySettings(outputs: Outputs): DeviceSource[] {
  const settings = outputs.grouped('storage nmp psp roundrobin deviceconfig get', 'Device');
  const devices = outputs.grouped('storage nmp device list', 'Device');
  const names = new Set([...settings.keys(), ...devices.keys()].filter((name) => name !== undefined));
  return [...names].map((name): DeviceSource => {
    const setting = settings.get(name)?.[0];
    const device = devices.get(name)?.[0];
    return {
      name,
      get pathSwitch() {
        return (setting && told(setting)) ?? (device && configured(device));
      },
      get usesUnoptimized() {
        return setting?.flag('Use Active Unoptimized Paths') ?? (device && unoptimized(device));
      },
      get preferred() {
        return device && preferredPath(device);
      },
    };
  });
}

/** `Limit Type: Iops`, `IOOperation Limit: 1`. */
function told(row: Row): Maybe<PathSwitchSetting> {
  const limit = limitOf(row.text('Limit Type')?.value);
  if (limit === undefined) return undefined;
  const iops = row.number('IOOperation Limit');
  const bytes = row.number('Byte Limit');
  // Without the number nothing is told of a limit that is one.
  const evidence = limit === 'latency' ? row.text('Limit Type') : limit === 'bytes' ? bytes : iops;
  return evidence && { ...evidence, value: settingOf(limit, iops?.value, bytes?.value) };
}

/** `{policy=iops,iops=1,bytes=10485760,useANO=0; lastPathIndex=1: NumIOsPending=0,numBytesPending=0}` */
function configured(row: Row): Maybe<PathSwitchSetting> {
  const config = configOf(row);
  const limit = limitOf(valueIn(config, 'policy'));
  if (limit === undefined) return undefined;
  return row.get(DEVICE_CONFIG).known(settingOf(limit, numberIn(valueIn(config, 'iops')), numberIn(valueIn(config, 'bytes'))));
}

function settingOf(limit: PathSwitchSetting['limit'], iops: number | undefined, bytes: number | undefined): PathSwitchSetting {
  return { limit, ...(iops === undefined ? {} : { iops }), ...(bytes === undefined ? {} : { bytes }) };
}

/** esxcli says Default where the configuration says rr: the number of I/O operations that nobody has set. */
function limitOf(word: string | undefined): PathSwitchSetting['limit'] | undefined {
  const plain = word?.toLowerCase();
  if (plain === 'rr' || plain === 'default') return 'default';
  return plain === 'iops' || plain === 'bytes' || plain === 'latency' ? plain : undefined;
}

function unoptimized(row: Row): Maybe<boolean> {
  const flag = valueIn(configOf(row), 'useANO');
  return flag === '0' || flag === '1' ? row.get(DEVICE_CONFIG).known(flag === '1') : undefined;
}

/** `{preferred=vmhba65:C3:T0:L1;current=vmhba65:C3:T0:L1}`; null where none is set. */
function preferredPath(row: Row): Maybe<string | null> {
  const path = valueIn(configOf(row), 'preferred');
  return path === undefined ? undefined : row.get(DEVICE_CONFIG).known(path === '' || path === 'none' ? null : path);
}

const DEVICE_CONFIG = 'Path Selection Policy Device Config';
const configOf = (row: Row) => row.text(DEVICE_CONFIG)?.value ?? '';

/** What stands after `key=` up to the next separator; colons belong to path names. */
function valueIn(config: string, key: string): string | undefined {
  return new RegExp(`[{,;\\s]${key}=([^,;{}\\s]*)`).exec(config)?.[1];
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
