import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-over-lag.ts';
import {
  dvpg,
  dvs,
  dvsHost,
  exportOf,
  goodHost,
  type HostDescription,
  host,
  type Patch,
  presetLuns,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const lag = (patch: Patch<HostDescription> = {}) =>
  dvsHost(1, {
    proxySwitches: { dvs1: { uplinks: { 'Uplink 1': undefined, 'Uplink 2': undefined }, lags: { lag1: ['vmnic2', 'vmnic3'] } } },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { bound: [] } },
    ...patch,
  });
const estate = (description: HostDescription, active = 'lag1') =>
  exportOf(
    description,
    dvs({ name: 'dvs1', lags: { lag1: {} } }),
    dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: [active] }),
  );
const [first, second] = presetLuns;
const luns = (vendor: string, model: string) => ({ luns: { [first]: { vendor, model }, [second]: { vendor, model } } });
const finding = (level: 'note' | 'warning', end: string) => ({
  subject: 'esx01.lab/vmk1',
  level,
  message: `vmk1 carries iSCSI of vmhba64 over the link aggregation group lag1 of port group iSCSI-A. ${end}`,
  pointer: `/entries/${host(lag()).length + 1}/properties/config/defaultPortConfig/uplinkTeamingPolicy/uplinkPortOrder/activeUplinkPort`,
});
const disputed = 'One VMware text supports this without port binding, another says not to use iSCSI multipathing with it.';

testRule(rule, {
  valid: [
    { name: 'standard switches', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'bound adapters on a LAG',
      exception: 'bound',
      outcome: 'notApplicable',
      input: estate(lag({ adapters: { vmhba64: { bound: ['vmk1'] } } })),
    },
    {
      name: 'a plain uplink beside a LAG',
      exception: 'single-uplink',
      input: estate(
        dvsHost(1, {
          proxySwitches: { dvs1: { lags: { lag1: ['vmnic4', 'vmnic5'] } } },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: [] } },
        }),
        'Uplink 1',
      ),
    },
    { name: 'bound adapters on a standard switch', outcome: 'notApplicable', input: exportOf(goodHost(1)) },
  ],
  invalid: [
    { name: 'an unbound adapter on a LAG', input: estate(lag()), findings: [finding('note', disputed)] },
    { name: 'a NetApp ONTAP array', input: estate(lag(luns('NETAPP', 'LUN C-Mode'))), findings: [finding('note', disputed)] },
    {
      name: 'a NetApp E-Series array',
      input: estate(lag(luns('NETAPP', 'INF-01-00'))),
      findings: [finding('warning', 'It is advised against for NetApp E-Series arrays.')],
    },
    {
      name: 'a TrueNAS array',
      input: estate(lag(luns('TrueNAS', 'iSCSI Disk'))),
      findings: [finding('warning', 'It is advised against for TrueNAS arrays.')],
    },
    {
      name: 'an HPE MSA array',
      input: estate(lag(luns('HPE', 'MSA 2050 SAN'))),
      findings: [finding('warning', 'It is advised against for HPE arrays.')],
    },
    {
      name: 'a local RAID controller of an HP server',
      input: estate(lag(luns('HP', 'LOGICAL VOLUME'))),
      findings: [finding('note', disputed)],
    },
  ],
  unknown: [
    {
      name: 'bindings were not exported',
      input: estate(lag({ adapters: { vmhba64: { bound: undefined } } })),
      missing: ['vmk0', 'vmk1'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'port bindings of vmhba64' })),
    },
    {
      name: 'the uplinks of the distributed switch were not exported',
      input: exportOf(
        without(
          dvsHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: [] } } }),
          'config.network.proxySwitch.0.spec',
        ),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'] }),
      ),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'uplink names of dvs1' }],
    },
  ],
});
