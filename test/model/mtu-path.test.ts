import { describe, expect, it } from 'vitest';
import { loadFacts } from '../../src/config/facts.ts';
import { Estate } from '../../src/model/estate.ts';
import { IscsiPort, iscsiPorts } from '../../src/model/iscsi-ports.ts';
import { mtuPath, narrowUplinks, targetsOf } from '../../src/model/mtu-path.ts';
import { isProved, pingProof } from '../../src/model/ping-proof.ts';
import { emptySite, type SiteFacts } from '../../src/model/site.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import { dvsHost, esxcli, exportOf, goodHost, presetDvs, twoSubnetHost } from '../build/index.ts';

function portOf(input: object, vmk: string, site: SiteFacts = emptySite): IscsiPort {
  const ingest = new Ingest();
  ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(input))));
  const [host] = [...new Estate(ingest.entries, site).hosts()];
  const port = host && iscsiPorts(host).find((item) => item instanceof IscsiPort && item.vmk.name === vmk);
  if (!(port instanceof IscsiPort)) throw new TypeError(`${vmk} is no iSCSI port`);
  return port;
}

const path = (port: IscsiPort) => mtuPath(port).map(({ kind, name, mtu }) => `${kind} ${name} ${mtu.known ? mtu.value : '?'}`);
const vouched = 'who: me, when: 2026-01-01, until: 2026-12-31';
function siteOf(text: string): SiteFacts {
  const { value } = loadFacts([{ path: 'facts.yaml', text }], { today: '2026-01-01', allowRules: [] });
  if (value === undefined) throw new TypeError('no facts');
  return value;
}

describe('mtuPath', () => {
  it('leads from the adapter to each target', () => {
    const site = siteOf(`targets:\n  - { address: 10.0.1.202, mtu: 8996, ${vouched} }\n`);
    expect(path(portOf(exportOf(goodHost(1), esxcli(goodHost(1), 'network nic list')), 'vmk1', site))).toEqual([
      'vmkernel-adapter vmk1 9000',
      'virtual-switch vSwitch1 9000',
      'physical-nic vmnic2 9000',
      'switch-port the switch port of vmnic2 (Ethernet1/2 of san-a) 9216',
      'target-portal 10.0.1.201 ?',
      'target-portal 10.0.1.202 8996',
    ]);
  });

  it('keeps hops whose MTU is not known, with the place that names them', () => {
    const port = portOf(exportOf(goodHost(1)), 'vmk2');
    expect(
      mtuPath(port)
        .filter((hop) => !hop.mtu.known)
        .map(({ name, seen }) => [name, seen?.known]),
    ).toEqual([
      ['vmnic3', true],
      ['10.0.1.201', true],
      ['10.0.1.202', true],
    ]);
  });

  it('stays in the fabric of the adapter', () => {
    expect(path(portOf(exportOf(twoSubnetHost(1)), 'vmk2')).at(-1)).toBe('target-portal 10.0.2.201 ?');
    expect(path(portOf(exportOf(twoSubnetHost(1)), 'vmk2'))).toHaveLength(5);
  });

  it('resolves the uplinks of a distributed switch', () => {
    expect(path(portOf(exportOf(dvsHost(1), presetDvs()), 'vmk2')).slice(1, 3)).toEqual([
      'virtual-switch dvs1 9000',
      'physical-nic vmnic3 ?',
    ]);
  });
});

describe('targetsOf', () => {
  it('gives all portals where none is in the subnet', () => {
    const routed = goodHost(1, {
      luns: undefined,
      adapters: { vmhba64: { sendTargets: ['10.9.0.10', '10.9.0.9', 'array.example'] } },
    });
    const targets = targetsOf(portOf(exportOf(routed), 'vmk1'));
    expect(targets.known && targets.value.map((portal) => portal.address)).toEqual(['10.9.0.9', '10.9.0.10']);
  });
});

describe('narrowUplinks', () => {
  it('counts standby uplinks, which carry the frames after a failover', () => {
    const host = goodHost(1, {
      vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } } },
      pnics: { vmnic3: { cdp: { mtu: 1500 } } },
    });
    const { low, missing, uplinks } = narrowUplinks(portOf(exportOf(host), 'vmk1'), 9000, (nic) => nic.switchMtu);
    expect([low.map((item) => item.nic), missing, uplinks]).toEqual([['vmnic3'], [], 2]);
  });
});

describe('pingProof', () => {
  const ping = (target: string, size: number, result: string, df = true) =>
    `  - { host: 'ESX01.*', vmk: vmk1, target: ${target}, size: ${size}, df: ${df}, result: ${result}, ${vouched} }\n`;
  const proof = (...pings: string[]) =>
    pingProof(portOf(exportOf(goodHost(1)), 'vmk1', siteOf(`vmkping:\n${pings.join('')}`)), 9000);

  it('takes pings at full size that may not be fragmented', () => {
    expect(isProved(proof(ping('10.0.1.201', 8972, 'pass'), ping('10.0.1.202', 8972, 'pass')))).toBe(true);
    expect(proof(ping('10.0.1.201', 8971, 'pass'), ping('10.0.1.202', 8972, 'pass', false)).untested).toEqual([
      '10.0.1.201',
      '10.0.1.202',
    ]);
  });

  it('lets the last telling ping of a target decide', () => {
    expect(proof(ping('10.0.1.201', 8972, 'pass'), ping('10.0.1.201', 8000, 'fail')).failed).toHaveLength(1);
    expect(proof(ping('10.0.1.201', 8000, 'fail'), ping('10.0.1.201', 8972, 'pass')).passed).toEqual(['10.0.1.201']);
  });

  it('learns nothing from a failure above the full size', () => {
    expect(proof(ping('10.0.1.201', 9000, 'fail')).untested).toHaveLength(2);
  });
});
