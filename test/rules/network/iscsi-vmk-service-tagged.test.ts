import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vmk-service-tagged.ts';
import {
  dvsHost,
  esxcli,
  esxcliOutput,
  esxcliSet,
  exportOf,
  goodHost,
  host,
  presetDvs,
  presetLuns,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const selected = (nicType: number, index = 0) =>
  `/entries/0/properties/config/virtualNicManagerInfo/netConfig/${nicType}/selectedVnic/${index}`;
const [MANAGEMENT, VMOTION] = [1, 5];

const tagged = (...tags: string[]) => exportOf(goodHost(1, { vmks: { vmk1: { tags } } }));
/** One VMkernel adapter for everything, as in a lab with a single NIC. */
const single = {
  name: 'lab01.lab',
  vswitches: { vSwitch0: { uplinks: ['vmnic0'], portGroups: { 'Management Network': {} } } },
  vmks: { vmk0: { portGroup: 'Management Network', ip: '10.0.1.5/24', tags: ['management'] } },
  adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: [] } },
};
const WAY_OUT = 'Nothing is bound to vmhba64, so iSCSI leaves through the lowest VMkernel adapter of 10.0.1.0/24, vmk0.';
const heartbeat = {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-heartbeat': { vlan: 101 } } } },
  vmks: { vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.0.1.5/24', mtu: 9000 } },
  luns: { [presetLuns[0]]: { vendor: 'EQLOGIC', model: '100E-00' }, [presetLuns[1]]: { vendor: 'EQLOGIC', model: '100E-00' } },
};

testRule(rule, {
  valid: [
    { name: 'bound ports without services', input: exportOf(goodHost(1)) },
    { name: 'unbound ports without services', input: exportOf(twoSubnetHost(1)) },
    { name: 'bound ports on a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    {
      name: 'management in the subnet of the targets while others are bound',
      exception: 'another-port-is-bound',
      input: exportOf(goodHost(1, { vmks: { vmk0: { ip: '10.0.1.5/24' } } })),
    },
    {
      name: 'vMotion in the subnet of the targets while others are bound',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch0: { portGroups: { vMotion: { vlan: 30 } } } },
          vmks: { vmk3: { portGroup: 'vMotion', ip: '10.0.1.60/24', tags: ['vmotion'] } },
        }),
      ),
    },
    { name: 'the heartbeat of EqualLogic', exception: 'equallogic-heartbeat', input: exportOf(goodHost(1, heartbeat)) },
    {
      name: 'a tag that names no service known to fill a link',
      input: tagged('ptp'),
    },
    {
      name: 'bindings not exported, but no adapter has a service',
      input: exportOf(goodHost(1, { vmks: { vmk0: { tags: [] } }, adapters: { vmhba64: { bound: undefined } } })),
    },
    { name: 'no target and no session', outcome: 'none', input: exportOf({ ...single, adapters: { vmhba64: { bound: [] } } }) },
    {
      name: 'an independent hardware adapter has no VMkernel adapter',
      outcome: 'none',
      input: exportOf({
        ...single,
        adapters: { vmhba33: { kind: 'independent', ip: '10.0.1.31/24', sendTargets: ['10.0.1.201'] } },
      }),
    },
    {
      name: 'esxcli only, tags of the ports empty',
      input: exportOf(
        esxcliSet(goodHost(2)),
        ['vmk1', 'vmk2'].map((name) => esxcli(goodHost(2), `network ip interface tag get -i ${name}`)),
      ),
    },
  ],
  invalid: [
    {
      name: 'a bound port with vMotion',
      input: tagged('vmotion'),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for vMotion.',
          pointer: selected(VMOTION),
        },
      ],
    },
    {
      name: 'of esxcli nothing but the bindings and the tags of a port',
      input: exportOf(
        ['iscsi networkportal list', 'network ip interface tag get -i vmk1'].map((command) =>
          esxcli(goodHost(1, { vmks: { vmk1: { tags: ['vmotion'] } } }), command),
        ),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for vMotion.',
          pointer: '/entries/1/output/Tags/0',
        },
      ],
    },
    {
      name: 'the only adapter of a host, bindings not exported',
      input: exportOf({ ...single, adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } }, luns: { 'naa.6001': {} } }),
      findings: [
        {
          subject: 'lab01.lab/vmk0',
          level: 'warning',
          message: 'vmk0 lies in the subnet of the iSCSI targets and is tagged for management.',
          pointer: selected(MANAGEMENT),
        },
      ],
    },
    {
      name: 'both ports with vSAN',
      input: exportOf(goodHost(1, { vmks: { vmk1: { tags: ['vsan'] }, vmk2: { tags: ['vsan'] } } })),
      findings: ['vmk1', 'vmk2'].map((name, index) => ({
        subject: `esx01.lab/${name}`,
        level: 'error' as const,
        message: `${name} is bound to vmhba64 for iSCSI and is tagged for vSAN.`,
        pointer: selected(6, index),
      })),
    },
    {
      name: 'fault tolerance logging and management: the worse one decides',
      input: tagged('management', 'faultToleranceLogging'),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for fault tolerance logging and management.',
          pointer: selected(0),
        },
      ],
    },
    {
      name: 'management is a warning by default',
      input: tagged('management'),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'warning',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for management.',
          pointer: selected(MANAGEMENT, 1),
        },
      ],
    },
    {
      name: 'management is an error under the STIG profile',
      profile: 'stig',
      input: tagged('management'),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for management.',
          pointer: selected(MANAGEMENT, 1),
        },
      ],
    },
    ...(
      [
        ['vSphereReplication', 'vSphere Replication', 2],
        ['vSphereReplicationNFC', 'vSphere Replication NFC', 3],
        ['vSphereProvisioning', 'provisioning', 4],
        ['vSphereBackupNFC', 'vSphere Backup NFC', 7],
        ['vsanWitness', 'vSAN witness', 7],
      ] as const
    ).map(([tag, spoken, index]) => ({
      name: `${tag} is a warning`,
      input: tagged(tag),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'warning' as const,
          message: `vmk1 is bound to vmhba64 for iSCSI and is tagged for ${spoken}.`,
          pointer: selected(index),
        },
      ],
    })),
    {
      name: 'replication is an error under the STIG profile',
      profile: 'stig',
      input: tagged('vSphereReplication'),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for vSphere Replication.',
          pointer: selected(2),
        },
      ],
    },
    {
      name: 'NVMe over TCP is storage, too',
      exception: 'nvme-over-tcp',
      input: tagged('nvmeTcp'),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for NVMe over TCP.',
          pointer: selected(7),
        },
      ],
    },
    {
      name: 'the only adapter of an unbound host does everything',
      input: exportOf(single),
      findings: [
        {
          subject: 'lab01.lab/vmk0',
          level: 'warning',
          message: `vmk0 lies in the subnet of the iSCSI targets and is tagged for management. ${WAY_OUT}`,
          pointer: selected(MANAGEMENT),
        },
      ],
    },
    {
      name: 'management beside an unbound storage adapter takes its traffic',
      input: exportOf({
        ...single,
        vswitches: { vSwitch0: { uplinks: ['vmnic0'], portGroups: { 'Management Network': {}, iSCSI: {} } } },
        vmks: { ...single.vmks, vmk1: { portGroup: 'iSCSI', ip: '10.0.1.11/24' } },
      }),
      findings: [
        {
          subject: 'lab01.lab/vmk0',
          level: 'warning',
          message: `vmk0 lies in the subnet of the iSCSI targets and is tagged for management. ${WAY_OUT}`,
          pointer: selected(MANAGEMENT),
        },
      ],
    },
    {
      name: 'a boot adapter (iBFT) with management is no exception',
      input: exportOf({
        ...single,
        vswitches: { iScsiBootvSwitch: { uplinks: ['vmnic0'], portGroups: { iScsiBootPG: {} } } },
        vmks: { vmk0: { portGroup: 'iScsiBootPG', ip: '10.0.1.5/24', tags: ['management'], dhcp: true } },
      }),
      findings: [
        {
          subject: 'lab01.lab/vmk0',
          level: 'warning',
          message: `vmk0 lies in the subnet of the iSCSI targets and is tagged for management. ${WAY_OUT}`,
          pointer: selected(MANAGEMENT),
        },
      ],
    },
    {
      name: 'on a distributed switch',
      input: exportOf(dvsHost(1, { vmks: { vmk2: { tags: ['vmotion'] } } }), presetDvs()),
      findings: [
        {
          subject: 'esx01.lab/vmk2',
          level: 'error',
          message: 'vmk2 is bound to vmhba64 for iSCSI and is tagged for vMotion.',
          pointer: selected(VMOTION),
        },
      ],
    },
    {
      name: 'esxcli spells the tag in its own way',
      input: exportOf(
        esxcliOutput('esx01.lab', 'network ip interface tag get -i vmk1', { Tags: ['VMotion'] }),
        esxcliSet(goodHost(1)),
        [esxcli(goodHost(1), 'network ip interface tag get -i vmk2')],
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'vmk1 is bound to vmhba64 for iSCSI and is tagged for vMotion.',
          pointer: '/entries/0/output/Tags/0',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'services not exported',
      input: exportOf(without(goodHost(1), 'config.virtualNicManagerInfo')),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: `service tags of ${name}` })),
    },
    {
      name: 'bindings not exported, and adapters that may be bound have a service',
      input: exportOf(goodHost(1, { vmks: { vmk1: { tags: ['vmotion'] } }, adapters: { vmhba64: { bound: undefined } } })),
      missing: ['vmk0', 'vmk1'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'port bindings of vmhba64' })),
    },
    {
      name: 'targets not exported',
      input: exportOf(
        host({
          ...single,
          vmks: { vmk0: { ...single.vmks.vmk0, ip: '10.0.1.5/24' } },
          adapters: { vmhba64: { sendTargets: ['array.example'], bound: [] } },
        }),
      ),
      missing: [{ subject: 'lab01.lab/vmk0', fact: 'address of a target of array.example (seen from vmk0)' }],
    },
    {
      name: 'adapters not exported',
      input: exportOf(without(goodHost(1), 'config.storageDevice')),
      missing: ['', '/vmk0'].map((vmk) => ({ subject: `esx01.lab${vmk}`, fact: 'iSCSI adapters of esx01.lab' })),
    },
  ],
});
