import { defineRule, listed, problem, psWord, shellWord, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { type GroupUse, holdsAllowedVm, standardGroupUses } from './group-uses.ts';

const ID = 'vswitch-forged-transmits';

export default defineRule<GroupUse>({
  id: ID,
  family: 'vswitch',
  title: 'Standard port groups should reject forged transmits and MAC address changes',
  rationale:
    'A VM that may send from, or take, any MAC address can pass for another one on the network. Standard switches accept both unless they are told ' +
    'otherwise. What lends its address to others (nested ESXi, Network Load Balancing) needs it, in a port group of its own.',
  severity: { default: 'note', strict: 'warning', stig: 'warning' },
  sources: [
    says('S19', 'Reject forged transmits; the default of a standard switch is to accept them.'),
    unsourced('That both settings are a note by default, and a warning under the profiles that follow a security guide.'),
  ],
  exceptions: {
    'lends-addresses':
      'A nested ESXi, Network Load Balancing or a cluster moves addresses there: facts.yaml allows the port group or a VM in it.',
    distributed: 'It is a distributed port group, which rejects both unless it is told otherwise.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy security set -p PG -f false -m false'],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name PG | Get-SecurityPolicy | Set-SecurityPolicy -ForgedTransmits $false -MacChanges $false',
    ],
  },
  *each({ hosts }) {
    for (const host of hosts) yield* standardGroupUses(host);
  },
  *check(use, _options, context) {
    const { group, host } = use;
    const settings = [
      { fact: group.forgedTransmits, what: 'forged transmits', flag: '-f', parameter: '-ForgedTransmits' },
      { fact: group.macChanges, what: 'MAC address changes', flag: '-m', parameter: '-MacChanges' },
    ];
    const accepted = settings.filter(({ fact }) => fact.known && fact.value);
    const unknown = settings.flatMap(({ fact }) => (fact.known ? [] : [fact]));
    if (accepted.length + unknown.length === 0) return;
    const welcome = holdsAllowedVm(use, ID, context);
    if (welcome === true) return;
    const [first, second] = accepted;
    if (first === undefined || !first.fact.known) return yield* unknown;
    if (welcome !== false) return yield welcome;
    const flags = accepted.map(({ flag }) => `${flag} false`).join(' ');
    const parameters = accepted.map(({ parameter }) => `${parameter} $false`).join(' ');
    yield problem(
      first.fact,
      `Port group ${group.name} accepts ${listed(accepted.map(({ what }) => what))}.`,
      {
        esxcli: [`esxcli network vswitch standard portgroup policy security set -p ${shellWord(group.name)} ${flags}`],
        powercli: [
          `Get-VirtualPortGroup -VMHost ${psWord(host.name)} -Name ${psWord(group.name)} | Get-SecurityPolicy | Set-SecurityPolicy ${parameters}`,
        ],
      },
      { related: weighed('MAC address changes', second?.fact) },
    );
  },
});
