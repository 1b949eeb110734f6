import { it } from 'vitest';
import { judgeFiles } from './e2e/run.ts';
import { appendFileSync, writeFileSync } from 'node:fs';

const OUT = '/tmp/h/zzb.out';
type Any = any;
const doc = (...entries: Any[]) => JSON.stringify({ vlint: 'export/1', entries });
const H = (properties: Any, id = 'host-1') => ({ source: 'vim', object: { type: 'HostSystem', value: id }, properties });
const V = (properties: Any, id = 'vm-1') => ({ source: 'vim', object: { type: 'VirtualMachine', value: id }, properties });
const C = (properties: Any, id = 'domain-c1') => ({ source: 'vim', object: { type: 'ClusterComputeResource', value: id }, properties });
const E = (host: string, command: string, output: Any) => ({ source: 'esxcli', host, command, output });
const prod = (version: string, build?: string) => ({ product: { version, ...(build ? { build } : {}) } });
const hba = (extra: Any = {}) => ({ _typeName: 'HostInternetScsiHba', key: 'key-vim.host.InternetScsiHba-vmhba64', device: 'vmhba64', isSoftwareBased: true, iScsiName: 'iqn.1998-01.com.vmware:esx01', configuredSendTarget: [{ address: '10.0.1.201', port: 3260 }], ...extra });
const P = (naa: string, i: number, extra: Any = {}) => ({ name: `vmhba64:C0:T${i}:L1`, adapter: 'key-vim.host.InternetScsiHba-vmhba64', state: 'active', transport: { _typeName: 'HostInternetScsiTargetTransport', iScsiName: `iqn.array:${i}`, address: [`10.0.${1 + (i % 2)}.20${i}:3260`] }, ...extra });
const lun = (naa: string, extra: Any = {}) => ({ key: `key-${naa}`, canonicalName: naa, lunType: 'disk', localDisk: false, uuid: `02000000${naa.slice(4)}4c554e202020`, operationalState: ['ok'], ...extra });
const mp = (naa: string, psp: string, satp: string, n = 4, extra: Any = {}) => ({ id: naa, lun: `key-${naa}`, policy: { policy: psp }, storageArrayTypePolicy: { policy: satp }, path: Array.from({ length: n }, (_, i) => P(naa, i)), ...extra });
const NAA = 'naa.600a098000000000000000000000000a';
const storage = (luns: Any[], mps: Any[], extra: Any = {}) => ({ hostBusAdapter: [hba()], scsiLun: luns, multipathInfo: { lun: mps }, ...extra });
const host = (config: Any, extra: Any = {}, id = 'host-1') => H({ name: `esx${id.slice(5)}.lab`, config, ...extra }, id);

async function run(title: string, entries: Any[] | string, rules: RegExp, facts?: string, verbose = false) {
  const text = typeof entries === 'string' ? entries : doc(...entries);
  const result = await judgeFiles({ 'export.json': text }, facts);
  const mine = result.report.verdicts.filter((v: Any) => rules.test(v.ruleId) || /^(input|rule-crashed)/.test(v.ruleId));
  const place = (v: Any) => `[${v.subject.kind} ${v.subject.host ?? ''}/${v.subject.vm ?? ''} ${v.subject.name.replaceAll(NAA, 'NAA')}]`;
  const lines = mine.filter((v: Any) => v.verdict === 'fail').map((v: Any) => `   ${v.ruleId} ${place(v)} ${v.level.toUpperCase()} ${v.message.replaceAll(NAA, 'NAA')}`);
  const miss = (v: Any) => v.missing?.map((m: Any) => `${m.fact} (${m.because})`).join(' + ').replaceAll(NAA, 'NAA');
  const unknowns = mine.filter((v: Any) => v.verdict === 'unknown');
  if (verbose) lines.push(...unknowns.map((v: Any) => `   ? ${v.ruleId} ${place(v)} ${miss(v)}`), ...mine.filter((v: Any) => v.verdict === 'notApplicable').map((v: Any) => `   - ${v.ruleId} ${place(v)} ${v.reason}`));
  else if (unknowns.length) lines.push(`   ? ${[...new Set(unknowns.map((v: Any) => `${v.ruleId}(${miss(v)?.split(' of ')[0]})`))].join(', ')}`);
  appendFileSync(OUT, `## ${title}\n${lines.join('\n') || '   (nothing)'}\n`);
}
export { E, C };

const ctrl = (kind: string, sharedBus: string, key = 1001, bus = 1) => ({ _typeName: kind, key, busNumber: bus, ...(sharedBus ? { sharedBus } : {}), deviceInfo: { label: `SCSI controller ${bus}` } });
const disk = (key: number, controllerKey: number, unitNumber: number, backing: Any) => ({ _typeName: 'VirtualDisk', key, controllerKey, unitNumber, deviceInfo: { label: `Hard disk ${key - 1999}` }, backing });
const rdm = (mode = 'physicalMode', extra: Any = {}) => ({ _typeName: 'VirtualDiskRawDiskMappingVer1BackingInfo', compatibilityMode: mode, lunUuid: `02000000${NAA.slice(4)}4c554e202020`, deviceName: `vml.02000000${NAA.slice(4)}4c554e202020`, fileName: '[ds1] n/q.vmdk', ...extra });
const flat = (file: string, extra: Any = {}) => ({ _typeName: 'VirtualDiskFlatVer2BackingInfo', fileName: file, diskMode: 'persistent', ...extra });
const node = (name: string, hostRef: string | undefined, devices: Any[], extra: Any = {}, id = `vm-${name}`) => V({ name, config: { version: 'vmx-13', guestId: 'windows9Server64Guest', hardware: { device: devices }, ...extra }, ...(hostRef ? { runtime: { host: { type: 'HostSystem', value: hostRef }, powerState: 'poweredOn' } } : {}) }, id);
const boot = (name: string) => [ctrl('VirtualLsiLogicSASController', 'noSharing', 1000, 0), disk(2000, 1000, 0, flat(`[ds1] ${name}/${name}.vmdk`, { thinProvisioned: true }))];
const sh = (mode = 'physicalSharing', kind = 'VirtualLsiLogicSASController', back: Any = rdm(), unit = 0) => [ctrl(kind, mode), disk(2001, 1001, unit, back)];
const dev = (l: Any = {}, psp = 'VMW_PSP_RR', satp = 'VMW_SATP_ALUA', n = 4, m: Any = {}) => ({ storageDevice: storage([lun(NAA, { vendor: 'PURE', model: 'FlashArray', ...l })], [mp(NAA, psp, satp, n, m)]) });
const h1 = (v: string, b: string, d: Any = dev()) => host({ ...prod(v, b), ...d }, {}, 'host-1');
const h2 = (v: string, b: string, d: Any = dev()) => host({ ...prod(v, b), ...d }, {}, 'host-2');
const ab = (devs = sh(), extra: Any = {}) => [node('sqla', 'host-1', [...boot('sqla'), ...devs], extra), node('sqlb', 'host-2', [...boot('sqlb'), ...devs], extra)];
it('more', async () => {
  writeFileSync(OUT, '');
  const re = /^(wsfc-(?!storage)|psp-not|vm-e1000|path-|lun-|vmfs-|hpp)/;
  const V67 = ['6.7.0', '14320388'] as const, V70 = ['7.0.3', '18644231'] as const;
  const cl = { parent: { type: 'ClusterComputeResource', value: 'domain-c1' } };
  const hc = (id: string, v: readonly [string, string], d: Any = dev()) => host({ ...prod(...v), ...d }, cl, id);
  const cluster = (drs: Any = true, rules: Any[] = []) => C({ name: 'C1', configurationEx: { drsConfig: { enabled: drs }, rule: rules, drsVmConfig: [] } });
  await run('DRS no rule', [cluster(), hc('host-1', V67), hc('host-2', V67), ...ab()], /wsfc-(vm-per|vmotion|multiple)/, undefined, true);
  await run('DRS with rule', [cluster(true, [{ _typeName: 'ClusterAntiAffinityRuleSpec', enabled: true, name: 'x', vm: [{ type: 'VirtualMachine', value: 'vm-sqla' }, { type: 'VirtualMachine', value: 'vm-sqlb' }] }]), hc('host-1', V67), hc('host-2', V67), ...ab()], /wsfc-(vm-per|vmotion|multiple)/, undefined, true);
  await run('DRS no rule, vmx-10', [cluster(), hc('host-1', V67), hc('host-2', V67), ...ab(sh(), { version: 'vmx-10' })], /wsfc-(vm-per|vmotion|multiple)/, undefined, true);
  await run('both on one host', [cluster(), hc('host-1', V67), hc('host-2', V67), node('a', 'host-1', sh()), node('b', 'host-1', sh())], /wsfc-(vm-per|vmotion|multiple)/, undefined, true);
  await run('both on one host, other host in maintenance', [cluster(), hc('host-1', V67), H({ name: 'esx2.lab', ...cl, runtime: { inMaintenanceMode: true, connectionState: 'connected' }, config: { ...prod(...V67), ...dev() } }, 'host-2'), node('a', 'host-1', sh()), node('b', 'host-1', sh())], /wsfc-(vm-per)/, undefined, true);
  const nfs = { fileSystemVolume: { mountInfo: [{ volume: { _typeName: 'HostNasVolume', type: 'NFS', name: 'nfs1', remoteHost: '10.0.3.1', remotePath: '/v' } }] } };
  const onNfs = (m: string) => sh(m, 'VirtualLsiLogicSASController', flat('[nfs1] s/q.vmdk', { eagerlyScrub: true }));
  await run('shared VMDK on NFS', [host({ ...prod(...V70), ...dev(), ...nfs }), node('a', 'host-1', onNfs('virtualSharing')), node('b', 'host-1', onNfs('virtualSharing'))], /wsfc-transport/);
  await run('single VM on NFS shared bus', [host({ ...prod(...V70), ...dev(), ...nfs }), node('a', 'host-1', onNfs('physicalSharing'))], /wsfc-transport/);
  await run('rdm with deviceName only', [host({ ...prod('5.1.0', '799733'), ...dev() }), ...['a', 'b'].map((n) => node(n, 'host-1', sh('physicalSharing', 'VirtualLsiLogicSASController', rdm('physicalMode', { lunUuid: undefined }))))], /wsfc-psp/, undefined, true);
  await run('rdm with lunUuid naa', [host({ ...prod('5.1.0', '799733'), ...dev({ uuid: undefined }) }), ...['a', 'b'].map((n) => node(n, 'host-1', sh('physicalSharing', 'VirtualLsiLogicSASController', rdm('physicalMode', { lunUuid: NAA }))))], /wsfc-psp/, undefined, true);
  await run('rdm lunUuid arbitrary, lun.uuid same, ', [host({ ...prod('5.1.0', '799733'), ...dev({ uuid: 'abc123' }) }), ...['a', 'b'].map((n) => node(n, 'host-1', sh('physicalSharing', 'VirtualLsiLogicSASController', rdm('physicalMode', { lunUuid: 'ABC123' }))))], /wsfc-psp/, undefined, true);
  await run('rdm without typeName on anything', [host({ ...prod('5.1.0', '799733'), ...dev() }), ...['a', 'b'].map((n) => node(n, 'host-1', [{ key: 1001, busNumber: 1, sharedBus: 'physicalSharing', deviceInfo: { label: 'SCSI controller 1', summary: 'LSI Logic SAS' } }, { key: 2001, controllerKey: 1001, unitNumber: 0, capacityInKB: 1, backing: { lunUuid: `02000000${NAA.slice(4)}4c554e202020`, compatibilityMode: 'physicalMode' } }]))], /wsfc-psp/, undefined, true);
  await run('mixed transport', [host({ ...prod(...V70), storageDevice: { scsiLun: [lun(NAA)], multipathInfo: { lun: [{ ...mp(NAA, 'VMW_PSP_RR', 'VMW_SATP_ALUA'), path: [0, 1].map((i) => ({ name: `vmhba1:C0:T${i}:L1`, adapter: 'key-vim.host.FibreChannelHba-vmhba1', state: 'active', transport: { _typeName: 'HostFibreChannelTargetTransport', portWorldWideName: 1 } })) }] } } }), h2(...V70), ...ab()], /wsfc-mixed/, undefined, true);
  await run('esxcli-only host + VMs json', [E('esx1.lab', 'system version get', { Product: 'VMware ESXi', Version: '5.1.0', Build: 'Releasebuild-799733' }), E('esx1.lab', 'storage nmp device list', [{ Device: NAA, 'Path Selection Policy': 'VMW_PSP_RR', 'Storage Array Type': 'VMW_SATP_ALUA' }]), E('esx1.lab', 'storage core device list', [{ Device: NAA, Vendor: 'PURE', Model: 'FlashArray', 'Is Perennially Reserved': false, 'Device Type': 'Direct-Access', 'Is Local': false, 'Other UIDs': `vml.02000000${NAA.slice(4)}4c554e202020` }]), ...['a', 'b'].map((n) => node(n, undefined, sh()))], /wsfc-(psp|rdm|transport)/, undefined, true);
  await run('2 hosts lists clustered boot', [h1(...V70), h2(...V70), ...ab([...sh(), { _typeName: 'VirtualSriovEthernetCard', key: 4000, macAddress: 'x', deviceInfo: { label: 'NIC' }, backing: { deviceName: 'p' } }])], /wsfc-nic/);
  // vmfs
  await run('reserved + VMFS', [host({ ...prod(...V70), ...dev({ perenniallyReserved: true }), fileSystemVolume: { mountInfo: [{ volume: { type: 'VMFS', name: 'ds1', majorVersion: 6, extent: [{ diskName: NAA, partition: 1 }] } }] } })], /^vmfs-/);
  for (const [v, major] of [['6.0.0', 3], ['6.5.0', 3], ['6.5.0', 5], ['6.7.0', 3], ['6.7.0', 5], ['7.0.3', 5], ['7.0.3', 6]] as const)
    await run(`VMFS${major} on ${v}`, [host({ product: { version: v }, ...dev(), fileSystemVolume: { mountInfo: [{ volume: { type: 'VMFS', name: 'ds1', majorVersion: major, extent: [{ diskName: NAA, partition: 1 }] } }] } })], /^vmfs-version/);
  await run(`VMFS5 on 6.7 without scsiLun, no local flag`, [host({ product: { version: '6.7.0' }, fileSystemVolume: { mountInfo: [{ volume: { type: 'VMFS', name: 'ds1', majorVersion: 5, extent: [{ diskName: NAA, partition: 1 }] } }] } })], /^vmfs-version/, undefined, true);
  await run(`multi-extent`, [host({ product: { version: '7.0.0' }, fileSystemVolume: { mountInfo: [{ volume: { type: 'VMFS', name: 'ds1', majorVersion: 6, extent: [{ diskName: NAA, partition: 1 }, { diskName: 'naa.2', partition: 1 }] } }] } })], /^vmfs-multi/);
  await run(`multi-extent clustered by capability`, [host({ product: { version: '7.0.0' }, fileSystemVolume: { mountInfo: [{ volume: { type: 'VMFS', name: 'ds1', majorVersion: 6, extent: [{ diskName: NAA, partition: 1 }, { diskName: 'naa.2', partition: 1 }] } }] } }), { source: 'vim', object: { type: 'Datastore', value: 'datastore-1' }, properties: { name: 'ds1', capability: { clusteredVmdkSupported: true } } }], /^vmfs-multi/);
});
