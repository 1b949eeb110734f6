import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TarFile } from '../build/shapes/tar.ts';
import { bundleFolder, outputName, packed } from '../build/shapes/vm-support.ts';
import { judgeFiles, own } from '../e2e/run.ts';
import { readFiles } from './read.ts';

/** Text as localcli prints it: headings with a colon, and one rule below the names of the columns. */
const outputs: Readonly<Record<string, string>> = {
  'storage core path list': `iqn.1998-01.com.vmware:esx01-00023d000001,iqn.2010-06.com.example:array.ct0,t,1-naa.624a9370aa0000000001:
   UID: iqn.1998-01.com.vmware:esx01-00023d000001,iqn.2010-06.com.example:array.ct0,t,1-naa.624a9370aa0000000001
   Runtime Name: vmhba64:C0:T0:L1
   Device: naa.624a9370aa0000000001
   Device Display Name: EXAMPLE iSCSI Disk (naa.624a9370aa0000000001)
   Adapter: vmhba64
   Channel: 0
   Target: 0
   LUN: 1
   Plugin: NMP
   State: active
   Transport: iscsi
   Adapter Identifier: iqn.1998-01.com.vmware:esx01
   Target Identifier: 00023d000001,iqn.2010-06.com.example:array.ct0,t,1
   Adapter Transport Details: iqn.1998-01.com.vmware:esx01
   Target Transport Details: IQN=iqn.2010-06.com.example:array.ct0 Alias= Session=00023d000001 PortalTag=1
   Maximum IO Size: 131072

iqn.1998-01.com.vmware:esx01-00023d000002,iqn.2010-06.com.example:array.ct0,t,1-naa.624a9370aa0000000001:
   UID: iqn.1998-01.com.vmware:esx01-00023d000002,iqn.2010-06.com.example:array.ct0,t,1-naa.624a9370aa0000000001
   Runtime Name: vmhba64:C1:T0:L1
   Device: naa.624a9370aa0000000001
   Adapter: vmhba64
   State: dead
   Transport: iscsi
`,
  'storage nmp path list': `iqn.1998-01.com.vmware:esx01-00023d000001,iqn.2010-06.com.example:array.ct0,t,1-naa.624a9370aa0000000001:
   Runtime Name: vmhba64:C0:T0:L1
   Device: naa.624a9370aa0000000001
   Device Display Name: EXAMPLE iSCSI Disk (naa.624a9370aa0000000001)
   Group State: active unoptimized
   Array Priority: 0
   Storage Array Type Path Config: {TPG_id=1,TPG_state=ANO,RTP_id=2,RTP_health=UP}
   Path Selection Policy Path Config: {current path; rank: 0}
`,
  'storage core device list': `naa.624a9370aa0000000001:
   Display Name: EXAMPLE iSCSI Disk (naa.624a9370aa0000000001)
   Has Settable Display Name: true
   Size: 2097152
   Device Type: Direct-Access 
   Multipath Plugin: NMP
   Devfs Path: /vmfs/devices/disks/naa.624a9370aa0000000001
   Vendor: EXAMPLE 
   Model: ARRAY           
   Is Local: false
   Status: degraded
   Other UIDs: vml.02000100006240000000
   Is Perennially Reserved: true
   Queue Full Sample Size: 32
   Queue Full Threshold: 4
   Device Max Queue Depth: 128
`,
  'storage vmfs extent list': `Volume Name  VMFS UUID                            Extent Number  Device Name               Partition
---------------------------------------------------------------------------------------------------
gold 01      5f1e2d3c-11111111-2222-001122334455              0  naa.624a9370aa0000000001          1
`,
  'storage filesystem list': `Mount Point                                        Volume Name  UUID                                 Mounted  Type            Size           Free
-----------------------------------------------------------------------------------------------------------------------------------------------------
/vmfs/volumes/5f1e2d3c-11111111-2222-001122334455  gold 01      5f1e2d3c-11111111-2222-001122334455     true  VMFS-6  2199023255552  1099511627776
/vmfs/volumes/6a1e2d3c-11111111-2222-001122334455               6a1e2d3c-11111111-2222-001122334455     true  vfat       4293591040     4261740544
`,
  'network nic list': `Name    PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
---------------------------------------------------------------------------------------------------------------
vmnic0  0000:01:00.0  igbn    Up            Up            1000  Full    00:50:56:aa:00:01  1500  A card, two ports
vmnic1  0000:01:00.1  ixgben  Up            Down             0  Half    00:50:56:aa:00:02  9000  Another
`,
  'network ip interface ipv4 get': `Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  Gateway   DHCP DNS
----------------------------------------------------------------------------------
vmk0  10.0.0.11     255.255.255.0  10.0.0.255      STATIC        10.0.0.1     false
vmk1  10.0.1.11     255.255.255.0  10.0.1.255      DHCP          0.0.0.0      false
`,
  'iscsi adapter list': `Adapter  Driver     State    UID                             Description
---------------------------------------------------------------------------
vmhba64  iscsi_vmk  online   iqn.1998-01.com.vmware:esx01    iSCSI Software Adapter
`,
  'iscsi networkportal list': `vmhba64:
   Adapter: vmhba64
   Vmknic: vmk1
   MAC Address: 00:50:56:aa:00:01
   IPv4: 10.0.1.11
   MTU: 9000
   Compliant Status: compliant
   NonCompliant Message: 
   Vswitch: vSwitch1
   PortGroup: iSCSI-A
   Path Status: active
`,
  'iscsi session list': `vmhba64,iqn.2010-06.com.example:array.ct0,00023d000001:
   Adapter: vmhba64
   Target: iqn.2010-06.com.example:array.ct0
   ISID: 00023d000001
   TargetPortalGroupTag: 1
`,
  'storage core adapter list': `HBA Name  Driver     Link State  UID                           Capabilities         Description
----------------------------------------------------------------------------------------------
vmhba0    vmw_ahci   link-n/a    sata.vmhba0                                        (0000:00:1f.2) SATA controller
vmhba64   iscsi_vmk  online      iqn.1998-01.com.vmware:esx01  Second Level Lun ID  iSCSI Software Adapter
`,
  'storage nmp satp rule list': `Name              Device  Vendor   Model  Driver  Transport  Options  Rule Group  Claim Options  Default PSP  PSP Options  Description
----------------------------------------------------------------------------------------------------------------------------------
VMW_SATP_ALUA             EXAMPLE  ARRAY                               user        tpgs_on        VMW_PSP_RR   iops=1       An array
`,
};

const files: readonly TarFile[] = Object.entries(outputs).map(([command, content]) => ({
  name: outputName(command === 'storage filesystem list' ? `${command} -i` : command),
  content,
}));
const bundle = { 'x.tgz': gzipSync(packed(bundleFolder('esx01.lab'), files)) };

describe('localcli in a bundle', () => {
  const read = readFiles(bundle);
  const rowsOf = async (command: string) => (await read).entries.find(({ what }) => what === `${command} of esx01.lab`)?.value;

  it('is understood without exception', async () => {
    const { entries, problems } = await read;

    expect(problems).toEqual([]);
    expect(entries.map(({ what }) => what.replace(' of esx01.lab', '')).sort()).toEqual(Object.keys(outputs).sort());
    expect(own((await judgeFiles(bundle)).report.verdicts)).toEqual([]);
  });

  it('tells the iSCSI adapters by storage core adapter list where that alone is there', async () => {
    const adapters = async (names: RegExp) => {
      const some = {
        'x.tgz': gzipSync(
          packed(
            bundleFolder('esx01.lab'),
            files.filter(({ name }) => names.test(name)),
          ),
        ),
      };
      const { verdicts } = (await judgeFiles(some)).report;
      return verdicts.filter(({ subject, verdict }) => subject.kind === 'iscsi-adapter' && verdict !== 'notApplicable');
    };

    expect(new Set((await adapters(/core-adapter-list|nic-list/)).map(({ subject }) => subject.name))).toEqual(
      new Set(['vmhba64']),
    );
    expect(await adapters(/nic-list/)).toEqual([]);
  });

  it.each<[string, readonly object[]]>([
    [
      'storage core path list',
      [
        { 'Runtime Name': 'vmhba64:C0:T0:L1', State: 'active' },
        { 'Runtime Name': 'vmhba64:C1:T0:L1', State: 'dead' },
      ],
    ],
    ['storage nmp path list', [{ 'Runtime Name': 'vmhba64:C0:T0:L1', 'Group State': 'active unoptimized' }]],
    ['storage core device list', [{ Device: 'naa.624a9370aa0000000001', Status: 'degraded', 'Is Perennially Reserved': 'true' }]],
    ['storage vmfs extent list', [{ 'Volume Name': 'gold 01', 'Device Name': 'naa.624a9370aa0000000001', Partition: '1' }]],
    [
      'storage filesystem list',
      [
        { 'Volume Name': 'gold 01', Type: 'VMFS-6', Size: '2199023255552' },
        { 'Volume Name': '', Type: 'vfat' },
      ],
    ],
    [
      'network nic list',
      [
        { Name: 'vmnic0', Speed: '1000', MTU: '1500' },
        { 'Link Status': 'Down', Speed: '0', MTU: '9000' },
      ],
    ],
    [
      'network ip interface ipv4 get',
      [
        { Name: 'vmk0', Gateway: '10.0.0.1' },
        { Name: 'vmk1', 'Address Type': 'DHCP' },
      ],
    ],
    ['iscsi adapter list', [{ Adapter: 'vmhba64', UID: 'iqn.1998-01.com.vmware:esx01', Description: 'iSCSI Software Adapter' }]],
    ['iscsi networkportal list', [{ Adapter: 'vmhba64', Vmknic: 'vmk1', 'Compliant Status': 'compliant' }]],
    ['iscsi session list', [{ Adapter: 'vmhba64', ISID: '00023d000001' }]],
    [
      'storage core adapter list',
      [
        { 'HBA Name': 'vmhba0', Capabilities: '' },
        { 'HBA Name': 'vmhba64', UID: 'iqn.1998-01.com.vmware:esx01', Capabilities: 'Second Level Lun ID' },
      ],
    ],
    [
      'storage nmp satp rule list',
      [{ Name: 'VMW_SATP_ALUA', Device: '', Vendor: 'EXAMPLE', 'Rule Group': 'user', 'PSP Options': 'iops=1' }],
    ],
  ])('%s', async (command, rows) => {
    expect(await rowsOf(command)).toMatchObject(rows);
  });
});
