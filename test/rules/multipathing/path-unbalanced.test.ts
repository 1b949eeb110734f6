import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/path-unbalanced.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { esxcliOutput, exportOf, goodHost, presetLuns, twoSubnetHost, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const A = '10.0.1.201';
const B = '10.0.1.202';
const only = { luns: { [second]: undefined }, vmfs: { ds2: undefined } } as const;
const one = (lun: Patch<LunDescription>, base = goodHost, more: Patch<HostDescription> = {}): HostDescription =>
  base(1, { ...more, luns: { [first]: lun, [second]: undefined }, vmfs: { ds2: undefined } });
const found = (message: string) => ({
  subject: `esx01.lab/${first}`,
  level: 'warning' as const,
  message,
  pointer: '/entries/0/properties/config/storageDevice/multipathInfo/lun/0/path',
});
const nonOptimized = (target: string) => ({ target, state: 'nonOptimized' as const });
const split = { paths: [A, nonOptimized('10.0.2.201')] };
const groups = (...states: readonly string[]) =>
  esxcliOutput(
    'esx01.lab',
    'storage nmp path list',
    states.map((state, index) => ({ Device: first, RuntimeName: `vmhba64:C0:T${index}:L1`, GroupState: state })),
  );
const fourPortals = { adapters: { vmhba64: { sendTargets: [A, B, '10.0.2.201', '10.0.2.202'] } } };

testRule(rule, {
  valid: [
    { name: 'two by two', input: exportOf(goodHost(1)) },
    { name: 'two fabrics', input: exportOf(twoSubnetHost(1, only)) },
    { name: 'two fabrics with two portals each', input: exportOf(twoSubnetHost(1, { ...only, ...fourPortals })) },
    {
      name: 'each fabric sees both controllers',
      input: exportOf(
        one({ paths: [A, nonOptimized(B), '10.0.2.201', nonOptimized('10.0.2.202')] }, twoSubnetHost, fourPortals),
        groups('active', 'active unoptimized', 'active', 'active unoptimized'),
      ),
    },
    {
      name: 'three portals of the owner and one of the other controller',
      exception: 'two-controllers',
      input: exportOf(
        one({ paths: [A, B, '10.0.1.203', { target: '10.0.1.204', state: 'standby' }] }),
        groups('active', 'active', 'active', 'standby'),
      ),
    },
    {
      name: 'EqualLogic',
      exception: 'redirected-logins',
      outcome: 'notApplicable',
      input: exportOf(one({ vendor: 'EQLOGIC', model: '100E-00', paths: [A, A] })),
    },
    {
      name: 'a dead path to a removed target',
      exception: 'dead-portal',
      input: exportOf(one({ paths: [A, A, B, B, { target: '10.0.1.209', state: 'dead' }] })),
    },
    { name: 'one path', exception: 'one-path', outcome: 'notApplicable', input: exportOf(one({ paths: [A] })) },
  ],
  invalid: [
    {
      name: 'two paths to one portal and one to the other',
      input: exportOf(one({ paths: [A, A, B] })),
      findings: [found(`The portals of ${first} have different numbers of paths: 10.0.1.201 has 2 and 10.0.1.202 has 1.`)],
    },
    {
      name: 'both paths to one portal',
      input: exportOf(one({ paths: [A, A] })),
      findings: [found(`All 2 live paths of ${first} lead to one portal, 10.0.1.201.`)],
    },
    {
      name: 'the other portal is dead',
      input: exportOf(one({ paths: [A, A, { target: B, state: 'dead' }, { target: B, state: 'dead' }] })),
      findings: [found(`All 2 live paths of ${first} lead to one portal, 10.0.1.201.`)],
    },
    {
      name: 'two portals in one subnet and one in the other',
      input: exportOf(
        one({ paths: [A, B, '10.0.2.201'] }, twoSubnetHost, { adapters: { vmhba64: { sendTargets: [A, B, '10.0.2.201'] } } }),
      ),
      findings: [found(`The paths of ${first} are spread unevenly: vmk1 (10.0.1.0/24) has 2 and vmk2 (10.0.2.0/24) has 1.`)],
    },
    {
      name: 'the paths of one subnet are dead',
      input: exportOf(
        one(
          { paths: [A, B, { target: '10.0.2.201', state: 'dead' }, { target: '10.0.2.202', state: 'dead' }] },
          twoSubnetHost,
          fourPortals,
        ),
      ),
      findings: [found(`All 2 live paths of ${first} run over vmk1 (10.0.1.0/24).`)],
    },
    {
      name: 'each subnet has one storage processor',
      input: exportOf(one(split, twoSubnetHost), groups('active', 'active unoptimized')),
      findings: [found(`vmk2 (10.0.2.0/24) sees only the controller that does not own ${first}.`)],
    },
    {
      name: 'each subnet has one storage processor, as Round Robin shows',
      input: exportOf(one(split, twoSubnetHost)),
      findings: [found(`vmk2 (10.0.2.0/24) sees only the controller that does not own ${first}.`)],
    },
  ],
  unknown: [
    {
      name: 'a fixed path does not tell which controller owns the device',
      input: exportOf(one({ ...split, psp: 'VMW_PSP_FIXED' }, twoSubnetHost)),
      missing: [{ subject: `esx01.lab/${first}`, fact: `group states of paths of ${first}` }],
    },
    {
      name: 'the portal of a path is not told',
      input: exportOf(without(one({ paths: [A, A, B] }), 'config.storageDevice.multipathInfo.lun.0.path.2.transport.address')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `portals of paths of vmhba64:C0:T1:L1 of ${first}` }],
    },
    {
      name: 'the vendor is not told',
      input: exportOf(without(one({ paths: [A, A] }), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `vendor string of ${first}` }],
    },
    {
      name: 'the subnet of an adapter is not told',
      input: exportOf(without(twoSubnetHost(1, only), 'config.network.vnic.2.spec.ip.subnetMask')),
      missing: [{ subject: `esx01.lab/${first}`, fact: 'IPv4 netmask of vmk2' }],
    },
  ],
});
