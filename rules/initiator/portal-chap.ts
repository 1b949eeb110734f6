import { type Answer, type Comparison, type Fact, Gap, type IscsiAdapter, mapFact, unknown, usedAdapters } from 'vlint';

/** How logins to one portal are authenticated: "chapRequired, mutual chapProhibited". */
export interface PortalChap {
  /** "10.0.1.201:3260" */
  readonly portal: string;
  readonly text: Fact<string>;
}

/** CHAP by configured portal. A target's own setting goes before the adapter's; names and secrets are no part of it. */
export function portalChap({ portals, targetChap, chap, mutualChap }: IscsiAdapter): Fact<readonly PortalChap[]> {
  if (!portals.known) return portals;
  if (!targetChap.known) return targetChap;
  const own = new Map(targetChap.value.map((target) => [target.portal, target]));
  const configured = portals.value.filter(({ how }) => how !== 'path').map(({ address, port }) => `${address}:${port}`);
  return mapFact(portals, () =>
    [...new Set(configured)].map((portal) => {
      const target = own.get(portal);
      return { portal, text: textOf(target?.chap ?? chap, target?.mutualChap ?? mutualChap) };
    }),
  );
}

function textOf(chap: Fact<string>, mutual: Fact<string>): Fact<string> {
  return mutual.known ? mapFact(chap, (type) => `${type}, mutual ${mutual.value}`) : mutual;
}

export const portalChaps: Comparison = {
  name: 'portal-chap',
  within: 'cluster',
  answers(host) {
    const answers: Answer[] = [];
    for (const adapter of usedAdapters(host)) {
      if (adapter instanceof Gap) return adapter.missing;
      const portals = portalChap(adapter);
      if (!portals.known) return portals;
      for (const { portal, text } of portals.value) answers.push([portal, text]);
    }
    const { iscsiAdapters } = host;
    return iscsiAdapters.known
      ? { known: true, value: answers, origin: iscsiAdapters.origin }
      : unknown('iSCSI adapters', host.name, 'esxcli iscsi adapter list');
  },
};
