import { atLeast, defineRule, problem, psWord, type Remedy, shellWord, type VmfsVolume, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { isLocal } from './lookup.ts';
import { OLD, vmfsReaders } from './readers.ts';

export default defineRule({
  id: 'vmfs-version-old',
  family: 'vmfs',
  title: 'Shared datastores should have the VMFS version of their hosts',
  rationale:
    'VMFS6 gives freed space back to the array by itself and is what later releases build on. VMFS3 is no longer supported from ESXi 6.7 ' +
    'on: such a host upgrades it when it mounts it, and hosts before that cannot use it any more.',
  severity: 'note',
  cases: {
    vmfs3: { level: 'warning', when: 'VMFS3 on ESXi 6.5.' },
    'vmfs3-unsupported': { level: 'error', when: 'VMFS3 on ESXi 6.7 or later, which does not support it.' },
  },
  sources: [
    says(
      'S44',
      'ESXi 6.7 does not support VMFS3 and upgrades it by itself; hosts before 6.5 cannot read VMFS6, and there is no upgrade in place from VMFS5 to VMFS6.',
    ),
  ],
  esxi: { from: '6.5' },
  exceptions: {
    'old-hosts': 'A host before ESXi 6.5 mounts the volume too and could not read VMFS6: VMFS5 is right.',
    'old-hosts-elsewhere': 'Such a host is not among the inputs; facts.yaml can allow it.',
    local: 'The volume lies on a disk of the host itself, as boot volumes do.',
  },
  fix: {
    esxcli: ['vmkfstools -T /vmfs/volumes/ds1'],
    powercli: [
      'New-Datastore -VMHost $h -Name $new -Path naa.x -Vmfs -FileSystemVersion 6',
      'Get-VM -Datastore $old | Move-VM -Datastore $new',
    ],
    manual: ['VMFS3 is upgraded in place to VMFS5; VMFS6 takes a new datastore to which the VMs are moved.'],
  },
  compares: [vmfsReaders],
  each: (inventory) => inventory.volumes,
  *check(volume) {
    const { host, name, majorVersion, extents } = volume;
    if (majorVersion.known && majorVersion.value > 5) return;
    const local = isLocal(volume);
    if (local.known && local.value) return;
    if (!majorVersion.known) return yield majorVersion;
    if (!local.known) return yield local;
    const version = majorVersion.value;
    const vmfs3 = version <= 3;
    if (!vmfs3) {
      if (!extents.known) return yield extents;
      const ballots = extents.value.map((device) => host.around.estate.ballot(vmfsReaders, host, device));
      if (ballots.some(({ tallies }) => tallies.some(({ value }) => value === OLD))) return;
      const [untold] = ballots.flatMap((ballot) => ballot.untold);
      if (untold !== undefined) return yield untold.missing;
    }
    const unsupported = vmfs3 ? atLeast(host, '6.7') : undefined;
    const { version: release } = host;
    yield problem(
      majorVersion,
      unsupported?.known && unsupported.value
        ? `${name} is VMFS${version}, which ESXi ${release.known ? release.value : '6.7'} does not support.`
        : `${name} is VMFS${version}; its hosts can use VMFS${vmfs3 ? '5 and VMFS6' : '6'}.`,
      remedyFor(volume, vmfs3),
      {
        case: !vmfs3 ? undefined : unsupported?.known && unsupported.value ? 'vmfs3-unsupported' : 'vmfs3',
        related: weighed(`${host.name} runs ESXi ${release.known ? release.value : ''}`, release),
      },
    );
  },
});

function remedyFor({ host, name }: VmfsVolume, vmfs3: boolean): Remedy {
  return {
    ...(vmfs3 ? { esxcli: [`vmkfstools -T /vmfs/volumes/${shellWord(name)}`] } : {}),
    powercli: [
      `New-Datastore -VMHost ${psWord(host.name)} -Name NEW -Path naa.x -Vmfs -FileSystemVersion 6`,
      `Get-VM -Datastore ${psWord(name)} | Move-VM -Datastore NEW`,
    ],
    manual: [
      vmfs3
        ? 'The upgrade in place makes it VMFS5; for VMFS6 make a new datastore and move the VMs.'
        : 'There is no upgrade in place to VMFS6: make a new datastore on a device of its own, move the VMs and delete the old one.',
    ],
  };
}
