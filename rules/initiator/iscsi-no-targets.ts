import { defineRule, notApplicable, problem, psWord } from 'vlint';
import { unsourced } from '../ledger.ts';

export default defineRule({
  id: 'iscsi-no-targets',
  family: 'initiator',
  title: 'A software iSCSI adapter should have targets',
  rationale:
    'An adapter that is switched on and has no target does nothing. Its setup was begun and left, or its storage is gone.',
  severity: 'note',
  sources: [unsourced('An adapter without targets is no fault; it is worth to know of it.')],
  exceptions: { hardware: 'Hardware adapters are there whether anybody uses them or not.' },
  fix: {
    esxcli: ['esxcli iscsi adapter discovery sendtarget add -A vmhba64 -a IP:3260', 'esxcli iscsi software set --enabled=false'],
    powercli: ['New-IScsiHbaTarget -IScsiHba $hba -Address IP'],
  },
  each: (inventory) => inventory.iscsiAdapters,
  *check(adapter) {
    const { host, kind, name, portals } = adapter;
    if (kind.known && kind.value !== 'software') return yield notApplicable('a hardware adapter');
    if (!portals.known) return yield portals;
    if (portals.value.length > 0) return;
    if (!kind.known) return yield kind;
    const server = psWord(host.name);
    yield problem(
      portals,
      `The software iSCSI adapter ${name} of ${host.name} has no target, neither by discovery nor by hand.`,
      {
        esxcli: [
          `esxcli iscsi adapter discovery sendtarget add -A ${name} -a IP:3260`,
          `esxcli storage core adapter rescan -A ${name}`,
        ],
        powercli: [`Get-VMHostHba -VMHost ${server} -Device ${name} | New-IScsiHbaTarget -Address IP`],
        manual: [`Enter a portal of the array in place of IP, or switch the adapter off if ${host.name} needs no iSCSI.`],
      },
    );
  },
});
