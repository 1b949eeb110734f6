import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/path-count-max.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { edit, esxcli, exportOf, goodHost, presetLuns, twoSubnetHost, without } from '../../build/index.ts';

const [first, second] = presetLuns;
type Lun = Patch<LunDescription>;
const portals = (count: number) => Array.from({ length: count }, (_, index) => `10.0.1.${201 + index}`);
/** One LUN over so many paths of the software initiator. */
const host = (count: number, lun: Lun = {}, more: Patch<HostDescription> = {}) =>
  goodHost(1, { ...more, luns: { [first]: { paths: portals(count), ...lun }, [second]: undefined } });
const pointer = '/entries/0/properties/config/storageDevice/multipathInfo/lun/0/path';
const found = (level: 'error' | 'warning' | 'note', message: string, at = pointer) => ({
  subject: `esx01.lab/${first}`,
  level,
  message: `${first} has ${message}`,
  pointer: at,
});
const MANY = 'A host with many such devices runs out of paths before it runs out of devices.';
const state = (index: number) => `config.storageDevice.multipathInfo.lun.0.path.${index}.state`;
const ours = 'arrays:\n  - name: ACME\n    match: [{ vendor: ACME }]\n    paths: { maximum: 2, says: At most 2. }\n';

testRule(rule, {
  valid: [
    { name: 'two adapters and two portals', exception: 'up-to-four', input: exportOf(goodHost(1)) },
    { name: 'two subnets', input: exportOf(twoSubnetHost(1)) },
    { name: 'four paths of E-Series', input: exportOf(host(4, { vendor: 'NETAPP', model: 'INF-01-00' })) },
    {
      name: 'four paths alive and five dead',
      exception: 'dead-paths',
      input: exportOf(host(0, { paths: portals(9).map((target, index) => (index < 4 ? target : { target, state: 'dead' })) })),
    },
    {
      name: 'nine paths of a hardware initiator',
      exception: 'hardware-initiator',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba64: undefined, vmhba40: { kind: 'independent', ip: '10.0.1.90/24', sendTargets: portals(9) } },
          luns: { [first]: { paths: portals(9).map((target) => ({ adapter: 'vmhba40', target })) }, [second]: undefined },
        }),
      ),
    },
    { name: 'two paths of an array that takes two', vendors: ours, input: exportOf(host(2, { vendor: 'ACME' })) },
  ],
  invalid: [
    {
      name: 'nine paths',
      input: exportOf(host(9)),
      findings: [found('error', '9 iSCSI paths, more than the 8 that ESXi takes for a device.')],
    },
    { name: 'eight paths', input: exportOf(host(8)), findings: [found('note', `8 iSCSI paths. ${MANY}`)] },
    { name: 'five paths', input: exportOf(host(5)), findings: [found('note', `5 iSCSI paths. ${MANY}`)] },
    {
      name: 'nine paths, of which one is dead',
      input: exportOf(host(0, { paths: portals(9).map((target, index) => (index > 0 ? target : { target, state: 'dead' })) })),
      findings: [found('note', `8 iSCSI paths. ${MANY}`)],
    },
    {
      name: 'nine paths, of which one does not tell its state',
      input: exportOf(edit(host(9), state(3), 'unknown')),
      findings: [found('note', `8 iSCSI paths. ${MANY}`)],
    },
    {
      name: 'three paths of an array of the user that takes two',
      vendors: ours,
      input: exportOf(host(3, { vendor: 'ACME' })),
      findings: [found('warning', '3 iSCSI paths, more than the 2 that ACME takes.')],
    },
    {
      name: 'esxcli alone',
      input: exportOf(
        [
          'system version get',
          'system hostname get',
          'iscsi adapter list',
          'storage nmp device list',
          'storage core path list',
          'storage core device list',
        ].map((command) => esxcli(host(9), command)),
      ),
      findings: [found('error', '9 iSCSI paths, more than the 8 that ESXi takes for a device.', '/entries/4/output')],
    },
  ],
  unknown: [
    {
      name: 'a fifth path that does not tell its state',
      input: exportOf(edit(host(5), state(4), 'unknown')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `path state of vmhba64:C0:T4:L1 of ${first}` }],
    },
    {
      name: 'the kind of the adapter is not known',
      input: exportOf(without(host(9), 'config.storageDevice.hostBusAdapter')),
      missing: [{ subject: `esx01.lab/${first}`, fact: 'kind of iSCSI adapter of vmhba64' }],
    },
    {
      name: 'three paths of a vendor that is not known, while one takes two',
      vendors: ours,
      input: exportOf(without(host(3), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `vendor string of ${first}` }],
    },
  ],
});
