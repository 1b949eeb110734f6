import { defineRule, notApplicable, problem, usedAdapters, type VendorArray, vendorSources, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { type Asked, judgeParameter, offenceText, parameterRemedy } from './vendor-parameter.ts';

export default defineRule({
  id: 'iscsi-delayed-ack',
  family: 'initiator',
  title: 'Delayed ACK must be off where the vendor of the array asks for it',
  rationale:
    'With Delayed ACK the host acknowledges several TCP segments at once. On a congested network some arrays wait for each acknowledgement ' +
    'before they send more, so that a lost segment stalls I/O for long.',
  severity: 'warning',
  cases: {
    'vendor-note': { level: 'note', when: 'The vendor asks for it only under conditions, as NetApp does for SolidFire.' },
    'vendor-error': { level: 'error', when: 'A vendor file of your own calls it an error.' },
  },
  sources: [
    says('S41', 'How Delayed ACK is turned off, for arrays whose vendors ask for it.'),
    says('S54', 'DelayedAck is true by default.'),
    ...vendorSources('delayedAck'),
  ],
  exceptions: {
    'no-request': 'No vendor of an array behind the adapter asks for it, as NetApp does not for ONTAP; the default stays.',
    'set-on-targets': 'It is off on each target of the array, or on the send targets that found them.',
    'no-target': 'The adapter has neither a target nor a session.',
    'no-option': 'A hardware initiator has no such parameter.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter discovery sendtarget param set -A vmhba64 -a 10.0.1.201:3260 -k DelayedAck -v false'],
    powercli: [
      "(Get-EsxCli -VMHost $h -V2).iscsi.adapter.discovery.sendtarget.param.set.Invoke(@{adapter='vmhba64';address='10.0.1.201:3260';key='DelayedAck';value='false'})",
    ],
    manual: ['New sessions take the value: rescan, or reboot the host when it is in maintenance.'],
  },
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check(adapter, _options, { vendors }) {
    const { offences, missing, isAsked } = judgeParameter(adapter, 'DelayedAck', vendors, askedBy);
    const [first, ...others] = offences;
    if (first === undefined) {
      if (missing !== undefined) yield missing;
      else if (!isAsked) yield notApplicable('no vendor of an array behind the adapter asks for it');
      return;
    }
    const levels = offences.map(({ array }) => array.delayedAck?.level ?? 'warning');
    const conditions = offences.flatMap(({ array: { delayedAck } }) =>
      delayedAck?.level === 'note' && 'claim' in delayedAck.source ? [delayedAck.source.claim] : [],
    );
    yield problem(
      first.value,
      [offenceText(adapter, 'DelayedAck', offences), ...new Set(conditions)].join(' '),
      parameterRemedy(adapter, 'DelayedAck', offences),
      {
        case: levels.includes('error') ? 'vendor-error' : levels.includes('warning') ? undefined : 'vendor-note',
        related: others.flatMap(({ value }) => weighed(`DelayedAck ${value.value}`, value)),
      },
    );
  },
});

function askedBy({ delayedAck }: VendorArray): Asked | undefined {
  if (delayedAck === undefined) return undefined;
  const wanted = String(delayedAck.enabled);
  return { wanted, isRight: (value) => String(value).toLowerCase() === wanted };
}
