/**
 * Believable exports for tests, from short descriptions. Nothing is random: the same description gives the same export.
 *
 *     exportOf(goodHost(1))                                              a whole native export, no fault in it
 *     exportOf(goodHost(1, { vmks: { vmk1: { mtu: 1500 } } }))           one thing changed; `undefined` takes a member away
 *     exportOf(host(goodHost(1)), vm({ name: 'sql01', host: 'esx01.lab' }))
 *     exportOf({ name: 'esx09.lab', vswitches: { vSwitch1: { uplinks: ['vmnic2'], portGroups: { iSCSI: {} } } },
 *                vmks: { vmk1: { portGroup: 'iSCSI', ip: '10.0.1.9/24' } },
 *                adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: ['vmk1'] } }, luns: { 'naa.6…01': {} } })
 *     exportOf(without(goodHost(1), 'config.network.pnic'))              a fact that the export lacks
 *     exportOf(edit(goodHost(1), 'config.network.vnic.1.spec.mtu', 0))   what no description can say
 *
 * Entries. exportOf() and every shape take entries, lists of entries and host descriptions, in any mixture.
 *   host(description)        properties, QueryBoundVnics for each adapter with `bound`, QueryNetworkHint if a pnic has cdp or lldp
 *   vm, cluster, dvs, dvpg, datastore      one entry each
 *   esxcli(description, command), esxcliSet(description)   what the command prints on that host; esxcliOutput() for any other
 *
 * Defaults of a host that a row should know (the rest: plan.ts, host-description.ts):
 *   - no pnics, switches, vmks, adapters or LUNs but those described; NICs named as uplinks exist by themselves, 10 Gb/s, up
 *   - a vSwitch: MTU 1500, all uplinks active, loadbalance_srcid, promiscuous mode, MAC changes and forged transmits rejected
 *   - a port group inherits what it does not name; `active` alone leaves the switch's other uplinks unused
 *   - `bound` absent: the export does not tell the bindings; `bound: []`: it tells that there are none
 *   - a LUN: Round Robin, VMW_SATP_ALUA, 2 TiB, vendor EXAMPLE, one active path per bound vmk and portal in its subnet (unbound:
 *     per portal); `paths: ['10.0.1.201', { target: '10.0.1.202', state: 'dead' }]` says otherwise. Name devices so that the
 *     last two hex digits differ: they are the LUN number
 *   - version 8.0.3 build 24022510; advanced options at the product's defaults; `options: null` leaves them out
 *   - initiator options by the API's names (NoopInterval, NoopTimeout, LoginTimeout, DelayedAck), at their defaults
 *
 * References between calls go by name: a host's `cluster: 'C1'` is cluster({ name: 'C1' }); a VM's `host: 'esx01.lab'` is that
 * host; `rdm: { device: 'naa.6…01' }` has the lunUuid of that LUN in host(); `dvs: 'dvs1'` is dvs({ name: 'dvs1' }) and
 * proxySwitches.dvs1; a datastore is the one of its name in `[ds1] …` and in vmfs.
 *
 * Presets (n from 1 to 80): goodHost (port binding, one subnet), twoSubnetHost (two fabrics, unbound), dvsHost (port binding on a
 * distributed switch; presetDvs() gives the switch and its port groups). presetLuns are their two devices.
 *
 * Shapes. The same data as other tools print it: native, ndjson, govcCollect, govcInfo, viJson, pyVmomi, powerCli. All but the
 * first two hold properties only; besidesProperties() gives the rest. govc and PowerCLI print no types: there the class of a VM's
 * NIC cannot be known, that of a controller only from its summary. bytesOf(text, encoding) and crlf(text) make the file.
 */

export type { ClusterDescription, HostReference } from './cluster.ts';
export { cluster } from './cluster.ts';
export type { DatastoreDescription } from './datastore.ts';
export { datastore } from './datastore.ts';
export type { DvpgDescription, DvsDescription } from './dvs.ts';
export { dvpg, dvs } from './dvs.ts';
export { edit, without } from './edit.ts';
export type { Entry, EsxcliEntry, MethodEntry, NativeExport, Part, PropertiesEntry } from './entry.ts';
export { entriesOf, exportOf } from './entry.ts';
export { esxcli, esxcliOutput, esxcliSet } from './esxcli.ts';
export { host } from './host.ts';
export type * from './host-description.ts';
export { idOf, lunUuidOf, switchUuidOf } from './identity.ts';
export type { Json, JsonObject } from './json.ts';
export type { Patch } from './merge.ts';
export { merge } from './merge.ts';
export { dvsHost, goodHost, presetDvs, presetLuns, twoSubnetHost } from './presets.ts';
export type { Encoding } from './shapes/bytes.ts';
export { bytesOf, crlf } from './shapes/bytes.ts';
export { govcCollect, govcInfo } from './shapes/govc.ts';
export { besidesProperties, native, ndjson } from './shapes/native.ts';
export { powerCli } from './shapes/power-cli.ts';
export { pyVmomi } from './shapes/py-vmomi.ts';
export { viJson } from './shapes/vi-json.ts';
export { vm } from './vm.ts';
export type { DiskDescription, VmDescription, VmNicDescription } from './vm-description.ts';
