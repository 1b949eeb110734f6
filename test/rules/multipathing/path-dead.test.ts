import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/path-dead.ts';
import {
  edit,
  esxcliOutput,
  esxcliSet,
  exportOf,
  goodHost,
  type HostDescription,
  type LunDescription,
  type Patch,
  presetLuns,
  twoSubnetHost,
  without,
} from '../../build/index.ts';
import { clusterLun, nodes, quorum } from '../wsfc/cluster.ts';

const [first] = presetLuns;
const A = '10.0.1.201';
const B = '10.0.1.202';
const over = (...paths: NonNullable<LunDescription['paths']>): Patch<HostDescription> => ({ luns: { [first]: { paths } } });
const dead = (target: string) => ({ target, state: 'dead' as const });
const state = (path: number) => `/entries/0/properties/config/storageDevice/multipathInfo/lun/0/path/${path}/state`;
const subject = `esx01.lab/${first}`;
const gone = '10.0.1.203';

testRule(rule, {
  valid: [
    { name: 'four live paths', input: exportOf(goodHost(1)) },
    { name: 'two fabrics', input: exportOf(twoSubnetHost(1)) },
    { name: 'live paths in esxcli', input: exportOf(esxcliSet(goodHost(1))) },
    { name: 'a disabled path is another matter', input: exportOf(goodHost(1, over(A, B, { target: A, state: 'disabled' }))) },
    {
      name: 'a host in maintenance',
      exception: 'maintenance',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { maintenance: true, ...over(A, dead(B)) })),
    },
    {
      name: 'the shared disk of a cluster',
      exception: 'reserved-rdm',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, clusterLun({ perenniallyReserved: true, paths: [A, A, dead(B)] })),
        goodHost(2, clusterLun({ perenniallyReserved: true })),
        nodes(),
      ),
    },
  ],
  invalid: [
    {
      name: 'one of four',
      input: exportOf(goodHost(1, over(A, A, B, dead(B)))),
      findings: [
        {
          subject,
          level: 'warning',
          message: `1 of 4 paths of ${first} is dead: vmhba64:C1:T1:L1. 3 live paths are left.`,
          pointer: state(3),
        },
      ],
    },
    {
      name: 'a portal is gone from the network',
      input: exportOf(goodHost(1, over(A, A, dead(B), dead(B)))),
      findings: [
        {
          subject,
          level: 'warning',
          message: `2 of 4 paths of ${first} are dead: vmhba64:C0:T1:L1 and vmhba64:C1:T1:L1. 2 live paths are left.`,
          pointer: state(2),
        },
      ],
    },
    {
      name: 'one live path is left',
      exception: 'nearly-lost',
      input: exportOf(goodHost(1, over(A, dead(B)))),
      findings: [
        {
          subject,
          level: 'error',
          message: `1 of 2 paths of ${first} is dead: vmhba64:C0:T1:L1. One live path is left to the device and the datastore ds1.`,
          pointer: state(1),
        },
      ],
    },
    {
      name: 'a disabled path is no live one',
      input: exportOf(goodHost(1, over(A, { target: A, state: 'disabled' }, dead(B)))),
      findings: [
        {
          subject,
          level: 'error',
          message: `1 of 3 paths of ${first} is dead: vmhba64:C0:T1:L1. One live path is left to the device and the datastore ds1.`,
          pointer: state(2),
        },
      ],
    },
    {
      name: 'all paths',
      input: exportOf(goodHost(1, { vmfs: { ds1: undefined }, ...over(dead(A), dead(B)) })),
      findings: [
        {
          subject,
          level: 'error',
          message: `2 of 2 paths of ${first} are dead: vmhba64:C0:T0:L1 and vmhba64:C0:T1:L1. No live path is left to the device.`,
          pointer: state(0),
        },
      ],
    },
    {
      name: 'five dead paths',
      input: exportOf(goodHost(1, over(A, A, dead(B), dead(B), dead(B), dead(B), dead(B)))),
      findings: [
        {
          subject,
          level: 'warning',
          message:
            `5 of 7 paths of ${first} are dead: vmhba64:C0:T1:L1, vmhba64:C1:T1:L1, vmhba64:C2:T1:L1 and 2 more. ` +
            '2 live paths are left.',
          pointer: state(2),
        },
      ],
    },
    {
      name: 'paths to a target that was removed',
      exception: 'removed-target',
      input: exportOf(goodHost(1, over(A, B, dead(gone), dead(gone)))),
      findings: [
        {
          subject,
          level: 'note',
          message:
            `2 of 4 paths of ${first} are dead: vmhba64:C0:T2:L1 and vmhba64:C1:T2:L1. ` +
            'Their targets are configured no longer, so this is what a removed target has left behind.',
          pointer: state(2),
        },
      ],
    },
    {
      name: 'one path to a removed target and one to another',
      input: exportOf(goodHost(1, over(A, A, B, dead(gone), dead(B)))),
      findings: [
        {
          subject,
          level: 'warning',
          message: `2 of 5 paths of ${first} are dead: vmhba64:C0:T2:L1 and vmhba64:C1:T1:L1. 3 live paths are left.`,
          pointer: state(3),
        },
      ],
    },
    {
      name: 'what discovery found is not in the export',
      input: exportOf(
        edit(goodHost(1, over(A, A, dead(gone))), 'config.storageDevice.hostBusAdapter.0.configuredStaticTarget', []),
      ),
      findings: [
        {
          subject,
          level: 'warning',
          message: `1 of 3 paths of ${first} is dead: vmhba64:C0:T2:L1. 2 live paths are left.`,
          pointer: state(2),
        },
      ],
    },
    {
      name: 'a removed target in esxcli',
      input: exportOf(
        esxcliSet(goodHost(1, over(A, B, { ...dead(gone), iqn: 'iqn.2001-01.com.example:old' }))),
        esxcliOutput('esx01.lab', 'system maintenanceMode get', 'Disabled'),
      ),
      findings: [
        {
          subject,
          level: 'note',
          message:
            `1 of 3 paths of ${first} is dead: vmhba64:C0:T2:L1. ` +
            'Its target is configured no longer, so this is what a removed target has left behind.',
          pointer: '/entries/15/output/2/State',
        },
      ],
    },
    {
      name: 'a device under a datastore needs no flag',
      input: exportOf(goodHost(1, { version: '6.5.0', build: '4564106', ...over(A, B, dead(B)) })),
      findings: [
        {
          subject,
          level: 'warning',
          message: `1 of 3 paths of ${first} is dead: vmhba64:C1:T1:L1. 2 live paths are left.`,
          pointer: state(2),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the state of a path is not told',
      input: exportOf(without(goodHost(1), 'config.storageDevice.multipathInfo.lun.0.path.2.state')),
      missing: [{ subject, fact: `path state of vmhba64:C0:T1:L1 of ${first}` }],
    },
    {
      name: 'whether the host is in maintenance is not told',
      input: exportOf(without(goodHost(1, over(A, A, B, dead(B))), 'runtime.inMaintenanceMode')),
      missing: [{ subject, fact: 'maintenance mode of esx01.lab' }],
    },
    {
      name: 'ESXi 6.5 does not tell whether the disk of a cluster is reserved',
      input: exportOf(goodHost(1, { version: '6.5.0', build: '4564106', ...clusterLun({ paths: [A, A, dead(B)] }) }), nodes()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `perennially reserved flag of ${quorum}` }],
    },
    {
      name: 'devices without the table of their paths',
      input: exportOf(without(goodHost(1), 'config.storageDevice.multipathInfo')),
      missing: presetLuns.map((device) => ({ subject: `esx01.lab/${device}`, fact: `paths of ${device}` })),
    },
  ],
});
