import {
  cluster,
  type DiskDescription,
  type Entry,
  type HostDescription,
  lunUuidOf,
  type PropertiesEntry,
  presetLuns,
  type VmDescription,
  vm,
} from '../../build/index.ts';
import { quorum } from './cluster.ts';

const [data] = presetLuns;

/** Versions with their builds. */
export const v50 = { version: '5.0.0', build: '469512' } as const;
export const v51 = { version: '5.1.0', build: '799733' } as const;
export const v60 = { version: '6.0.0', build: '5050593' } as const;
export const v65 = { version: '6.5.0', build: '13932383' } as const;
export const v67 = { version: '6.7.0', build: '14320388' } as const;
export const v70 = { version: '7.0.3', build: '19193900' } as const;
export const v90 = { version: '9.0.0', build: '24755229' } as const;

/** A host of which only what it runs is told. */
export function bare(n: number, patch: Partial<HostDescription> = {}): HostDescription {
  return {
    name: `esx0${n}.lab`,
    cluster: 'C1',
    version: '8.0.3',
    build: '24022510',
    vmfs: { ds1: { extents: [data] } },
    ...patch,
  };
}

/** Two such hosts, alike. */
export function barePair(patch: Partial<HostDescription> = {}): HostDescription[] {
  return [bare(1, patch), bare(2, patch)];
}

export interface MemberDescription extends Partial<VmDescription> {
  readonly bus?: 'noSharing' | 'virtualSharing' | 'physicalSharing';
  readonly disk?: Partial<DiskDescription>;
}

/** A Windows VM with its own disk on scsi0 and a shared one on scsi1: by default the second LUN of goodHost as a raw device. */
export function member(name: string, on: number, { bus, disk, ...patch }: MemberDescription = {}): PropertiesEntry {
  return vm({
    name,
    host: `esx0${on}.lab`,
    guestId: 'windows2019srv_64Guest',
    controllers: { scsi0: 'lsisas', scsi1: { kind: 'lsisas', sharedBus: bus ?? 'physicalSharing' } },
    disks: [
      'scsi0:0',
      disk?.file === undefined ? { at: 'scsi1:0', rdm: { device: quorum }, ...disk } : { at: 'scsi1:0', ...disk },
    ],
    nics: [{ portGroup: 'VM Network' }],
    ...patch,
  });
}

/** sql01 on the first host and sql02 on the second, alike. */
export function members(description: MemberDescription = {}): PropertiesEntry[] {
  return [member('sql01', 1, description), member('sql02', 2, description)];
}

/** An ordinary VM. */
export const lonely = vm({ name: 'web01', host: 'esx01.lab' });

/** The cluster that goodHost belongs to. */
export function drs(description: { readonly apart?: boolean; readonly names?: readonly string[] } = {}): Entry {
  const names = description.names ?? ['sql01', 'sql02'];
  return cluster({ name: 'C1', hosts: ['esx01.lab', 'esx02.lab'], ...(description.apart ? { apart: { wsfc: names } } : {}) });
}

/** What makes a VM a node by word of mouth. */
export const isNode = `vms:
  - name: sql01
    role: wsfc-node
    who: me
    when: 2025-12-01
    until: 2026-12-31
`;

/** What a message calls the LUN that the members share. */
export const lunUuid = lunUuidOf(quorum);

/** facts.yaml that allows an object for a rule. */
export function allows(rule: string, object: string): string {
  return `allow:
  - rule: ${rule}
    object: ${object}
    reason: agreed
    who: me
    when: 2025-12-01
    until: 2026-12-31
`;
}
