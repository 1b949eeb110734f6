import { type Device, defineRule, listed, problem, type Remedy, reservedCause, unknown } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { findPaths } from './find-paths.ts';

/** The states of the API that are no good, and what each means. */
const MEANINGS = {
  lostCommunication: 'the host has lost the communication with it',
  error: 'the host cannot use it',
  timeout: 'it does not answer in time',
  degraded: 'it works with less than it should have',
  quiesced: 'it takes no I/O for now',
  off: 'it was detached, or its array takes no I/O',
} as const;
/** Worst first. */
const ORDER = ['lostCommunication', 'error', 'timeout', 'degraded', 'quiesced', 'off'] as const;

export default defineRule({
  id: 'device-degraded',
  family: 'multipathing',
  title: 'Every storage device should be in order',
  rationale:
    'The host itself says that a device has lost its array, has failed or does not answer in time. VMs on it hang or stop; where the device is ' +
    'merely degraded, the next fault does that.',
  severity: 'warning',
  cases: {
    lost: { level: 'error', when: 'The device has lost communication or is in error.' },
    off: { level: 'note', when: 'The device is switched off, as before a planned removal.' },
  },
  sources: [
    says('S50', 'ScsiLun.operationalState: ok, off, degraded, error, quiesced, lostCommunication, timeout or unknownState.'),
    unsourced('How grave each state is.'),
  ],
  exceptions: { 'planned-unmount': 'A device that is switched off, as before a planned unmount, is a note.' },
  fix: {
    esxcli: [
      'esxcli storage core device list -d naa.x',
      'esxcli storage core path list -d naa.x',
      'esxcli storage core adapter rescan --all',
    ],
    manual: ['Look at the array and at the paths: what the state says lies there.'],
  },
  each: (inventory) => inventory.devices,
  *check(device) {
    const { operationalState, disk } = device;
    if (disk.known && !disk.value) return;
    if (!operationalState.known) return yield operationalState;
    const states = operationalState.value;
    const worst = ORDER.find((state) => states.includes(state));
    if (worst === undefined) {
      if (states.includes('unknownState')) yield unknownState(device);
      return;
    }
    if (!disk.known) return yield disk;
    const said = ORDER.filter((state) => states.includes(state));
    yield problem(
      operationalState,
      `The state of ${device.name} is ${listed(said)}: ${MEANINGS[worst]}.`,
      remedyFor(device, worst),
      { case: CASES[worst], cause: reservedCause(device) },
    );
  },
});

const CASES: Readonly<Partial<Record<(typeof ORDER)[number], string>>> = { lostCommunication: 'lost', error: 'lost', off: 'off' };

function unknownState({ name }: Device) {
  return unknown('operational state', name, 'esxcli storage core device list', 'the host does not know it');
}

function remedyFor(device: Device, worst: (typeof ORDER)[number]): Remedy {
  if (worst !== 'off')
    return { ...findPaths(device), manual: ['Look at the array and at the paths: what the state says lies there.'] };
  return {
    esxcli: [`esxcli storage core device set -d ${device.name} --state=on`],
    manual: [
      'If the device is to be removed, unmount its datastore on every host, detach it everywhere, and then unmap it on the array.',
    ],
  };
}
