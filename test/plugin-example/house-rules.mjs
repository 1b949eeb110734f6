/**
 * A plugin: rules of a house, beside vlint's own. vlint.yaml names the file (or the package that has it as its entry) and the command
 * line lets it run, since a plugin is a program:
 *
 *     # vlint.yaml
 *     plugins: ./house-rules.mjs
 *     rules:
 *       house-iscsi-vlan:
 *         options: { first: 1000, last: 1999 }
 *
 *     vlint scan exports/ --allow-plugins
 *
 * A plugin imports `vlint` and is given the copy of it that runs, whatever lies in its node_modules; a bundler must leave that import
 * alone. Its rules are made and tested as vlint's own (CONTRIBUTING.md): see house-rules.test.ts. They may use vlint's families or name
 * one of their own, as here; ids start best with the name of the house, as vlint's own grow in number and must not meet them.
 */
import { causeOf, defineRule, Gap, IscsiPort, iscsiPorts, notApplicable, portGroupOf, problem, shellWord } from 'vlint';

const policy = { unsourced: 'The network policy of the house, chapter 4.' };

const vlan = defineRule({
  id: 'house-iscsi-vlan',
  family: 'house',
  title: 'iSCSI must be in the range of VLANs that the house keeps for storage',
  rationale: 'The firewalls of the house know storage by its VLAN: what is elsewhere is filtered, or is open to everybody.',
  severity: { default: 'warning', lab: 'note' },
  cases: { untagged: { level: 'error', when: 'The port group has no VLAN at all.' } },
  sources: [policy],
  exceptions: { 'lab-range': { profile: 'lab', when: 'The VLAN is one of 1 to 9, which labs may use for anything.' } },
  fix: { esxcli: ['esxcli network vswitch standard portgroup set -p iSCSI-A -v 1101'] },
  options: {
    defaults: { first: 1000, last: 1999 },
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        first: { description: 'The first VLAN for storage.', type: 'integer', minimum: 1, maximum: 4094 },
        last: { description: 'The last VLAN for storage.', type: 'integer', minimum: 1, maximum: 4094 },
      },
    },
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port, { first, last }, { profile }) {
    const group = portGroupOf(port.vmk);
    if (!group.known) return yield group;
    const { name, vlan: fact } = group.value;
    if (!fact.known) return yield fact;
    if (typeof fact.value !== 'number') return yield notApplicable(`${name} is a trunk`);
    if (fact.value >= first && fact.value <= last) return;
    if (profile === 'lab' && fact.value > 0 && fact.value < 10) return yield notApplicable('a VLAN of the lab');
    const place = fact.value === 0 ? 'without a VLAN' : `in VLAN ${fact.value}`;
    yield problem(
      fact,
      `${port.vmk.name} carries iSCSI ${place}; the house keeps ${first} to ${last} for storage.`,
      { esxcli: [`esxcli network vswitch standard portgroup set -p ${shellWord(name)} -v ${first}`] },
      {
        case: fact.value === 0 ? 'untagged' : undefined,
        cause: causeOf(group.value, 'VLAN', `Port group ${name} is ${place}.`, fact),
      },
    );
  },
});

const names = defineRule({
  id: 'house-iscsi-port-group-names',
  family: 'house',
  title: 'Port groups for iSCSI must be named after their fabric',
  rationale: 'Whoever mends a cable at night must see from the name which fabric a port group belongs to.',
  severity: 'note',
  sources: [policy],
  exceptions: { distributed: 'The port group is a distributed one, whose names others give.' },
  fix: { manual: ['Call the port groups iSCSI-A and iSCSI-B.'] },
  *each(inventory) {
    for (const host of inventory.hosts) {
      const ports = iscsiPorts(host);
      const gap = ports.find((port) => port instanceof Gap);
      if (ports.some((port) => port instanceof IscsiPort)) yield host;
      else if (gap !== undefined) yield new Gap(host, gap.missing);
    }
  },
  *check(host) {
    for (const port of iscsiPorts(host)) {
      const group = port instanceof Gap ? port.missing : portGroupOf(port.vmk);
      if (!('value' in group)) {
        yield group;
        continue;
      }
      const { name, distributed, switchName } = group.value;
      if (distributed) yield notApplicable('distributed port groups are named by others');
      else if (!switchName.known) yield switchName;
      else if (!/^iSCSI-[AB]$/.test(name)) {
        yield problem(switchName, `${host.name} calls the port group of ${port.vmk.name} "${name}".`, {
          manual: [`Rename ${name} to iSCSI-A or iSCSI-B.`],
        });
      }
    }
  },
});

export default [vlan, names];
