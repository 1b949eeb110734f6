import { clusterId, datastoreName, hostId, hostName, lunUuid, mac, naa, reference, uuid } from './ids.mjs';
import { hostsPerCluster } from './inventory.mjs';
import { dumpNoise } from './noise.mjs';

const luns = 12;
const hba = 'vmhba64';
const hbaKey = `key-vim.host.InternetScsiHba-${hba}`;
const chap = { chapAuthEnabled: false, chapAuthenticationType: 'chapProhibited', mutualChapAuthenticationType: 'chapProhibited' };
const digest = {
  headerDigestType: 'digestProhibited',
  headerDigestInherited: false,
  dataDigestType: 'digestProhibited',
  dataDigestInherited: false,
};
const portals = [1, 2].map((index) => ({ address: `10.20.0.${index}`, iqn: `iqn.2010-06.com.example:array1.ct${index - 1}` }));

/** Six hosts of a hundred have a fault: MTU above the switch's, a standby uplink, or a dead path under a fixed policy. */
function faultOf(host) {
  return { 7: 'mtu', 23: 'standby', 41: 'path' }[host % 50];
}

/** A host's properties, its port bindings and its network hints. */
export function* hostEntries(host) {
  const object = reference('HostSystem', hostId(host));
  const network = networkInfo(host);
  const noise = dumpNoise(host);
  yield {
    source: 'vim',
    object,
    properties: {
      name: hostName(host),
      parent: reference('ClusterComputeResource', clusterId(clusterOf(host))),
      runtime: {
        connectionState: 'connected',
        powerState: 'poweredOn',
        standbyMode: 'none',
        inMaintenanceMode: false,
        ...noise.runtime,
      },
      hardware: {
        systemInfo: { vendor: 'Dell Inc.', model: 'PowerEdge R650', uuid: uuid(host, 11) },
        cpuInfo: { numCpuPackages: 2, numCpuCores: 48, numCpuThreads: 96, hz: 2_593_906_215 },
        memorySize: 824_633_720_832,
        ...noise.hardware,
      },
      capability: noise.capability,
      config: {
        product: {
          name: 'VMware ESXi',
          fullName: 'VMware ESXi 8.0.3 build-24022510',
          vendor: 'VMware, Inc.',
          version: '8.0.3',
          build: '24022510',
          osType: 'vmnix-x86',
          apiVersion: '8.0.3.0',
        },
        storageDevice: storageDevice(host),
        multipathState: { path: paths(host).map(({ name, state }) => ({ name, pathState: state })) },
        fileSystemVolume: {
          volumeTypeList: ['VMFS', 'NFS'],
          mountInfo: [
            {
              mountInfo: {
                path: `/vmfs/volumes/${uuid(clusterOf(host), 3)}`,
                accessMode: 'readWrite',
                mounted: true,
                accessible: true,
              },
              volume: {
                _typeName: 'HostVmfsVolume',
                type: 'VMFS',
                name: datastoreName(clusterOf(host)),
                capacity: 2_199_023_255_552,
                blockSizeMb: 1,
                majorVersion: 6,
                version: '6.82',
                uuid: uuid(clusterOf(host), 3),
                extent: [{ diskName: naa(clusterOf(host), 1), partition: 1 }],
                local: false,
              },
            },
          ],
        },
        network,
        virtualNicManagerInfo: {
          netConfig: ['faultToleranceLogging', 'management', 'vmotion', 'vsan'].map((nicType) => ({
            nicType,
            multiSelectAllowed: true,
            candidateVnic: network.vnic.map((vnic) => ({ ...vnic, key: `${nicType}.${vnic.key}` })),
            ...(nicType === 'management' ? { selectedVnic: ['management.key-vim.host.VirtualNic-vmk0'] } : {}),
          })),
        },
        ...noise.config,
      },
      configManager: noise.configManager,
    },
  };
  yield {
    source: 'vim',
    object,
    method: 'QueryBoundVnics',
    argument: hba,
    result: [1, 2].map((index) => ({
      _typeName: 'IscsiPortInfo',
      vnicDevice: `vmk${index}`,
      vnic: network.vnic[index],
      pnicDevice: `vmnic${index + 1}`,
      pnic: network.pnic[index + 1],
      switchName: 'vSwitch1',
      portgroupName: index === 1 ? 'iSCSI-A' : 'iSCSI-B',
      complianceStatus: { _typeName: 'IscsiStatus' },
      pathStatus: 'active',
    })),
  };
  yield {
    source: 'vim',
    object,
    method: 'QueryNetworkHint',
    result: network.pnic.map((pnic, index) => ({
      _typeName: 'PhysicalNicHintInfo',
      device: pnic.device,
      connectedSwitchPort: {
        _typeName: 'PhysicalNicCdpInfo',
        devId: `${index < 2 ? 'lan' : 'san'}-${index % 2}`,
        portId: `Ethernet1/${1 + (host % 48)}`,
        mtu: 9216,
        fullDuplex: true,
      },
    })),
  };
}

function clusterOf(host) {
  return Math.floor(host / hostsPerCluster);
}

const address = (host, vmk) => `10.${vmk === 0 ? 10 : 20}.${vmk === 0 ? host >> 8 : 1 + (host >> 8) + 16 * vmk}.${host & 255}`;

function networkInfo(host) {
  const fault = faultOf(host);
  const pnic = [0, 1, 2, 3].map((index) => ({
    key: `key-vim.host.PhysicalNic-vmnic${index}`,
    device: `vmnic${index}`,
    pci: `0000:${(0x18 + index).toString(16)}:00.0`,
    driver: 'ixgben',
    linkSpeed: { speedMb: 10_000, duplex: true },
    validLinkSpecification: [{ speedMb: 10_000, duplex: true }],
    spec: { ip: { dhcp: false } },
    wakeOnLanSupported: false,
    mac: mac(host, index, 1),
    fcoeConfiguration: {
      priorityClass: 3,
      sourceMac: mac(host, index, 1),
      vlanRange: [{ vlanLow: 0, vlanHigh: 0 }],
      capabilities: { priorityClass: false, sourceMacAddress: false, vlanRange: true },
      fcoeActive: false,
    },
    vmDirectPathGen2Supported: false,
    resourcePoolSchedulerAllowed: true,
    autoNegotiateSupported: true,
  }));
  const vnic = ['Management Network', 'iSCSI-A', 'iSCSI-B'].map((portgroup, index) => ({
    device: `vmk${index}`,
    key: `key-vim.host.VirtualNic-vmk${index}`,
    portgroup,
    spec: {
      ip: { dhcp: false, ipAddress: address(host, index), subnetMask: '255.255.0.0' },
      mac: mac(host, index, 2),
      portgroup,
      mtu: index === 0 ? 1500 : 9000,
      tsoEnabled: true,
      netStackInstanceKey: 'defaultTcpipStack',
      systemOwned: false,
    },
    port: `key-vim.host.PortGroup.Port-${67_108_864 + index}`,
  }));
  return {
    vswitch: [
      vswitch('vSwitch0', 1500, ['vmnic0', 'vmnic1'], ['Management Network', 'VM Network']),
      vswitch('vSwitch1', fault === 'mtu' ? 1500 : 9000, ['vmnic2', 'vmnic3'], ['iSCSI-A', 'iSCSI-B']),
    ],
    portgroup: [
      portGroup('Management Network', 'vSwitch0', 10, ['vmnic0', 'vmnic1']),
      portGroup('VM Network', 'vSwitch0', 20, ['vmnic0', 'vmnic1']),
      portGroup('iSCSI-A', 'vSwitch1', 101, ['vmnic2'], fault === 'standby' ? ['vmnic3'] : undefined),
      portGroup('iSCSI-B', 'vSwitch1', 101, ['vmnic3']),
    ],
    pnic,
    vnic,
    ipRouteConfig: { defaultGateway: '10.10.255.254' },
    netStackInstance: ['vSphereProvisioning', 'vmotion', 'defaultTcpipStack'].map((key) => ({
      key,
      ipRouteConfig: {},
      requestedMaxNumberOfConnections: 11_000,
    })),
  };
}

function policy(activeNic, standbyNic) {
  return {
    security: { allowPromiscuous: false, macChanges: false, forgedTransmits: false },
    nicTeaming: {
      policy: 'loadbalance_srcid',
      reversePolicy: true,
      notifySwitches: true,
      rollingOrder: false,
      failureCriteria: {
        checkSpeed: 'minimum',
        speed: 10,
        checkDuplex: false,
        fullDuplex: false,
        checkErrorPercent: false,
        checkBeacon: false,
      },
      nicOrder: { activeNic, ...(standbyNic ? { standbyNic } : {}) },
    },
    offloadPolicy: { csumOffload: true, tcpSegmentation: true, zeroCopyXmit: true },
    shapingPolicy: { enabled: false },
  };
}

function vswitch(name, mtu, nicDevice, groups) {
  return {
    name,
    key: `key-vim.host.VirtualSwitch-${name}`,
    numPorts: 1536,
    numPortsAvailable: 1530,
    mtu,
    portgroup: groups.map((group) => `key-vim.host.PortGroup-${group}`),
    pnic: nicDevice.map((nic) => `key-vim.host.PhysicalNic-${nic}`),
    spec: {
      numPorts: 128,
      policy: policy(nicDevice),
      mtu,
      bridge: {
        _typeName: 'HostVirtualSwitchBondBridge',
        nicDevice,
        beacon: { interval: 1 },
        linkDiscoveryProtocolConfig: { protocol: 'cdp', operation: 'listen' },
      },
    },
  };
}

function portGroup(name, vswitchName, vlanId, activeNic, standbyNic) {
  return {
    key: `key-vim.host.PortGroup-${name}`,
    vswitch: `key-vim.host.VirtualSwitch-${vswitchName}`,
    computedPolicy: policy(activeNic, standbyNic),
    spec: {
      name,
      vlanId,
      vswitchName,
      policy: {
        security: {},
        nicTeaming: { nicOrder: { activeNic, ...(standbyNic ? { standbyNic } : {}) } },
        offloadPolicy: {},
        shapingPolicy: {},
      },
    },
  };
}

const initiatorOptions = Object.entries({
  MaxOutstandingR2T: 1,
  FirstBurstLength: 262_144,
  MaxBurstLength: 262_144,
  MaxRecvDataSegLen: 131_072,
  NoopInterval: 15,
  NoopTimeout: 10,
  RecoveryTimeout: 10,
  LoginTimeout: 5,
  DelayedAck: true,
});
const advanced = (isInherited) => initiatorOptions.map(([key, value]) => ({ key, value, isInherited }));

function storageDevice(host) {
  const cluster = clusterOf(host);
  const numbers = Array.from({ length: luns }, (_, index) => index + 1);
  const byLun = new Map(numbers.map((lun) => [lun, []]));
  for (const path of paths(host)) byLun.get(path.lun).push(path);
  const target = (portal, inherited) => ({
    address: portal.address,
    port: 3260,
    authenticationProperties: chap,
    digestProperties: digest,
    advancedOptions: advanced(inherited),
  });
  return {
    hostBusAdapter: [
      {
        _typeName: 'HostInternetScsiHba',
        key: hbaKey,
        device: hba,
        bus: 0,
        status: 'online',
        model: 'iSCSI Software Adapter',
        driver: 'iscsi_vmk',
        isSoftwareBased: true,
        networkBindingSupport: 'optional',
        authenticationProperties: chap,
        digestProperties: digest,
        ipProperties: { dhcpConfigurationEnabled: false },
        advancedOptions: advanced(false),
        iScsiName: `iqn.1998-01.com.vmware:${hostName(host)}`,
        configuredSendTarget: portals.map((portal) => ({ ...target(portal, true), parent: hba })),
        configuredStaticTarget: portals.map((portal) => ({
          ...target(portal, true),
          iScsiName: portal.iqn,
          discoveryMethod: 'sendTargetMethod',
          parent: `${portal.address}:3260`,
        })),
        currentSpeedMb: 10_000,
      },
    ],
    scsiLun: numbers.map((lun) => scsiLun(cluster, lun)),
    scsiTopology: {
      adapter: [
        {
          key: `key-vim.host.ScsiTopology.Interface-${hba}`,
          adapter: hbaKey,
          target: portals.map((portal, number) => ({
            key: `key-vim.host.ScsiTopology.Target-${hba}:0:${number}`,
            target: number,
            lun: numbers.map((lun) => ({
              key: `key-vim.host.ScsiTopology.Lun-${lunUuid(cluster, lun)}`,
              lun,
              scsiLun: `key-vim.host.ScsiDisk-${lunUuid(cluster, lun)}`,
            })),
            transport: transport(portal),
          })),
        },
      ],
    },
    multipathInfo: {
      lun: numbers.map((lun) => ({
        key: `key-vim.host.MultipathInfo.LogicalUnit-${lunUuid(cluster, lun)}`,
        id: lunUuid(cluster, lun),
        lun: `key-vim.host.ScsiDisk-${lunUuid(cluster, lun)}`,
        path: byLun.get(lun).map(({ name, state, portal }) => ({
          key: `key-vim.host.MultipathInfo.Path-${name}`,
          name,
          pathState: state,
          state,
          isWorkingPath: state === 'active',
          adapter: hbaKey,
          lun: `key-vim.host.MultipathInfo.LogicalUnit-${lunUuid(cluster, lun)}`,
          transport: transport(portals[portal]),
        })),
        policy:
          faultOf(host) === 'path' && lun === 3
            ? { _typeName: 'HostMultipathInfoFixedLogicalUnitPolicy', policy: 'VMW_PSP_FIXED', prefer: `${hba}:C0:T0:L3` }
            : { _typeName: 'HostMultipathInfoLogicalUnitPolicy', policy: 'VMW_PSP_RR' },
        storageArrayTypePolicy: { policy: 'VMW_SATP_ALUA' },
      })),
    },
    plugStoreTopology: plugStore(host),
    softwareInternetScsiEnabled: true,
  };
}

function transport({ address: portal, iqn }) {
  return { _typeName: 'HostInternetScsiTargetTransport', iScsiName: iqn, iScsiAlias: '', address: [`${portal}:3260`] };
}

/** Two bound adapters times two portals times all LUNs. */
function paths(host) {
  const list = [];
  for (let lun = 1; lun <= luns; lun += 1) {
    for (const channel of [0, 1]) {
      for (const portal of [0, 1]) {
        const dead = faultOf(host) === 'path' && lun === 3 && channel === 1 && portal === 1;
        list.push({ name: `${hba}:C${channel}:T${portal}:L${lun}`, lun, channel, portal, state: dead ? 'dead' : 'active' });
      }
    }
  }
  return list;
}

function scsiLun(cluster, lun) {
  const name = naa(cluster, lun);
  const id = lunUuid(cluster, lun);
  return {
    _typeName: 'HostScsiDisk',
    deviceName: `/vmfs/devices/disks/${name}`,
    deviceType: 'disk',
    key: `key-vim.host.ScsiDisk-${id}`,
    uuid: id,
    descriptor: [
      { quality: 'highQuality', id: name },
      { quality: 'mediumQuality', id: `vml.${id}` },
    ],
    canonicalName: name,
    displayName: `EXAMPLE iSCSI Disk (${name})`,
    lunType: 'disk',
    vendor: 'EXAMPLE ',
    model: 'Array           ',
    revision: '0503',
    scsiLevel: 6,
    serialNumber: 'unavailable',
    alternateName: [{ namespace: 'GENERIC_VPD', namespaceId: 5, data: 'AAAABACwsbI=' }],
    standardInquiry: 'AAAGAh8AAHI=',
    queueDepth: 128,
    operationalState: ['ok'],
    capabilities: { updateDisplayNameSupported: true },
    vStorageSupport: 'vStorageSupported',
    protocolEndpoint: false,
    perenniallyReserved: false,
    capacity: { blockSize: 512, block: 4_294_967_296 },
    devicePath: `/vmfs/devices/disks/${name}`,
    ssd: true,
    localDisk: false,
    scsiDiskType: 'native512',
  };
}

function plugStore(host) {
  const cluster = clusterOf(host);
  const key = (kind, name) => `key-vim.host.PlugStoreTopology.${kind}-${name}`;
  const all = paths(host);
  return {
    adapter: [{ key: key('Adapter', hba), adapter: hbaKey, path: all.map(({ name }) => key('Path', name)) }],
    path: all.map(({ name, channel, portal, lun }) => ({
      key: key('Path', name),
      name,
      channelNumber: channel,
      targetNumber: portal,
      lunNumber: lun,
      adapter: key('Adapter', hba),
      target: key('Target', `${portals[portal].iqn},${portal + 1}`),
      device: key('Device', lunUuid(cluster, lun)),
    })),
    target: portals.map((portal, index) => ({ key: key('Target', `${portal.iqn},${index + 1}`), transport: transport(portal) })),
  };
}
