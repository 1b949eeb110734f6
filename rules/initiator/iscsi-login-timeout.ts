import { defineRule, notApplicable, problem, usedAdapters, type VendorArray, vendorSources, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { type Asked, judgeParameter, offenceText, parameterRemedy } from './vendor-parameter.ts';

export default defineRule({
  id: 'iscsi-login-timeout',
  family: 'initiator',
  title: 'The iSCSI login timeout must be as long as the vendor of the array asks',
  rationale:
    'After a failover of its controllers an array answers late, and hundreds of sessions log in at the same time. A host that gives up after ' +
    'the default of 5 seconds begins again and again, and its paths stay dead for minutes.',
  severity: 'warning',
  sources: [says('S54', 'LoginTimeout is 5 seconds by default and may be 1 to 60.'), ...vendorSources('loginTimeout')],
  exceptions: {
    'no-request': 'No vendor of an array behind the adapter asks for it, as NetApp does not for ONTAP.',
    longer: 'The timeout is longer than the vendor asks.',
    'set-on-targets': 'It is set on each target of the array, or on the send targets that found them.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter discovery sendtarget param set -A vmhba64 -a 10.0.1.201:3260 -k LoginTimeout -v 30'],
    powercli: [
      "(Get-EsxCli -VMHost $h -V2).iscsi.adapter.discovery.sendtarget.param.set.Invoke(@{adapter='vmhba64';address='10.0.1.201:3260';key='LoginTimeout';value='30'})",
    ],
    manual: ['New sessions take the value: rescan, or reboot the host when it is in maintenance.'],
  },
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check(adapter, _options, { vendors }) {
    const { offences, missing, isAsked } = judgeParameter(adapter, 'LoginTimeout', vendors, askedBy);
    const [first, ...others] = offences;
    if (first === undefined) {
      if (missing !== undefined) yield missing;
      else if (!isAsked) yield notApplicable('no vendor of an array behind the adapter asks for it');
      return;
    }
    yield problem(
      first.value,
      offenceText(adapter, 'LoginTimeout', offences),
      parameterRemedy(adapter, 'LoginTimeout', offences),
      {
        related: others.flatMap(({ value }) => weighed(`LoginTimeout ${value.value}`, value)),
      },
    );
  },
});

function askedBy({ loginTimeout }: VendorArray): Asked | undefined {
  if (loginTimeout === undefined) return undefined;
  const { seconds } = loginTimeout;
  return { wanted: String(seconds), isRight: (value) => Number(value) >= seconds };
}
