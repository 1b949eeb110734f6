import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/tso-lro-disabled.ts';
import type { HostDescription, PropertiesEntry } from '../../build/index.ts';
import { entriesOf, esxcliOutput, esxcliSet, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
const [first] = presetLuns;
const noTso = { 'Net.UseHwTSO': 0 } as const;
const noLro = { 'Net.TcpipDefLROEnabled': 0 } as const;
const equalLogic: Patch = { luns: { [first]: { vendor: 'EQLOGIC', model: '100E-00' } } };
const host = (options: Readonly<Record<string, number>>, patch: Patch = {}): HostDescription =>
  goodHost(1, { options, ...patch });
const described = (entriesOf(goodHost(1)).find((entry) => 'properties' in entry) as PropertiesEntry).properties.config as {
  option: { key: string }[];
};
/** The value of an option as the export holds it. */
const option = (key: string) =>
  `/entries/0/properties/config/option/${described.option.findIndex((item) => item.key === key)}/value`;
const finding = (without: string, pointer: string) => ({
  subject: 'esx01.lab',
  level: 'note' as const,
  message: `esx01.lab works without ${without}.`,
  pointer,
});
const vouched = 'who: Ops, when: 2025-12-01, until: 2026-12-31';
const advanced = (path: string, value: number) => ({ Path: path, Type: 'integer', IntValue: value, DefaultIntValue: 1 });
const settings = (tso: number, lro: number) =>
  esxcliOutput('esx01.lab', 'system settings advanced list', [
    advanced('/Net/UseHwTSO', tso),
    advanced('/Net/TcpipDefLROEnabled', lro),
  ]);

testRule(rule, {
  valid: [
    { name: 'all on', input: exportOf(goodHost(1)) },
    { name: 'LRO off for EqualLogic', exception: 'vendor-advice', input: exportOf(host(noLro, equalLogic)) },
    {
      name: 'off on purpose',
      exception: 'on-purpose',
      outcome: 'notApplicable',
      input: exportOf(host(noTso)),
      facts: `allow:\n  - { rule: tso-lro-disabled, host: esx01.lab, reason: Driver fault, ${vouched} }\n`,
    },
    {
      name: 'LRO not told, with EqualLogic',
      input: exportOf(without(host({}, equalLogic), `config.option.${option('Net.TcpipDefLROEnabled').split('/').at(-2)}`)),
    },
  ],
  invalid: [
    {
      name: 'TSO off',
      input: exportOf(host(noTso)),
      findings: [finding('hardware TSO (Net.UseHwTSO is 0)', option('Net.UseHwTSO'))],
    },
    {
      name: 'LRO off',
      input: exportOf(host(noLro)),
      findings: [finding('LRO (Net.TcpipDefLROEnabled is 0)', option('Net.TcpipDefLROEnabled'))],
    },
    {
      name: 'all off',
      input: exportOf(host({ ...noTso, ...noLro }, { vmks: { vmk1: { tso: false } } })),
      findings: [
        finding('hardware TSO (Net.UseHwTSO is 0), LRO (Net.TcpipDefLROEnabled is 0) and TSO of vmk1', option('Net.UseHwTSO')),
      ],
    },
    {
      name: 'one VMkernel adapter',
      input: exportOf(host({}, { vmks: { vmk2: { tso: false } } })),
      findings: [finding('TSO of vmk2', '/entries/0/properties/config/network/vnic/2/spec/tsoEnabled')],
    },
    {
      name: 'TSO off beside EqualLogic',
      input: exportOf(host({ ...noTso, ...noLro }, equalLogic)),
      findings: [finding('hardware TSO (Net.UseHwTSO is 0)', option('Net.UseHwTSO'))],
    },
    {
      name: 'by esxcli',
      input: exportOf(settings(0, 1), esxcliSet(goodHost(1))),
      findings: [finding('hardware TSO (Net.UseHwTSO is 0)', '/entries/0/output/0/IntValue')],
    },
  ],
  unknown: [
    {
      name: 'options not exported',
      input: exportOf(goodHost(1, { options: null })),
      missing: ['Net.TcpipDefLROEnabled', 'Net.UseHwTSO'].map((name) => ({
        subject: 'esx01.lab',
        fact: `advanced option ${name} of esx01.lab`,
      })),
    },
    {
      name: 'an adapter does not tell',
      input: exportOf(without(goodHost(1), 'config.network.vnic.0.spec.tsoEnabled')),
      missing: [{ subject: 'esx01.lab', fact: 'TCP segmentation offload of vmk0' }],
    },
    {
      name: 'LRO off, and nobody knows the array',
      input: exportOf(without(host(noLro), 'config.storageDevice')),
      missing: [{ subject: 'esx01.lab', fact: 'storage devices of esx01.lab' }],
    },
  ],
});
