import { defineRule, devicesUnder, problem, shellWord, vendorSources, weighed } from 'vlint';
import { arrayUnder } from './arrays.ts';

export default defineRule({
  id: 'ats-only-lockmode',
  family: 'vmfs',
  title: 'A datastore on an array that asks for it should lock by atomic test and set alone',
  rationale:
    'A datastore in the mode ATS+SCSI falls back to reserving the whole device whenever atomic test and set fails, and all hosts of the ' +
    'datastore wait. Datastores that were once VMFS3 keep that mode until somebody changes it.',
  severity: 'note',
  sources: vendorSources('atsOnly'),
  esxi: { from: '6.0' },
  exceptions: {
    vmfs3: 'VMFS3 knows no other mode.',
    converted: 'The datastore was VMFS3 once and stays as it is; facts.yaml can allow it.',
    'other-vendor': 'The vendor of the array does not ask for it.',
    'no-primitives': 'The device has no primitives, so that atomic test and set is not to be had.',
  },
  fix: {
    esxcli: ['esxcli storage vmfs lockmode list', 'esxcli storage vmfs lockmode set --ats -l ds1'],
    manual: ['Unmount and mount the datastore on each host, or let each go through maintenance, so that all take the new mode.'],
  },
  each: (inventory) => inventory.volumes,
  *check(volume, _, { vendors }) {
    const { name, lockingMode, majorVersion } = volume;
    if (lockingMode.known && !lockingMode.value.toUpperCase().includes('SCSI')) return;
    const under = arrayUnder(volume, vendors, ({ atsOnly }) => atsOnly !== undefined);
    if (under.known && under.value === null) return;
    if (majorVersion.known && majorVersion.value <= 3) return;
    const devices = devicesUnder(volume);
    const primitives = devices.known ? devices.value.map(({ vaai }) => vaai) : [devices];
    if (primitives.some((fact) => fact.known && fact.value === 'vStorageUnsupported')) return;
    if (!under.known) return yield under;
    if (!lockingMode.known) return yield lockingMode;
    if (!majorVersion.known) return yield majorVersion;
    for (const fact of primitives) if (!fact.known) return yield fact;
    if (under.value === null) return;
    const { array, device } = under.value;
    yield problem(
      lockingMode,
      `${name} locks by ${lockingMode.value}; ${array.name} asks for ATS alone.`,
      {
        esxcli: [`esxcli storage vmfs lockmode set --ats -l ${shellWord(name)}`],
        manual: [`Unmount and mount ${name} on each host afterwards, or let each go through maintenance.`],
      },
      { related: weighed(`${device.name} is on ${array.name}`, device.vendor) },
    );
  },
});
