import { type Fact, type IscsiAdapter, mapFact, psWord, type Remedy } from 'vlint';

export const PROHIBITED = 'chapProhibited';
export const REQUIRED = 'chapRequired';

/** How an adapter, or a target with a setting of its own, uses CHAP. */
export interface ChapSetting {
  /** "vmhba64", "vmhba64 to 10.0.1.201:3260" */
  readonly of: string;
  /** The target's portal, where it is not the adapter's own setting. */
  readonly portal: string | undefined;
  readonly chap: Fact<string>;
  readonly mutualChap: Fact<string>;
}

/**
 * The settings that logins of an adapter go by: its own, which targets inherit, and those of targets that do not. The adapter's own is
 * left out when every configured target has one.
 */
export function chapSettings(adapter: IscsiAdapter): Fact<readonly ChapSetting[]> {
  const { name, targetChap, portals, chap, mutualChap } = adapter;
  if (!targetChap.known) return targetChap;
  const own = { of: name, portal: undefined, chap, mutualChap };
  const ofTargets = targetChap.value.map((target) => ({
    of: `${name} to ${target.portal}`,
    portal: target.portal,
    chap: target.chap ?? chap,
    mutualChap: target.mutualChap ?? mutualChap,
  }));
  if (ofTargets.length === 0) return mapFact(targetChap, () => [own]);
  if (!portals.known) return portals;
  const told = new Set(targetChap.value.flatMap((target) => (target.chap === undefined ? [] : [target.portal])));
  const configured = portals.value.filter(({ how }) => how !== 'path').map(({ address, port }) => `${address}:${port}`);
  const inherited = configured.length === 0 || configured.some((portal) => !told.has(portal));
  return mapFact(targetChap, () => (inherited ? [own, ...ofTargets] : ofTargets));
}

/** What to type for CHAP, with `mutual` in both directions; names and secrets are the administrator's. */
export function requireChap({ host, name }: IscsiAdapter, { portal }: Pick<ChapSetting, 'portal'>, mutual: boolean): Remedy {
  const command =
    portal === undefined
      ? `esxcli iscsi adapter auth chap set -A ${name}`
      : `esxcli iscsi adapter discovery sendtarget auth chap set -A ${name} -a ${portal}`;
  const oneWay = `${command} -d uni -l required -N NAME -S SECRET`;
  const both = `${command} -d mutual -l required -N NAME2 -S SECRET2`;
  const hba = `Get-VMHostHba -VMHost ${psWord(host.name)} -Device ${name} | Set-VMHostHba -ChapType Required -ChapName NAME -ChapPassword SECRET`;
  return {
    esxcli: mutual ? [oneWay, both] : [oneWay],
    ...(portal === undefined
      ? { powercli: [mutual ? `${hba} -MutualChapEnabled $true -MutualChapName NAME2 -MutualChapPassword SECRET2` : hba] }
      : {}),
    manual: ['Set the same names and secrets on the array first, a secret of its own for each host, and rescan afterwards.'],
  };
}
