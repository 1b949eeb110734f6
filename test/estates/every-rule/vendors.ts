import {
  cluster,
  type Entry,
  entriesOf,
  esxcli,
  esxcliOutput,
  goodHost,
  type HostDescription,
  merge,
  type Patch,
  presetLuns,
} from '../../build/index.ts';

/** What vendors of arrays ask for and hosts do not do; each host has an array, a subnet and a VLAN of its own. */
let number = 0;

function faulty(
  fault: string,
  device: string,
  lun: NonNullable<HostDescription['luns']>[string],
  more: (subnet: string) => Patch<HostDescription> = () => ({}),
): HostDescription {
  number += 1;
  const subnet = `10.70.${number}`;
  const vlan = 700 + number;
  const [first, second] = presetLuns;
  const base = goodHost(70 + number, {
    name: `${fault}.example`,
    cluster: `Cluster ${fault}`,
    pnics: { vmnic2: { cdp: { vlan } }, vmnic3: { cdp: { vlan } } },
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan }, 'iSCSI-B': { vlan } } } },
    vmks: { vmk1: { ip: `${subnet}.11/24` }, vmk2: { ip: `${subnet}.12/24` } },
    adapters: { vmhba64: { sendTargets: [`${subnet}.201`, `${subnet}.202`] } },
    luns: { [first]: undefined, [second]: undefined, [device]: lun },
    vmfs: { ds1: { extents: [device] }, ds2: undefined },
  });
  return merge(base, more(subnet));
}

const pure = { vendor: 'PURE', model: 'FlashArray', iops: 1 } as const;
const lateRule = faulty('late-claim-rule', 'naa.624a9370a1b2000000000000000001aa', { ...pure, iops: 1000 }, () => ({
  adapters: { vmhba64: { advanced: { DelayedAck: false, LoginTimeout: 30 } } },
}));

const described: readonly HostDescription[] = [
  faulty('many-paths', 'naa.6000d31000a1b20000000000000000a1', {}, (subnet) => ({
    adapters: { vmhba64: { sendTargets: [201, 202, 203, 204, 205].map((end) => `${subnet}.${end}`) } },
  })),
  faulty('unoptimized-paths', 'naa.6000d31000a1b20000000000000000a2', { unoptimized: true }),
  faulty('fixed-3par', 'naa.60002ac000000000000000a100000001', { vendor: '3PARdata', model: 'VV', psp: 'VMW_PSP_FIXED' }),
  faulty('queue-full', 'naa.600a098038303634722b4d59646c55a1', { vendor: 'NETAPP', model: 'LUN C-Mode', iops: 1 }),
  faulty('pure-defaults', 'naa.624a9370a1b2000000000000000001ab', pure),
  faulty('solidfire-ack', 'naa.6f47acc1000000006d38656e00000001', {
    vendor: 'SolidFir',
    model: 'SSD SAN',
    satp: 'VMW_SATP_DEFAULT_AA',
    iops: 10,
  }),
  lateRule,
];

/** How Round Robin is tuned and by which rule: vCenter tells neither. */
const outputs: readonly Entry[] = [
  ...described.map((host) => esxcli(host, 'storage nmp device list')),
  esxcliOutput(lateRule.name, 'storage nmp satp rule list', [
    {
      ClaimOptions: 'tpgs_on',
      DefaultPSP: 'VMW_PSP_RR',
      Description: 'Pure FlashArray',
      Device: '',
      Driver: '',
      Model: 'FlashArray',
      Name: 'VMW_SATP_ALUA',
      Options: '',
      PSPOptions: 'iops=1',
      RuleGroup: 'user',
      Transport: '',
      Vendor: 'PURE',
    },
  ]),
];

export const entries: readonly Entry[] = [
  ...described.map(({ name, cluster: of = name }) =>
    cluster({ name: of, hosts: described.filter((host) => host.name === name) }),
  ),
  ...described.flatMap((host) => entriesOf(host)),
  ...outputs,
];
