import {
  defineRule,
  type Fact,
  type Host,
  type Known,
  mapFact,
  problem,
  type Tally,
  type Unknown,
  vendorSources,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { arrayBehind } from './arrays.ts';
import { setOptions } from './set-option.ts';
import { HEARTBEAT, heartbeats, volumeDevices } from './sharers.ts';

export default defineRule({
  id: 'ats-heartbeat-disabled',
  family: 'vmfs',
  title: 'The heartbeat of VMFS should use atomic test and set',
  rationale:
    'Hosts write a heartbeat to each datastore to show that they are alive. Since ESXi 5.5 Update 2 they do so by atomic test and set ' +
    '(ATS). Without it the heartbeat is plain reads and writes, and hosts that do it in different ways on one datastore misread each other.',
  severity: 'warning',
  cases: {
    'some-hosts': { level: 'error', when: 'Other hosts that share a datastore with it have the ATS heartbeat on.' },
    vsan: { level: 'error', when: 'The host is in a vSAN cluster, where the ATS heartbeat must not be turned off.' },
  },
  sources: [
    says(
      'S42',
      'The ATS heartbeat is on by default since ESXi 5.5 Update 2; all hosts that share a datastore must agree, and it must not be turned off with vSAN.',
    ),
    says('S51', 'The ATS heartbeat is checked to be on for FlashArray on ESXi 5.5 and 6.x.'),
    ...vendorSources('atsHeartbeat'),
  ],
  esxi: { from: '5.5U2' },
  exceptions: {
    'vendor-asks': 'The vendor of an array that the host sees asks for it to be off, as IBM and IntelliFlash do.',
    'ats-miscompare': 'The logs show ATS miscompares and support asked for it; facts.yaml can allow it.',
    'before-5-5-2': 'Before ESXi 5.5 Update 2 there is no ATS heartbeat.',
  },
  disputes: [
    "VMware turns the ATS heartbeat on by default, IBM's matrix turns it off for its systems: what the vendor of the array asks for holds.",
  ],
  fix: {
    esxcli: ['esxcli system settings advanced set -o /VMFS3/UseATSForHBOnVMFS5 -i 1'],
    powercli: ['Get-AdvancedSetting -Entity $h -Name VMFS3.UseATSForHBOnVMFS5 | Set-AdvancedSetting -Value 1'],
    manual: ['Set it on all hosts that share the datastores.'],
  },
  compares: [heartbeats],
  each: (inventory) => inventory.hosts,
  *check(host, _, { vendors }) {
    const own = host.option(HEARTBEAT);
    if (!own.known) return yield own;
    if (Number(own.value) !== 0) return;
    const remedy = {
      ...setOptions(host, [{ key: HEARTBEAT, value: 1 }]),
      manual: ['Set it on all hosts that share the datastores; VMs need not be stopped.'],
    };
    const vsan = inVsan(host);
    if (vsan.known && vsan.value) {
      const tagged = `${host.name} is in a vSAN cluster`;
      return yield problem(
        own,
        `${HEARTBEAT} is 0 on ${host.name}, which has a VMkernel adapter for vSAN. There it must stay on.`,
        remedy,
        {
          case: 'vsan',
          related: weighed(tagged, vsan),
        },
      );
    }
    const asks = arrayBehind(host, vendors, ({ atsHeartbeat }) => atsHeartbeat?.enabled === false);
    if (!asks.known) return yield asks;
    if (asks.value !== null) {
      if (!vsan.known) yield vsan;
      return;
    }
    const other = sharerWithHeartbeat(host);
    yield problem(
      own,
      other === undefined
        ? `${HEARTBEAT} is 0 on ${host.name}: its heartbeat to datastores does not use atomic test and set.`
        : `${HEARTBEAT} is 0 on ${host.name} and 1 on ${other.tally.hosts[0]}, which shares ${other.volume} with it. All hosts of a datastore must agree.`,
      remedy,
      other === undefined
        ? {}
        : { case: 'some-hosts', related: weighed(`${other.tally.hosts[0]} has 1`, other.tally.example as Known<string>) },
    );
  },
});

/** Hosts of a vSAN cluster have a VMkernel adapter for it. */
function inVsan({ vmks }: Host): Fact<boolean> {
  if (!vmks.known) return vmks;
  let missing: Unknown | undefined;
  for (const { tags } of vmks.value) {
    const tag = tags.known ? tags.value.find(({ value }) => value === 'vsan') : undefined;
    if (tag) return { ...tag, value: true };
    if (!tags.known) missing ??= tags;
  }
  return missing ?? mapFact(vmks, () => false);
}

/** A host that shares a datastore and has the ATS heartbeat on. */
function sharerWithHeartbeat(host: Host): { readonly volume: string; readonly tally: Tally<string> } | undefined {
  for (const { device, volume } of volumeDevices(host)) {
    const tally = host.around.estate.ballot(heartbeats, host, device).tallies.find(({ value }) => value !== '0');
    if (tally) return { volume, tally };
  }
  return undefined;
}
