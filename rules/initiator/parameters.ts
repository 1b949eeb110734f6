import { type Answer, type Comparison, type Fact, Gap, type IscsiAdapter, mapFact, unknown, usedAdapters } from 'vlint';

/** What an administrator may set, by esxcli's names. Digests and CHAP have rules of their own. */
export const COMPARED = [
  'LoginTimeout',
  'NoopOutInterval',
  'NoopOutTimeout',
  'RecoveryTimeout',
  'DelayedAck',
  'FirstBurstLength',
  'MaxOutstandingR2T',
  'InitialLoginRetryMax',
] as const;

/** These parameters of the software initiator, of hosts on which it has a target or a session. */
export const initiatorParameters: Comparison = {
  name: 'initiator-parameters',
  within: 'cluster',
  answers(host) {
    const answers: Answer[] = [];
    const { iscsiAdapters } = host;
    for (const adapter of usedAdapters(host)) {
      if (adapter instanceof Gap) return adapter.missing;
      const { kind } = adapter;
      if (!kind.known) return kind;
      if (kind.value === 'software') for (const key of COMPARED) answers.push([key, parameterOf(adapter, key)]);
    }
    return mapFact(iscsiAdapters, () => answers);
  },
};

/** A parameter as text. The software initiator has each of them: one that is not listed was not exported. */
export function parameterOf({ name, parameters }: IscsiAdapter, key: string): Fact<string> {
  if (!parameters.known) return parameters;
  const value = parameters.value.get(key);
  return value === undefined ? unknown(key, name, `esxcli iscsi adapter param get -A ${name}`) : mapFact(value, String);
}
