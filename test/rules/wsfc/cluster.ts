import type { DiskDescription, PropertiesEntry } from '../../build/index.ts';
import { presetLuns, vm } from '../../build/index.ts';

/** The LUN that the nodes map; no VMFS volume of clusterHost() lies on it. */
export const [, quorum] = presetLuns;

export interface NodeDescription {
  readonly host?: string;
  readonly guestId?: string;
  readonly sharedBus?: 'noSharing' | 'virtualSharing' | 'physicalSharing';
  readonly disk?: Partial<DiskDescription>;
}

/** A node of a Windows cluster: its own disk on scsi0, the raw device on scsi1, which has physical bus sharing. */
export function node(name: string, { host, guestId, sharedBus, disk }: NodeDescription = {}): PropertiesEntry {
  return vm({
    name,
    host: host ?? 'esx01.lab',
    guestId: guestId ?? 'windows9Server64Guest',
    controllers: { scsi0: 'lsisas', scsi1: { kind: 'lsisas', sharedBus: sharedBus ?? 'physicalSharing' } },
    disks: ['scsi0:0', { at: 'scsi1:0', rdm: { device: quorum }, ...disk }],
  });
}

/** Both nodes, alike. */
export function nodes(description: NodeDescription = {}): PropertiesEntry[] {
  return [node('sql01', description), node('sql02', { ...description, host: description.host ?? 'esx02.lab' })];
}

/** Patch for a preset: the second LUN as `lun` says, with no volume on it. */
export function clusterLun(lun: Readonly<Record<string, unknown>> = {}): {
  luns: Record<string, object>;
  vmfs: { ds2: undefined };
} {
  return { luns: { [quorum]: lun }, vmfs: { ds2: undefined } };
}
