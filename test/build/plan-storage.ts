import { onLink } from './address.ts';
import type { AdapterKind, HostDescription, LunDescription, PathDescription, TargetDescription } from './host-description.ts';
import { lunNumberOf, lunUuidOf, macOf } from './identity.ts';
import { named } from './named.ts';
import type { AdapterPlan, LunPlan, PathPlan, TargetPlan, VmkPlan } from './plan.ts';

/** ESXi 6.7 Update 2: from here on the API tells `perenniallyReserved`. */
const buildThatTellsReservations = 13006603;
const buildThatTellsClusteredVmdk = 15843807;

const adapterClasses: Readonly<Record<AdapterKind, string>> = {
  software: 'InternetScsiHba',
  dependent: 'InternetScsiHba',
  independent: 'InternetScsiHba',
  iser: 'InternetScsiHba',
  fc: 'FibreChannelHba',
  local: 'ParallelScsiHba',
};

/** True for the kinds that speak iSCSI. */
export function isIscsi(adapter: AdapterPlan): boolean {
  return adapterClasses[adapter.kind] === 'InternetScsiHba';
}

export function adapterPlans(host: HostDescription, vmks: readonly VmkPlan[]): AdapterPlan[] {
  const described = named(host.adapters);
  const hasLocal = described.some(([, item]) => item.kind === 'local');
  if (!hasLocal && named(host.luns).some(([, lun]) => lun.local === true)) described.unshift(['vmhba0', { kind: 'local' }]);
  return described.map(([name, item]) => {
    for (const bound of item.bound ?? []) {
      if (!vmks.some((vmk) => vmk.name === bound))
        throw new RangeError(`${host.name}: ${bound} is bound to ${name} but not described`);
    }
    const kind = item.kind ?? 'software';
    const sends = (item.sendTargets ?? []).map((target, index) => targetPlan(target, index));
    const byHand = (item.staticTargets ?? []).map((target, index) => targetPlan(target, sends.length + index));
    return {
      ...item,
      name,
      kind,
      iqn:
        item.iqn ??
        `iqn.1998-01.com.vmware:${host.name.split('.')[0]}-${macOf(`${host.name}/${name}`).slice(9).replaceAll(':', '')}`,
      key: `key-vim.host.${adapterClasses[kind]}-${name}`,
      sends,
      statics: byHand,
    };
  });
}

function targetPlan(target: string | TargetDescription, index: number): TargetPlan {
  const item = typeof target === 'string' ? { address: target } : target;
  const { address, port } = portalOf(item.address);
  return { ...item, address, port: item.port ?? port, iqn: item.iqn ?? `iqn.2010-06.com.example:array1.ct${index}` };
}

/** Address and port of "10.0.1.201:3260"; the port may be missing. */
export function portalOf(text: string): { address: string; port: number } {
  const match = /^(.*):(\d+)$/.exec(text);
  return { address: match?.[1] ?? text, port: Number(match?.[2] ?? 3260) };
}

/** Portals of an adapter in the order of their target numbers: those discovered, then those set by hand. */
function portals(adapter: AdapterPlan): readonly TargetPlan[] {
  return [...adapter.sends, ...adapter.statics];
}

export function lunPlan(
  name: string,
  item: LunDescription,
  adapters: readonly AdapterPlan[],
  vmks: readonly VmkPlan[],
  build: number,
): LunPlan {
  const lun = item.lun ?? (item.local === true ? 0 : lunNumberOf(name));
  const uuid = item.uuid ?? lunUuidOf(name, lun);
  const plugin = item.plugin ?? 'NMP';
  const psp = item.psp ?? (item.local === true ? 'VMW_PSP_FIXED' : plugin === 'HPP' ? 'LB-RR' : 'VMW_PSP_RR');
  const wanted =
    item.paths ?? (item.local === true ? [{ adapter: firstOf(adapters, ['local'], name) }] : defaultPaths(adapters, vmks));
  const drafts = draftPaths(wanted, lun, adapters, name);
  const fixed = psp.endsWith('FIXED');
  const preferred = item.prefer === null || !fixed ? undefined : (item.prefer ?? drafts[0]?.name);
  const usable = drafts.filter((path) => path.state === 'active' && path.pathState === 'active');
  const single = fixed || psp.endsWith('MRU') ? (usable.find((path) => path.name === preferred) ?? usable[0]) : undefined;
  const pathPlans = drafts.map(
    ({ asked, ...path }): PathPlan => ({
      ...path,
      working: asked ?? (single ? path.name === single.name : path.state === 'active' && path.pathState === 'active'),
    }),
  );
  const told = build >= buildThatTellsReservations ? false : undefined;
  return {
    ...item,
    name,
    lun,
    uuid,
    psp,
    plugin,
    preferred,
    pathPlans,
    key: `key-vim.host.ScsiDisk-${uuid}`,
    vendor: item.vendor ?? (item.local === true ? 'ATA' : 'EXAMPLE'),
    model: item.model ?? (item.local === true ? 'SSDSC2KB480G8R' : 'Array'),
    revision: item.revision ?? '0503',
    size: item.size ?? 2048,
    satp: item.satp ?? (item.local === true ? 'VMW_SATP_LOCAL' : 'VMW_SATP_ALUA'),
    clustered:
      item.clusteredVmdkSupported === null
        ? undefined
        : (item.clusteredVmdkSupported ?? (build >= buildThatTellsClusteredVmdk ? false : undefined)),
    reserved: item.perenniallyReserved === null ? undefined : (item.perenniallyReserved ?? told),
    depth: item.queueDepth ?? (item.local === true ? 32 : 128),
    state: item.operationalState ?? ['ok'],
    vaai: item.vStorageSupport ?? (item.local === true ? 'vStorageUnsupported' : 'vStorageSupported'),
  };
}

/** One path for each bound vmk and each portal in its subnet; without bindings, one for each portal. */
function defaultPaths(adapters: readonly AdapterPlan[], vmks: readonly VmkPlan[]): PathDescription[] {
  return adapters.filter(isIscsi).flatMap((adapter) => {
    const bound = adapter.bound ?? [];
    return portals(adapter).flatMap((portal): PathDescription[] => {
      const target = `${portal.address}:${portal.port}`;
      if (bound.length === 0) return [{ adapter: adapter.name, target }];
      const reaching = bound.filter((name) => {
        const ip = vmks.find((vmk) => vmk.name === name)?.ip;
        return ip === undefined || onLink(ip, portal.address);
      });
      return reaching.map((via) => ({ adapter: adapter.name, target, via }));
    });
  });
}

type Draft = Omit<PathPlan, 'working'> & { readonly asked: boolean | undefined };

/** Paths as runtime names: the channel tells the bound vmk (or counts paths to one target), the target number the portal. */
function draftPaths(
  wanted: readonly (string | PathDescription)[],
  lun: number,
  adapters: readonly AdapterPlan[],
  device: string,
): Draft[] {
  const targets = new Map<string, string[]>();
  const seen = new Map<string, number>();
  return wanted.map((path) => {
    const item = typeof path === 'string' ? { target: path } : path;
    const adapterName = item.adapter ?? firstOf(adapters, ['software', 'dependent', 'independent', 'iser', 'fc'], device);
    const adapter = adapters.find((candidate) => candidate.name === adapterName);
    if (!adapter) throw new RangeError(`${device}: a path uses ${adapterName}, which is not described`);
    const numbered = targets.get(adapterName) ?? portals(adapter).map((target) => `${target.address}:${target.port}`);
    targets.set(adapterName, numbered);
    const portal = item.target === undefined ? undefined : portalOf(item.target);
    const label = portal ? `${portal.address}:${portal.port}` : '';
    if (portal && !numbered.includes(label)) numbered.push(label);
    const targetNumber = portal ? numbered.indexOf(label) : 0;
    const repeats = seen.get(`${adapterName} ${label}`) ?? 0;
    seen.set(`${adapterName} ${label}`, repeats + 1);
    const via = item.via === undefined ? -1 : (adapter.bound ?? []).indexOf(item.via);
    const channel = item.channel ?? (via >= 0 ? via : repeats);
    const state = item.state ?? 'active';
    const iqn = item.iqn ?? portals(adapter)[targetNumber]?.iqn ?? `iqn.2010-06.com.example:array1.ct${targetNumber}`;
    return {
      name: `${adapterName}:C${channel}:T${targetNumber}:L${lun}`,
      adapter,
      channel,
      targetNumber,
      lun,
      ...(portal ? { target: { ...portal, iqn } } : {}),
      state: state === 'nonOptimized' ? 'active' : state,
      pathState: state === 'nonOptimized' ? 'standby' : state,
      asked: item.working,
    };
  });
}

function firstOf(adapters: readonly AdapterPlan[], kinds: readonly AdapterKind[], device: string): string {
  const found = adapters.find((adapter) => kinds.includes(adapter.kind));
  if (!found) throw new RangeError(`${device}: no adapter of the host can carry its paths`);
  return found.name;
}
