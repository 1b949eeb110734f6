import { type Answer, before, type Comparison, mapFact } from 'vlint';

export const OLD = 'cannot read VMFS6';
const NEW = 'reads VMFS6';

/** For each device with a VMFS volume before VMFS6: whether the host that mounts it could read VMFS6. */
export const vmfsReaders: Comparison = {
  name: 'vmfs-readers',
  within: 'estate',
  answers(host) {
    const { volumes } = host;
    if (!volumes.known) return volumes;
    const answers: Answer[] = [];
    const reads = mapFact(before(host, '6.5'), (old) => (old ? OLD : NEW));
    for (const { majorVersion, extents } of volumes.value) {
      if (majorVersion.known && majorVersion.value >= 6) continue;
      if (!extents.known) return extents;
      for (const device of extents.value) answers.push([device, reads]);
    }
    return mapFact(volumes, () => answers);
  },
};
