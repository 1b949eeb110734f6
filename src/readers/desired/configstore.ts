import type { JsonCursor } from '../derived.ts';
import {
  HostRows,
  inherited,
  notFlag,
  type Told,
  type ToldSecurity,
  type ToldTeaming,
  toldFlag,
  toldNames,
  toldText,
} from '../host-rows.ts';
import type { JsonFormat, JsonSink } from '../json-format.ts';
import { profileHost, stemOf } from './profile-host.ts';

/**
 * The desired state of a vSphere Configuration Profile, or `configstorecli config current get -c esx` of a host: the standard switches
 * of `network_vss` with their port groups. All else in it is not read, and so unknown.
 */
export const configstore: JsonFormat = {
  name: 'vSphere Configuration Profile',
  read(document, file, sink) {
    const root = document.get('profile').present ? document.get('profile') : document;
    const vss = root.at('esx', 'network_vss');
    if (!vss.present) {
      sink.problem(
        {
          ruleId: 'input-format',
          level: 'error',
          message: 'This configuration profile has no section network_vss; vlint reads no other section.',
          instead: 'the whole profile: Cluster, Configure, Desired State, Export',
        },
        root.get('esx'),
      );
      return;
    }
    const title = document.at('metadata', 'name').text ?? document.get('name').text ?? stemOf(file);
    const name = `profile ${title}`;
    profileHost(name, name, document, sink);
    const rows = new HostRows();
    rows.output(name, 'network vswitch standard list');
    rows.output(name, 'network vswitch standard portgroup list');
    for (const vswitch of vss.get('switches').items()) addSwitch(name, vswitch, rows);
    rows.hand(sink);
    for (const key of ['host-specific', 'host-override']) if (document.get(key).present) unread(document.get(key), key, sink);
  },
};

function addSwitch(host: string, vswitch: JsonCursor, rows: HostRows): void {
  const name = toldText(vswitch.get('name'));
  if (name === undefined) {
    rows.output(host, 'network vswitch standard list').partial = true;
    rows.output(host, 'network vswitch standard portgroup list').partial = true;
    return;
  }
  const base = vswitch.get('policy');
  rows.vswitch(host, { name, mtu: numberOf(vswitch.get('mtu')), uplinks: toldNames(vswitch.at('bridge', 'nics')) });
  for (const group of vswitch.get('port_groups').items()) {
    const title = toldText(group.get('name'));
    if (title === undefined) {
      rows.output(host, 'network vswitch standard portgroup list').partial = true;
      continue;
    }
    const own = teamingOf(group.at('policy', 'nic_teaming'));
    rows.portGroup(host, { name: title, vswitch: name, vlan: numberOf(group.get('vlan_id')) });
    rows.teaming(host, title.value, inherited(own, teamingOf(base.get('nic_teaming'))), own, group);
    const [mine, theirs] = [securityOf(group.at('policy', 'security')), securityOf(base.get('security'))];
    rows.security(host, title.value, {
      promiscuous: mine.promiscuous ?? theirs.promiscuous,
      macChanges: mine.macChanges ?? theirs.macChanges,
      forgedTransmits: mine.forgedTransmits ?? theirs.forgedTransmits,
    });
  }
}

function teamingOf(policy: JsonCursor): ToldTeaming {
  const [balancing, beacon] = [toldText(policy.get('policy')), toldText(policy.get('link_criteria_beacon'))];
  return {
    policy: balancing && { ...balancing, value: balancing.value.toLowerCase() },
    beacon: beacon && /^(IGNORE|REQUIRED)$/.test(beacon.value) ? { ...beacon, value: beacon.value === 'REQUIRED' } : undefined,
    notify: toldFlag(policy.get('notify_switches')),
    failback: notFlag(policy.get('rolling_order')),
    active: toldNames(policy.get('active_nics')),
    standby: toldNames(policy.get('standby_nics')),
  };
}

function securityOf(policy: JsonCursor): ToldSecurity {
  return {
    promiscuous: toldFlag(policy.get('allow_promiscuous')),
    macChanges: toldFlag(policy.get('mac_changes')),
    forgedTransmits: toldFlag(policy.get('forged_transmits')),
  };
}

function numberOf(from: JsonCursor): Told<number> | undefined {
  return from.number === undefined ? undefined : { from, value: from.number };
}

/** What single hosts have otherwise: the profile is judged without it. */
function unread(at: JsonCursor, key: string, sink: JsonSink): void {
  sink.problem(
    {
      ruleId: 'input-format',
      level: 'note',
      message: `The profile sets some values for single hosts ("${key}"). vlint judges the profile without them.`,
      instead: 'an export of these hosts as well, to have them judged as they are',
    },
    at,
  );
}
