import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/flow-control-mixed.ts';
import type { HostDescription, PnicDescription } from '../../build/index.ts';
import { dvsHost, esxcli, esxcliOutput, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

type Base = typeof goodHost;
const on: NonNullable<PnicDescription['pause']> = { receives: true, sends: true };
/** A host and, before it, what its NICs say of pause frames. */
const told = (host: HostDescription) => exportOf(esxcli(host, 'network nic pauseParams list'), host, presetDvs());
const withPauses = (pauses: Readonly<Record<string, PnicDescription['pause']>>, base: Base = goodHost) =>
  told(base(1, { pnics: Object.fromEntries(Object.entries(pauses).map(([name, pause]) => [name, { pause }])) }));
const ON = 'honours and sends pause frames';
const OFF = 'neither honours nor sends pause frames';
const finding = (name: string, said: string, nic: number, elsewhere = false, column = 'PauseRX') => ({
  subject: `esx01.lab/${name}`,
  level: 'note' as const,
  message: `Flow control is not the same for all NICs of ${name} on esx01.lab${elsewhere ? ' and those that carry iSCSI elsewhere' : ''}: ${said}.`,
  pointer: `/entries/0/output/${nic}/${column}`,
});
const vouched = 'who: Net, when: 2025-12-01, until: 2026-12-31';
const ports = (state: string, nics = 'vmnic2, vmnic3') =>
  `switches:\n  - { host: esx01.lab, nics: [${nics}], flow-control: '${state}', ${vouched} }\n`;
const row = (nic: string, more: Record<string, unknown>) => ({ NIC: nic, PauseParamsSupported: true, ...more });

testRule(rule, {
  valid: [
    { name: 'off everywhere', exception: 'same', input: withPauses({}) },
    { name: 'on everywhere', input: withPauses({ vmnic0: on, vmnic1: on, vmnic2: on, vmnic3: on }) },
    { name: 'on for storage only', exception: 'other-traffic', input: withPauses({ vmnic2: on, vmnic3: on }) },
    { name: 'a NIC without pause frames', exception: 'not-supported', input: withPauses({ vmnic2: on, vmnic3: null }) },
    {
      name: 'the link of the other NIC is down',
      input: told(goodHost(1, { pnics: { vmnic3: { pause: on, speed: null } } })),
    },
    { name: 'set by hand and agreed on', input: withPauses({ vmnic2: on, vmnic3: { ...on, negotiated: true } }) },
    { name: 'on over two switches', input: withPauses({ vmnic2: on, vmnic3: on }, twoSubnetHost) },
    { name: 'on with switch ports that are on', input: withPauses({ vmnic2: on, vmnic3: on }), facts: ports('on') },
    {
      name: 'a NIC that receives from a port that sends',
      input: withPauses({ vmnic2: { receives: true }, vmnic3: { receives: true } }),
      facts: ports('send'),
    },
    { name: 'a distributed switch', input: withPauses({ vmnic2: on, vmnic3: on }, dvsHost) },
  ],
  invalid: [
    {
      name: 'one of the two iSCSI NICs',
      input: withPauses({ vmnic2: on }),
      findings: [finding('vSwitch1', `vmnic2 ${ON} and vmnic3 ${OFF}`, 2)],
    },
    {
      name: 'management NICs',
      input: withPauses({ vmnic1: { receives: true } }),
      findings: [finding('vSwitch0', `vmnic0 ${OFF} and vmnic1 only honours pause frames`, 0)],
    },
    {
      name: 'two fabrics, both sides of it',
      input: withPauses({ vmnic3: on }, twoSubnetHost),
      findings: [
        finding('vSwitch1', `vmnic2 ${OFF} and vmnic3 ${ON}`, 2, true),
        finding('vSwitch2', `vmnic3 ${ON} and vmnic2 ${OFF}`, 3, true),
      ],
    },
    {
      name: 'one NIC agreed on it',
      input: withPauses({ vmnic2: { ...on, negotiated: true } }),
      findings: [finding('vSwitch1', `vmnic2 ${ON} and vmnic3 ${OFF}`, 2, false, 'RXAutoNegotiationResolution')],
    },
    {
      name: 'the switch ports are off',
      input: withPauses({ vmnic2: on, vmnic3: on }),
      facts: ports('off', 'vmnic3'),
      findings: [finding('vSwitch1', `vmnic2 ${ON}, vmnic3 ${ON} and the switch port of vmnic3 ${OFF}`, 2)],
    },
    {
      name: 'a distributed switch of which one NIC only sends',
      input: withPauses({ vmnic3: { sends: true } }, dvsHost),
      findings: [finding('dvs1', `vmnic2 ${OFF} and vmnic3 only sends pause frames`, 2)],
    },
  ],
  unknown: [
    {
      name: 'pause frames were not exported',
      input: exportOf(goodHost(1)),
      missing: [
        { subject: 'esx01.lab/vSwitch0', fact: 'pause frame settings of vmnic0' },
        { subject: 'esx01.lab/vSwitch1', fact: 'pause frame settings of vmnic2' },
      ],
    },
    {
      name: 'whether a NIC negotiates is not told',
      input: exportOf(
        esxcliOutput('esx01.lab', 'network nic pauseParams list', [
          ...['vmnic0', 'vmnic1', 'vmnic2'].map((nic) => row(nic, { PauseRX: true, PauseTX: true, AutoNegotiation: false })),
          row('vmnic3', { PauseRX: true, PauseTX: true }),
        ]),
        goodHost(1),
      ),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'pause frame settings of vmnic3' }],
    },
    {
      name: 'no network was exported',
      input: exportOf(without(goodHost(1), 'config.network')),
      missing: [{ subject: 'esx01.lab', fact: 'virtual switches of esx01.lab' }],
    },
  ],
});
