import {
  type Device,
  defineRule,
  type Fact,
  Gap,
  type Host,
  iscsiDevices,
  type Known,
  listed,
  notApplicable,
  problem,
  psWord,
  type Remedy,
  type Unknown,
  type VendorArray,
  vendorSources,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';

type Value = string | number | boolean;
type QueueFull = NonNullable<VendorArray['queueFull']>;

interface Offender {
  readonly device: Device;
  readonly array: VendorArray;
  readonly wanted: QueueFull;
  /** The value that is not as the vendor asks. */
  readonly evidence: Known<Value>;
  /** "sample size 0 and threshold 8" */
  readonly has: string;
}

export default defineRule({
  id: 'qfull-throttling',
  family: 'multipathing',
  title: 'A host should slow down when its array reports a full queue, as the vendor asks',
  rationale:
    'An array whose queue is full answers so, and a host that tries again at once makes it worse for all hosts. With a sample size above ' +
    'zero ESXi halves the queue depth of the device after so many such answers, and raises it again after as many good ones as the threshold.',
  severity: { default: 'note', strict: 'warning' },
  sources: [
    says('S17b', 'QFullSampleSize 32 among the recommended values; it is 0 by default and may be 0 to 64.'),
    ...vendorSources('queueFull'),
  ],
  exceptions: {
    'other-vendor': 'No device is of an array whose vendor asks for it.',
    'default-elsewhere': 'Devices of other vendors keep the default of 0.',
  },
  fix: {
    esxcli: ['esxcli storage core device set -d naa.x --queue-full-sample-size 32 --queue-full-threshold 8'],
    powercli: [
      'Get-AdvancedSetting -Entity $h -Name Disk.QFullSampleSize | Set-AdvancedSetting -Value 32',
      'Get-AdvancedSetting -Entity $h -Name Disk.QFullThreshold | Set-AdvancedSetting -Value 8',
    ],
  },
  each: (inventory) => inventory.hosts,
  *check(host, _options, { vendors }) {
    const offenders: Offender[] = [];
    let missing: Unknown | undefined;
    let concerned = 0;
    for (const device of iscsiDevices(host)) {
      if (device instanceof Gap) {
        missing ??= device.missing;
        continue;
      }
      const array = vendors.of(device);
      if (!array.known) missing ??= array;
      const wanted = array.known ? array.value?.queueFull : undefined;
      if (!array.known || array.value === undefined || wanted === undefined) continue;
      concerned += 1;
      const found = offence(device, array.value, wanted);
      if (found === undefined) continue;
      if ('has' in found) offenders.push(found);
      else missing ??= found;
    }
    const [first] = offenders;
    if (first !== undefined) return yield fault(host, first, offenders);
    if (missing !== undefined) return yield missing;
    if (concerned === 0) return yield notApplicable('no device of an array whose vendor asks for it');
  },
});

/** The values of a device stand in the list of devices; the API tells only those of the host, which its devices take. */
function offence(device: Device, array: VendorArray, wanted: QueueFull): Offender | Unknown | undefined {
  const { host } = device;
  const size: Fact<Value> = device.queueFullSampleSize.known ? device.queueFullSampleSize : host.option('Disk.QFullSampleSize');
  const threshold: Fact<Value> = device.queueFullThreshold.known ? device.queueFullThreshold : host.option('Disk.QFullThreshold');
  const wrong =
    size.known && Number(size.value) !== wanted.sampleSize
      ? size
      : threshold.known && Number(threshold.value) !== wanted.threshold
        ? threshold
        : undefined;
  if (wrong === undefined) return size.known ? (threshold.known ? undefined : threshold) : size;
  const has = [
    ...(size.known ? [`sample size ${size.value}`] : []),
    ...(threshold.known ? [`threshold ${threshold.value}`] : []),
  ].join(' and ');
  return { device, array, wanted, evidence: wrong, has };
}

function fault(host: Host, first: Offender, offenders: readonly Offender[]) {
  const groups = new Map<string, Offender[]>();
  for (const item of offenders) {
    const key = `${item.array.name}: ${item.has}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const sentences = [...groups.values()].map((items) => {
    const [{ has, array, wanted } = first] = items;
    const names = listed(items.map(({ device }) => device.name).sort(), 4);
    return `${host.name} has queue full ${has} for ${names}; for ${array.name} it is sample size ${wanted.sampleSize} and threshold ${wanted.threshold}.`;
  });
  return problem(first.evidence, sentences.join(' '), remedyFor(host, first, offenders), {
    related: weighed('vendor of the array', first.device.vendor),
  });
}

function remedyFor(host: Host, { wanted }: Offender, offenders: readonly Offender[]): Remedy {
  const setting = (name: string, value: number) =>
    `Get-AdvancedSetting -Entity (Get-VMHost ${psWord(host.name)}) -Name Disk.${name} | Set-AdvancedSetting -Value ${value}`;
  return {
    esxcli: offenders.map(
      ({ device, wanted: own }) =>
        `esxcli storage core device set -d ${device.name} --queue-full-sample-size ${own.sampleSize} --queue-full-threshold ${own.threshold}`,
    ),
    powercli: [setting('QFullSampleSize', wanted.sampleSize), setting('QFullThreshold', wanted.threshold)],
  };
}
