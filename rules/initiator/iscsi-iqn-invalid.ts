import { defineRule, problem, psWord } from 'vlint';
import { unsourced } from '../ledger.ts';

export default defineRule({
  id: 'iscsi-iqn-invalid',
  family: 'initiator',
  title: 'The iSCSI name of an adapter should be a well-formed one',
  rationale:
    'Arrays look a host up by its iSCSI name. Some fold upper case to lower case and some do not, and a name with characters that do not belong ' +
    'there may be refused or not be found in an access list.',
  severity: 'note',
  sources: [
    unsourced(
      'iqn., eui. or naa. at the beginning, and no upper case or underscore in an iqn. name: taken from the naming rules of iSCSI.',
    ),
  ],
  exceptions: {
    'hexadecimal-names': 'Names that begin with eui. or naa. end in hexadecimal digits, which may be in upper case.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter set -A vmhba64 -n iqn.1998-01.com.vmware:esx01-4f1c2a01'],
    powercli: ['Set-VMHostHba -IScsiHba $hba -IScsiName iqn.1998-01.com.vmware:esx01-4f1c2a01'],
    manual: [
      "Change the access lists of the array first, and put the host in maintenance: the change ends the adapter's sessions.",
    ],
  },
  each: (inventory) => inventory.iscsiAdapters,
  *check({ host, iqn, name }) {
    if (!iqn.known) return yield iqn;
    const fault = faultOf(iqn.value);
    if (fault === undefined) return;
    const better = iqn.value.startsWith('iqn.') ? iqn.value.toLowerCase().replaceAll('_', '-') : 'iqn.1998-01.com.vmware:NAME';
    yield problem(iqn, `The iSCSI name ${iqn.value} of ${name} on ${host.name} ${fault}.`, {
      esxcli: [`esxcli iscsi adapter set -A ${name} -n ${better}`],
      powercli: [`Get-VMHostHba -VMHost ${psWord(host.name)} -Device ${name} | Set-VMHostHba -IScsiName '${better}'`],
      manual: [
        "Change the access lists of the array first, and put the host in maintenance: the change ends the adapter's sessions.",
      ],
    });
  },
});

function faultOf(iqn: string): string | undefined {
  if (iqn.startsWith('eui.') || iqn.startsWith('naa.')) return undefined;
  if (!iqn.startsWith('iqn.')) return 'begins with neither "iqn." nor "eui." nor "naa."';
  const upper = iqn !== iqn.toLowerCase();
  const underscore = iqn.includes('_');
  if (upper && underscore) return 'has letters in upper case and an underscore';
  if (upper) return 'has letters in upper case';
  return underscore ? 'has an underscore' : undefined;
}
