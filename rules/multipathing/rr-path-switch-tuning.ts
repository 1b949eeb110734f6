import {
  type ClaimRuleSource,
  type Device,
  defineRule,
  type Known,
  notApplicable,
  type PathSwitch,
  problem,
  type Remedy,
  type Unknown,
  unknown,
  type VendorTable,
  vendorSources,
  type Weighed,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { choiceText, isRightSwitch, setSwitch, switchText } from './path-switch.ts';
import { ROUND_ROBIN } from './set-policy.ts';
import { oneOwnerPath, usablePaths } from './usable-paths.ts';

interface Fault {
  readonly kind: 'fault';
  readonly evidence: Known<unknown>;
  readonly message: string;
  readonly remedy: Remedy;
  readonly case?: string;
  readonly related?: readonly Weighed[];
}

export default defineRule({
  id: 'rr-path-switch-tuning',
  family: 'multipathing',
  title: 'Round Robin should go over to the next path as the vendor of the array asks',
  rationale:
    'Round Robin sends 1000 I/O operations down one path before it takes the next. Many vendors ask for far fewer, so that all paths share ' +
    'every burst and a slow path is noticed sooner; others keep the default, because their arrays watch for sequential reads.',
  severity: 'note',
  cases: {
    'claimed-before-rule': {
      level: 'warning',
      when: 'A claim rule sets the right value, but the device was claimed before it or has a setting of its own.',
    },
  },
  sources: [
    says(
      'V323117',
      'Round Robin changes paths after 1000 I/O operations by default; some vendors recommend 1; bytes are an alternative.',
    ),
    says('S39', 'A setting on the device overrides the claim rules, which act on devices that are claimed later.'),
    says('S53', 'useANO=1 can make the array move the LUN from controller to controller.'),
    ...vendorSources('pathSwitch', 'onePathPerController'),
  ],
  exceptions: {
    'other-policy': 'The device is not driven with Round Robin.',
    'no-vendor-value': 'No value is known of the vendor of the array.',
    'vendor-value': "The value is the vendor's, such as 10 for DataCore and 3 for ME4 and EqualLogic.",
    'hitachi-default': 'Hitachi keeps the default of 1000; what is 20 or more is no fault there.',
    latency: 'The device goes by the latency of its paths.',
    bytes: 'The device goes by a number of bytes, which is an alternative to a number of I/O operations.',
    'one-path': 'The device has fewer than two usable paths.',
    'direct-attached': 'Only one path leads to the controller that owns the device, as with a directly attached ME4.',
    hpp: 'The High-Performance Plug-in drives the device by a policy that counts no I/O operations.',
  },
  fix: {
    esxcli: [
      'esxcli storage nmp psp roundrobin deviceconfig set -d naa.x -t iops -I 1',
      'esxcli storage nmp psp roundrobin deviceconfig set -d naa.x -U false',
    ],
    powercli: [
      "(Get-EsxCli -VMHost $h -V2).storage.nmp.psp.roundrobin.deviceconfig.set.Invoke(@{device='naa.x';type='iops';iops=1})",
    ],
    manual: [
      'Take the number from the vendor of the array; a claim rule with the option (-O iops=1) sets it for devices to come.',
    ],
  },
  each: (inventory) => inventory.iscsiDevices,
  *check(device, _options, { vendors }) {
    const { psp } = device;
    if (!psp.known) return yield psp;
    const isNative = psp.value === ROUND_ROBIN;
    if (!isNative && !/^LB-(IOPS|BYTES)$/i.test(psp.value)) return yield notApplicable(`${psp.value} counts no I/O operations`);
    const said = [switching(device, vendors, !isNative), isNative ? unoptimized(device) : undefined];
    const [first, ...others] = said.filter((item): item is Fault => item !== undefined && 'kind' in item);
    if (first === undefined) return yield* said.filter((item): item is Unknown => item !== undefined && !('kind' in item));
    yield problem(
      first.evidence,
      [first, ...others].map(({ message }) => message).join(' '),
      {
        esxcli: [first, ...others].flatMap(({ remedy }) => remedy.esxcli ?? []),
        powercli: [first, ...others].flatMap(({ remedy }) => remedy.powercli ?? []),
        manual: ['A setting on the device overrides the claim rules and outlives a reboot.'],
      },
      {
        case: first.case,
        related: [first, ...others].flatMap(({ related = [] }) => related),
      },
    );
  },
});

/** How the device goes over to the next path, where the vendor asks for something else. */
function switching(device: Device, vendors: VendorTable, hpp: boolean): Fault | Unknown | undefined {
  const array = vendors.of(device);
  const wanted = array.known ? array.value?.pathSwitch : undefined;
  if (array.known && wanted === undefined) return undefined;
  const setting = device.pathSwitch;
  const everyChoice = array.known ? [wanted] : vendors.arrays.map(({ pathSwitch }) => pathSwitch);
  if (setting.known && everyChoice.every((choice) => choice === undefined || isRightSwitch(setting.value, choice)))
    return undefined;
  if (!array.known) return array;
  const usable = usablePaths(device);
  if (usable.known && usable.value.length < 2) return undefined;
  if (!setting.known) return setting;
  if (!usable.known) return usable;
  if (setting.value.limit === 'default' && setting.value.iops === undefined)
    return unknown('path switching of Round Robin', device.name, 'esxcli storage nmp device list');
  const one = oneOwnerPath(device, usable.value);
  if (one?.known === false) return one;
  if (one?.known && one.value) return undefined;
  if (one === undefined && usable.value.length === 2 && array.value?.onePathPerController && !device.groupStates.known)
    return device.groupStates;
  if (wanted === undefined) return undefined;
  return switchFault(device, setting, array.value?.name ?? '', wanted, hpp);
}

function switchFault(
  device: Device,
  setting: Known<Parameters<typeof switchText>[0]>,
  array: string,
  wanted: PathSwitch,
  hpp: boolean,
): Fault {
  const rule = hpp ? undefined : rightRule(device, wanted);
  const sentences = [
    `${device.name} goes over to the next path ${switchText(setting.value)}; for ${array} it is ${choiceText(wanted)}.`,
    ...(rule === undefined
      ? []
      : [`A claim rule sets ${rule.value}, but the device was claimed before it or has a setting of its own.`]),
    ...('unsourced' in wanted.source ? [wanted.source.unsourced ?? ''] : []),
  ];
  return {
    kind: 'fault',
    evidence: setting,
    message: sentences.join(' '),
    remedy: setSwitch(device, wanted, hpp),
    ...(rule === undefined ? {} : { case: 'claimed-before-rule', related: weighed(`claim rule with ${rule.value}`, rule) }),
  };
}

/** The options of the claim rule for the device, where they are what the vendor asks for. The last rule of a user wins. */
function rightRule({ host, vendor, model }: Device, wanted: PathSwitch): Known<string> | undefined {
  const { claimRules } = host;
  if (!claimRules.known || !vendor.known) return undefined;
  const text = model.known ? model.value.toUpperCase() : undefined;
  const isOurs = (rule: ClaimRuleSource) =>
    rule.vendor.toUpperCase() === vendor.value.toUpperCase() &&
    (rule.model === '' || text?.startsWith(rule.model.toUpperCase()) === true) &&
    rule.psp === ROUND_ROBIN;
  const ours = claimRules.value.filter(isOurs);
  const options = (ours.findLast((rule) => rule.ofUser) ?? ours.at(-1))?.pspOptions;
  const iops = /\biops=(\d+)/.exec(options?.value ?? '')?.[1];
  return iops !== undefined && isRightSwitch({ limit: 'iops', iops: Number(iops) }, wanted) ? options : undefined;
}

/** Whether the device uses paths on an ALUA array that are not optimized. */
function unoptimized(device: Device): Fault | Unknown | undefined {
  const { satp, usesUnoptimized, name } = device;
  if (usesUnoptimized.known && !usesUnoptimized.value) return undefined;
  if (!satp.known) return satp;
  if (satp.value !== 'VMW_SATP_ALUA' && satp.value !== 'VMW_SATP_ALUA_CX') return undefined;
  if (!usesUnoptimized.known) return usesUnoptimized;
  return {
    kind: 'fault',
    evidence: usesUnoptimized,
    message: `${name} also uses paths that the array calls active but not optimized (useANO=1). On some arrays that moves the device from controller to controller.`,
    remedy: { esxcli: [`esxcli storage nmp psp roundrobin deviceconfig set -d ${name} -U false`] },
  };
}
