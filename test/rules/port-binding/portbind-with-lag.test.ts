import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-with-lag.ts';
import { dvpg, dvs, dvsHost, esxcliSet, exportOf, goodHost, host, type Part, presetDvs, without } from '../../build/index.ts';

const aggregated = dvsHost(1, {
  proxySwitches: { dvs1: { uplinks: { 'Uplink 1': undefined, 'Uplink 2': undefined }, lags: { lag1: ['vmnic2', 'vmnic3'] } } },
});
const beside = dvsHost(1, { proxySwitches: { dvs1: { lags: { lag1: ['vmnic4', 'vmnic5'] } } } });
const lagDvs = dvs({ name: 'dvs1', lags: { lag1: {} } });
const groups = (active: string, other = active) => [
  dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: [active] }),
  dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: [other] }),
];
const finding = (n: number, entries = 1) => ({
  subject: `esx01.lab/vmk${n}`,
  level: 'error' as const,
  message: `vmk${n} is bound to vmhba64, but the active uplink of its port group iSCSI-${n === 1 ? 'A' : 'B'} is the link aggregation group lag1. Port binding is not supported over link aggregation.`,
  pointer: `/entries/${host(aggregated).length + entries - 1 + n}/properties/config/defaultPortConfig/uplinkTeamingPolicy/uplinkPortOrder/activeUplinkPort`,
});

testRule(rule, {
  valid: [
    { name: 'a distributed switch without LAG', input: exportOf(dvsHost(1), ...presetDvs()) },
    { name: 'a standard switch', input: exportOf(goodHost(1)) },
    { name: 'a standard switch, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    {
      name: 'a LAG of other NICs',
      exception: 'lag-of-others',
      input: exportOf(beside, lagDvs, ...groups('Uplink 1', 'Uplink 2')),
    },
    {
      name: 'a LAG under unbound adapters',
      exception: 'not-bound',
      outcome: 'none',
      input: exportOf(
        { ...aggregated, adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'], bound: [] } } },
        lagDvs,
        ...groups('lag1'),
      ),
    },
  ],
  invalid: [
    {
      name: 'both adapters on a LAG',
      input: exportOf(aggregated, lagDvs, ...groups('lag1')),
      findings: [finding(1), finding(2)],
    },
    { name: 'one adapter on a LAG', input: exportOf(beside, lagDvs, ...groups('Uplink 1', 'lag1')), findings: [finding(2)] },
    {
      name: 'a LAG that only the host tells of',
      input: exportOf(aggregated, ...groups('lag1')),
      findings: [finding(1, 0), finding(2, 0)],
    },
    {
      name: 'a LAG that only the distributed switch tells of',
      input: exportOf(
        ['hostLag', 'spec', 'uplinkPort'].reduce<Part>(
          (part, member) => without(part, `config.network.proxySwitch.0.${member}`),
          aggregated,
        ),
        lagDvs,
        ...groups('lag1'),
      ),
      findings: [finding(1), finding(2)],
    },
    {
      name: 'a LAG without members on this host',
      input: exportOf(dvsHost(1), lagDvs, ...groups('lag1', 'Uplink 2')),
      findings: [finding(1)],
    },
  ],
  unknown: [
    {
      name: 'an uplink name that neither the host nor an exported switch explains',
      input: exportOf(dvsHost(1), ...groups('lag1', 'Uplink 2')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: `link aggregation groups of distributed switch ${uuidOfDvs()}` }],
    },
    {
      name: 'the distributed port groups were not exported',
      input: exportOf(dvsHost(1)),
      missing: ['21 of vmk1', '22 of vmk2'].map((end) => ({
        subject: `esx01.lab/${end.slice(-4)}`,
        fact: `distributed port group of dvportgroup-${end}`,
      })),
    },
    {
      name: 'the proxy switch was not exported',
      input: exportOf(without(dvsHost(1), 'config.network.proxySwitch.0'), ...presetDvs()),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({
        subject: `esx01.lab/${vmk}`,
        fact: `distributed switch of ${uuidOfDvs()} on esx01.lab`,
      })),
    },
  ],
});

function uuidOfDvs(): string {
  return String(dvs({ name: 'dvs1' }).properties.uuid);
}
