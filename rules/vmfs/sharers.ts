import { type Answer, type Comparison, type Host, mapFact } from 'vlint';

/** An advanced option of each host, by the devices with the VMFS volumes that it mounts: who shares a datastore is compared. */
function optionOfSharers(key: string): Comparison {
  return {
    name: `${key} of hosts that share a datastore`,
    within: 'estate',
    answers(host) {
      const { volumes } = host;
      if (!volumes.known) return volumes;
      const value = mapFact(host.option(key), String);
      const answers: Answer[] = [];
      for (const { extents } of volumes.value) {
        if (!extents.known) return extents;
        // "mpx." names are valid on one host only.
        for (const device of extents.value) if (!device.startsWith('mpx.')) answers.push([device, value]);
      }
      return mapFact(volumes, () => answers);
    },
  };
}

export const HEARTBEAT = 'VMFS3.UseATSForHBOnVMFS5';
export const LOCKING = 'VMFS3.HardwareAcceleratedLocking';
export const heartbeats = optionOfSharers(HEARTBEAT);
export const lockings = optionOfSharers(LOCKING);

/** Devices with a VMFS volume of the host, each with the volume's name; those of which that is told. */
export function volumeDevices({ volumes }: Host): readonly { readonly device: string; readonly volume: string }[] {
  return (volumes.known ? volumes.value : []).flatMap(({ name, extents }) =>
    extents.known ? extents.value.filter((device) => !device.startsWith('mpx.')).map((device) => ({ device, volume: name })) : [],
  );
}
