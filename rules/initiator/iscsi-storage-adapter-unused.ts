import { defineRule, notApplicable, problem } from 'vlint';
import { unsourced } from '../ledger.ts';
import { carriesPaths } from './adapter-paths.ts';

export default defineRule({
  id: 'iscsi-storage-adapter-unused',
  family: 'initiator',
  title: 'A software iSCSI adapter should carry paths',
  rationale:
    'An adapter without a path sees no storage: the array does not let the host in, the network does not carry its sessions, or nobody needs the ' +
    'adapter. It lengthens each rescan and each start of the host.',
  severity: 'note',
  sources: [unsourced('An adapter without paths is no fault in itself; it is worth to know of it.')],
  exceptions: { hardware: 'Hardware adapters are there whether anybody uses them or not.' },
  fix: {
    esxcli: [
      'esxcli storage core adapter rescan -A vmhba64',
      'esxcli iscsi session list -A vmhba64',
      'esxcli iscsi software set --enabled=false',
    ],
    manual: ["Look whether the array lets the host's iSCSI name in and maps a LUN to it."],
  },
  each: (inventory) => inventory.iscsiAdapters,
  *check(adapter) {
    const { host, kind, name, portals } = adapter;
    if (kind.known && kind.value !== 'software') return yield notApplicable('a hardware adapter');
    const carries = carriesPaths(adapter);
    if (carries.known && carries.value) return;
    if (!kind.known) return yield kind;
    if (!carries.known) return yield carries;
    const targets = portals.known && portals.value.length > 0 ? ` to its ${portals.value.length} target portals` : '';
    yield problem(
      kind,
      `The software iSCSI adapter ${name} of ${host.name} is switched on and has no path${targets.replace(' 1 target portals', ' target portal')}.`,
      {
        esxcli: [`esxcli storage core adapter rescan -A ${name}`, `esxcli iscsi session list -A ${name}`],
        manual: [
          `Look whether the array lets ${adapter.iqn.known ? adapter.iqn.value : 'the host'} in and maps a LUN to it, or switch the adapter off if nobody needs it.`,
        ],
      },
    );
  },
});
