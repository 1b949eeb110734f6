import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/nfs-and-iscsi-same-subnet.ts';
import {
  dvsHost,
  edit,
  esxcliOutput,
  esxcliSet,
  exportOf,
  goodHost,
  presetDvs,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const nfs = (server: string) => ({ nfs: { 'nfs-01': { server } } });
/** The NFS mount follows the two VMFS volumes. */
const serverOf = (index: number) => `/entries/0/properties/config/fileSystemVolume/mountInfo/${index}/volume/remoteHost`;
const bound =
  'The NFS server 10.0.1.50 of nfs-01 is in 10.0.1.0/24, the iSCSI subnet of vmk1 and vmk2. NFS has no port binding: one adapter carries it, and vmk1 and vmk2 are bound to iSCSI with one uplink each, over which NFS does not fail over.';
const unbound =
  'The NFS server 10.0.1.50 of nfs-01 is in 10.0.1.0/24, the iSCSI subnet of vmk1. NFS and iSCSI leave through the same adapter.';
const outputs = [
  ...esxcliSet(goodHost(1)),
  esxcliOutput('esx01.lab', 'storage nfs list', [{ Host: '10.0.1.50', Share: '/vol/nfs', VolumeName: 'nfs-01' }]),
];
const outputs41 = [
  ...esxcliSet(goodHost(1)),
  esxcliOutput('esx01.lab', 'storage nfs list', []),
  esxcliOutput('esx01.lab', 'storage nfs41 list', [{ Hosts: '10.0.1.50,10.0.9.50', Share: '/vol/nfs', VolumeName: 'nfs-01' }]),
];

testRule(rule, {
  valid: [
    { name: 'NFS behind a router', exception: 'other-subnet', input: exportOf(goodHost(1, nfs('10.5.1.50'))) },
    {
      name: 'NFS with an adapter and a subnet of its own',
      input: exportOf(
        goodHost(1, {
          ...nfs('10.5.1.50'),
          vswitches: { vSwitch0: { portGroups: { NFS: { vlan: 50 } } } },
          vmks: { vmk3: { portGroup: 'NFS', ip: '10.5.1.11/24' } },
        }),
      ),
    },
    {
      name: 'an adapter on another stack in the subnet',
      exception: 'other-stack',
      input: exportOf(
        goodHost(1, {
          ...nfs('10.0.1.50'),
          vswitches: { vSwitch0: { portGroups: { NFS: { vlan: 101 } } } },
          vmks: { vmk3: { portGroup: 'NFS', ip: '10.0.1.71/24', netstack: 'nfs' } },
        }),
      ),
    },
    { name: 'no NFS', outcome: 'none', input: exportOf(goodHost(1)) },
    {
      name: 'NFS without iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { ...nfs('10.0.1.50'), adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined })),
    },
    { name: 'an IPv6 server', input: exportOf(goodHost(1, nfs('fd00::50'))) },
  ],
  invalid: [
    {
      name: 'in the subnet of bound ports',
      input: exportOf(goodHost(1, nfs('10.0.1.50'))),
      findings: [{ subject: 'esx01.lab/nfs-01', level: 'warning', message: bound, pointer: serverOf(2) }],
    },
    {
      name: 'in the subnet of bound ports by one of the names of an NFS 4.1 server',
      input: exportOf(
        edit(goodHost(1, nfs('nas.lab')), 'config.fileSystemVolume.mountInfo.2.volume.remoteHostNames', ['nas.lab', '10.0.1.50']),
      ),
      findings: [
        {
          subject: 'esx01.lab/nfs-01',
          level: 'warning',
          message: bound,
          pointer: '/entries/0/properties/config/fileSystemVolume/mountInfo/2/volume/remoteHostNames/1',
        },
      ],
    },
    {
      name: 'in the subnet of bound ports on a distributed switch',
      input: exportOf(dvsHost(1, nfs('10.0.1.50')), presetDvs()),
      findings: [{ subject: 'esx01.lab/nfs-01', level: 'warning', message: bound, pointer: serverOf(2) }],
    },
    {
      name: 'in the subnet of bound ports, in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab/nfs-01',
          level: 'warning',
          message: bound,
          pointer: `/entries/${outputs.findIndex(({ command }) => command === 'storage nfs list')}/output/0/Host`,
        },
      ],
    },
    {
      name: 'NFS 4.1 with two servers, in esxcli',
      input: exportOf(...outputs41),
      findings: [
        {
          subject: 'esx01.lab/nfs-01',
          level: 'warning',
          message: bound,
          pointer: `/entries/${outputs41.length - 1}/output/0/Hosts`,
        },
      ],
    },
    {
      name: 'in the subnet of an unbound port',
      input: exportOf(twoSubnetHost(1, nfs('10.0.1.50'))),
      findings: [{ subject: 'esx01.lab/nfs-01', level: 'note', message: unbound, pointer: serverOf(2) }],
    },
    {
      name: 'in the subnet of the only port, bindings not exported',
      input: exportOf(
        goodHost(1, { ...nfs('10.0.1.50'), vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: undefined } } }),
      ),
      findings: [
        {
          subject: 'esx01.lab/nfs-01',
          level: 'note',
          message: `${unbound} Whether they are bound is not known: with port binding this is a warning.`,
          pointer: serverOf(2),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'a server by name',
      exception: 'dns-name',
      input: exportOf(goodHost(1, nfs('nas.lab'))),
      missing: [{ subject: 'esx01.lab/nfs-01', fact: 'address of an NFS server of nas.lab (seen from esx01.lab)' }],
    },
    {
      name: 'NFS mounts not exported',
      input: exportOf(without(goodHost(1, nfs('10.0.1.50')), 'config.fileSystemVolume')),
      missing: [{ subject: 'esx01.lab', fact: 'NFS mounts of esx01.lab' }],
    },
    {
      name: 'two adapters in the subnet, bindings not exported',
      input: exportOf(goodHost(1, { ...nfs('10.0.1.50'), adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/nfs-01', fact: 'port bindings of vmhba64' }],
    },
  ],
});
