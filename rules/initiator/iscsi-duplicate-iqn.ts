import { crowd, defineRule, problem, psWord, unknown, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { initiatorNames, isComparable, nameKey, serverOf } from './initiator-names.ts';

export default defineRule({
  id: 'iscsi-duplicate-iqn',
  family: 'initiator',
  title: 'No two hosts may have the same iSCSI name',
  rationale:
    'The array knows a host by its iSCSI name. Two hosts with one name take the sessions from each other, see LUNs that are meant for the other, ' +
    'and access lists and reservations no longer tell them apart. It mostly comes from cloned installations.',
  severity: 'error',
  sources: [says('S45', 'The iSCSI name of an adapter must be worldwide unique.')],
  exceptions: {
    'same-server':
      'One server that is in the inputs twice: the hardware has the same UUID. Without any UUID the names tell hosts apart.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter set -A vmhba64 -n iqn.1998-01.com.vmware:esx01-4f1c2a01'],
    powercli: ['Set-VMHostHba -IScsiHba $hba -IScsiName iqn.1998-01.com.vmware:esx01-4f1c2a01'],
    manual: [
      "Change the access lists of the array first, and put the host in maintenance: the change ends the adapter's sessions.",
    ],
  },
  compares: [initiatorNames],
  each: (inventory) => inventory.iscsiAdapters,
  *check({ host, iqn, name }) {
    if (!iqn.known) return yield iqn;
    const { tallies, untold } = host.around.estate.ballot(initiatorNames, host, nameKey(iqn.value));
    const told = tallies.flatMap((tally) => tally.hosts);
    const others = told.filter((other) => other !== host.name);
    if (others.length === 0 && untold.length === 0) return;
    const own = serverOf(host);
    const rivals = tallies.filter(({ value }) => value !== own && isComparable(value, own));
    const [missing] = untold;
    if (rivals.length === 0) {
      const [other] = tallies.filter(({ value }) => !isComparable(value, own)).flatMap((tally) => tally.hosts);
      if (other !== undefined) yield host.uuid.known ? hardwareOf(other) : host.uuid;
      else if (missing) yield missing.missing;
      return;
    }
    const hosts = rivals.flatMap((rival) => rival.hosts).sort();
    const label = host.name.split('.')[0] ?? host.name;
    yield problem(
      iqn,
      `The iSCSI name ${iqn.value} of ${name} on ${host.name} belongs to ${crowd(hosts, told.length)} as well. The array cannot tell the hosts apart.`,
      {
        esxcli: [`esxcli iscsi adapter set -A ${name} -n iqn.1998-01.com.vmware:${label}-SUFFIX`],
        powercli: [
          `Get-VMHostHba -VMHost ${psWord(host.name)} -Device ${name} | Set-VMHostHba -IScsiName 'iqn.1998-01.com.vmware:${label}-SUFFIX'`,
        ],
        manual: [
          'Do so on all of them but one, with a suffix of its own for each.',
          "Change the access lists of the array first, and put the host in maintenance: the change ends the adapter's sessions.",
        ],
      },
      { related: rivals.flatMap((rival) => weighed(`${rival.hosts[0]} has it`, rival.example)).slice(0, 4) },
    );
  },
});

function hardwareOf(host: string) {
  return unknown('hardware UUID', host, 'govc collect -json -type h / name hardware');
}
