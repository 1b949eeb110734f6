import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-chap-config-mismatch.ts';
import { esxcliSet, exportOf, goodHost, without } from '../../build/index.ts';

const oneWay = { type: 'chapRequired' };
const host = (n: number, patch: object = {}, more: object = {}) => goodHost(n, { adapters: { vmhba64: patch }, ...more });
const none = 'chapProhibited, mutual chapProhibited';
const portals = '10.0.1.201:3260 and 10.0.1.202:3260';
const found = (n: number, own: string, others: string, to = portals, path = 'authenticationProperties') => ({
  subject: `esx0${n}.lab/vmhba64`,
  level: 'warning' as const,
  message: `vmhba64 of esx0${n}.lab logs in to ${to} with ${own} while ${others}.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/storageDevice/hostBusAdapter/0/${path}/chapAuthenticationType`,
});

testRule(rule, {
  valid: [
    { name: 'none on both', input: exportOf(host(1), host(2)) },
    { name: 'the same on both', input: exportOf(host(1, { chap: oneWay }), host(2, { chap: oneWay })) },
    {
      name: 'other names and secrets',
      exception: 'names-and-secrets',
      input: exportOf(host(1, { chap: { ...oneWay, name: 'one' } }), host(2, { chap: { ...oneWay, name: 'two' } })),
    },
    { name: 'one host', exception: 'one-host', outcome: 'notApplicable', input: exportOf(host(1)) },
    {
      name: 'hosts of two clusters',
      outcome: 'notApplicable',
      input: exportOf(host(1), host(2, { chap: oneWay }, { cluster: 'C2' })),
    },
    {
      name: 'other portals',
      outcome: 'notApplicable',
      input: exportOf(host(1), host(2, { chap: oneWay, sendTargets: ['10.0.1.209'] }, { luns: {} })),
    },
  ],
  invalid: [
    {
      name: 'one of three',
      exception: 'majority',
      input: exportOf(host(1), host(2), host(3, { chap: oneWay })),
      findings: [found(3, 'chapRequired, mutual chapProhibited', `esx01.lab and esx02.lab use ${none}`)],
    },
    {
      name: 'mutual on one of three',
      input: exportOf(
        host(1, { chap: oneWay }),
        host(2, { chap: oneWay }),
        host(3, { chap: { ...oneWay, mutual: 'chapRequired' } }),
      ),
      findings: [
        found(3, 'chapRequired, mutual chapRequired', 'esx01.lab and esx02.lab use chapRequired, mutual chapProhibited'),
      ],
    },
    {
      name: 'a tie',
      input: exportOf(host(1), host(2, { chap: oneWay })),
      findings: [
        found(1, none, 'esx02.lab uses chapRequired, mutual chapProhibited'),
        found(2, 'chapRequired, mutual chapProhibited', `esx01.lab uses ${none}`),
      ],
    },
    {
      name: 'one target of one host has its own',
      input: exportOf(host(1), host(2), host(3, { sendTargets: ['10.0.1.201', { address: '10.0.1.202', chap: oneWay }] })),
      findings: [
        found(
          3,
          'chapRequired, mutual chapProhibited',
          `esx01.lab and esx02.lab use ${none}`,
          '10.0.1.202:3260',
          'configuredStaticTarget/1/authenticationProperties',
        ),
      ],
    },
  ],
  unknown: [
    {
      name: 'esxcli of the other host does not tell',
      input: exportOf(host(1), ...esxcliSet(host(2))),
      missing: [
        { subject: 'esx01.lab/vmhba64', fact: 'CHAP settings of targets of vmhba64' },
        { subject: 'esx02.lab/vmhba64', fact: 'CHAP settings of targets of vmhba64' },
      ],
    },
    {
      name: 'the setting of the other host is not told',
      input: exportOf(host(1), without(host(2), 'config.storageDevice.hostBusAdapter.0.authenticationProperties')),
      missing: ['esx01.lab', 'esx02.lab'].map((name) => ({ subject: `${name}/vmhba64`, fact: 'mutual CHAP setting of vmhba64' })),
    },
  ],
});
