import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { exportOf, goodHost } from '../build/index.ts';
import { readFiles } from '../readers/read.ts';
import { fails, judgeFiles, own } from './run.ts';

const teaming = (active: readonly string[], standby: readonly string[] = []) => ({
  policy: 'LOADBALANCE_SRCID',
  notify_switches: true,
  rolling_order: false,
  link_criteria_beacon: 'IGNORE',
  active_nics: active,
  standby_nics: standby,
});
const security = (allow: boolean) => ({ allow_promiscuous: allow, mac_changes: allow, forged_transmits: allow });
const switches = [
  {
    name: 'vSwitch0',
    policy: { nic_teaming: teaming(['vmnic0', 'vmnic1']), security: security(false), traffic_shaping: { enabled: false } },
    bridge: { link_discovery_protocol: { protocol: 'CDP', operation: 'LISTEN' }, nics: ['vmnic0', 'vmnic1'] },
    num_ports: 1024,
    mtu: 1500,
    port_groups: [{ name: 'Management Network', vlan_id: 0 }],
  },
  {
    name: 'vSwitch1',
    policy: { nic_teaming: teaming(['vmnic2', 'vmnic3']), security: security(false) },
    bridge: { nics: ['vmnic2', 'vmnic3'] },
    mtu: 9000,
    port_groups: [
      { name: 'iSCSI-A', vlan_id: 101, policy: { nic_teaming: { active_nics: ['vmnic2'], standby_nics: [] } } },
      { name: 'iSCSI-B', vlan_id: 101, policy: { security: security(true) } },
    ],
  },
];
const document = { esx: { network_vss: { switches } } };
const json = (value: unknown) => JSON.stringify(value, null, 2);

const facts = (entries: Awaited<ReturnType<typeof readFiles>>['entries']) =>
  Object.fromEntries(entries.map(({ what, value }) => [what, value]));

describe('a vSphere Configuration Profile', () => {
  it('is read as a host of its own', async () => {
    const { entries, problems } = await readFiles({ 'plans/storage.json': json(document) });
    expect(problems).toEqual([]);
    const read = facts(entries);
    expect(read['network vswitch standard list of profile storage']).toEqual([
      { Name: 'vSwitch0', MTU: 1500, Uplinks: ['vmnic0', 'vmnic1'] },
      { Name: 'vSwitch1', MTU: 9000, Uplinks: ['vmnic2', 'vmnic3'] },
    ]);
    expect(read['network vswitch standard portgroup list of profile storage']).toEqual([
      { Name: 'Management Network', 'Virtual Switch': 'vSwitch0', 'VLAN ID': 0 },
      { Name: 'iSCSI-A', 'Virtual Switch': 'vSwitch1', 'VLAN ID': 101 },
      { Name: 'iSCSI-B', 'Virtual Switch': 'vSwitch1', 'VLAN ID': 101 },
    ]);
    const policies = entries.filter(({ what }) => what.includes('policy failover get')).map(({ value }) => value);
    expect(policies).toMatchObject([
      { 'Active Adapters': ['vmnic0', 'vmnic1'], 'Override Vswitch Uplinks': false },
      {
        'Active Adapters': ['vmnic2'],
        'Standby Adapters': [],
        'Override Vswitch Uplinks': true,
        'Load Balancing': 'loadbalance_srcid',
      },
      { 'Active Adapters': ['vmnic2', 'vmnic3'], 'Network Failure Detection': 'link', Failback: true, 'Notify Switches': true },
    ]);
  });

  it('has its findings on the tokens of the profile', async () => {
    const texts = {
      'storage.json': json({ profile: { esx: { network_vss: { switches } } } }),
      'export.json': json(exportOf(goodHost(1))),
    };
    const { verdicts } = (await judgeFiles(texts)).report;
    expect(own(verdicts).map(({ message }) => message)).toEqual([]);
    const found = fails(verdicts).filter(({ subject }) => subject.host === 'profile storage');
    expect(found.map(({ ruleId, subject }) => `${subject.name}: ${ruleId}`)).toEqual(['iSCSI-B: vswitch-forged-transmits']);
    const [first] = found;
    expect(first?.location?.file).toBe('storage.json');
    expect(first && token(first, texts)).toBe('true');
    expect(first?.location?.pointer).toBe('/profile/esx/network_vss/switches/1/port_groups/1/policy/security/forged_transmits');
  });

  it('takes nothing for a default', async () => {
    const bare = { esx: { network_vss: { switches: [{ name: 'vSwitch5', port_groups: [{ name: 'x' }] }] } } };
    const read = facts((await readFiles({ 'p.json': json(bare) })).entries);
    expect(read['network vswitch standard list of profile p']).toEqual([{ Name: 'vSwitch5' }]);
    const { verdicts } = (await judgeFiles({ 'p.json': json(bare) })).report;
    expect(fails(verdicts)).toEqual([]);
  });

  it('says what of it is not judged', async () => {
    const more = { profile: document, metadata: { name: 'C1' }, 'host-override': { '1': { esx: {} } } };
    const { entries, problems } = await readFiles({ 'p.json': json(more) });
    expect(entries[0]?.what).toBe('HostSystem profile C1#profile C1');
    expect(problems).toEqual([
      'input-format entry The profile sets some values for single hosts ("host-override"). vlint judges the profile without them.',
    ]);
    expect((await readFiles({ 'p.json': json({ esx: { storage: { nmp: {} } } }) })).problems).toEqual([
      'input-format entry This configuration profile has no section network_vss; vlint reads no other section.',
    ]);
  });
});

function token({ location }: Verdict, texts: Readonly<Record<string, string>>): string {
  const { file = '', line = 1, column = 1, endColumn = 1 } = location ?? {};
  return (
    String(texts[file])
      .split('\n')
      [line - 1]?.slice(column - 1, endColumn - 1) ?? ''
  );
}
