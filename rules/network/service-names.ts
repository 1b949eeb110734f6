/** A service of a VMkernel adapter: how people call it, and how esxcli and PowerCLI do. */
export interface ServiceName {
  readonly spoken: string;
  readonly esxcli: string;
  /** Switch of Set-VMHostNetworkAdapter, where it has one. */
  readonly powercli?: string;
}

const SERVICES: ReadonlyMap<string, ServiceName> = new Map<string, ServiceName>([
  ['management', { spoken: 'management', esxcli: 'Management', powercli: 'ManagementTrafficEnabled' }],
  ['vmotion', { spoken: 'vMotion', esxcli: 'VMotion', powercli: 'VMotionEnabled' }],
  [
    'faultToleranceLogging',
    { spoken: 'fault tolerance logging', esxcli: 'faultToleranceLogging', powercli: 'FaultToleranceLoggingEnabled' },
  ],
  ['vsan', { spoken: 'vSAN', esxcli: 'VSAN', powercli: 'VsanTrafficEnabled' }],
  ['vsanWitness', { spoken: 'vSAN witness', esxcli: 'VSANWitness' }],
  ['vSphereReplication', { spoken: 'vSphere Replication', esxcli: 'vSphereReplication' }],
  ['vSphereReplicationNFC', { spoken: 'vSphere Replication NFC', esxcli: 'vSphereReplicationNFC' }],
  ['vSphereBackupNFC', { spoken: 'vSphere Backup NFC', esxcli: 'vSphereBackupNFC' }],
  ['vSphereProvisioning', { spoken: 'provisioning', esxcli: 'vSphereProvisioning' }],
  ['nvmeTcp', { spoken: 'NVMe over TCP', esxcli: 'NVMeTCP' }],
  ['nvmeRdma', { spoken: 'NVMe over RDMA', esxcli: 'NVMeRDMA' }],
]);

/** The names of a service by its VIM spelling; a service that is not known here keeps its own. */
export function serviceName(tag: string): ServiceName {
  return SERVICES.get(tag) ?? { spoken: tag, esxcli: tag };
}
