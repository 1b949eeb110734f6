import type { Device, Remedy } from 'vlint';
import { psWord } from 'vlint';

export const FIXED = 'VMW_PSP_FIXED';
export const MRU = 'VMW_PSP_MRU';
export const ROUND_ROBIN = 'VMW_PSP_RR';

/** Policies as PowerCLI calls them. */
const POWERCLI_NAMES: Readonly<Record<string, string>> = {
  VMW_PSP_RR: 'RoundRobin',
  VMW_PSP_FIXED: 'Fixed',
  VMW_PSP_MRU: 'MostRecentlyUsed',
};

/** What to type to set a device's policy on its host; PowerCLI knows only VMware's own policies. */
export function setPolicy(device: Device, policy: string): Remedy {
  const name = POWERCLI_NAMES[policy];
  const lun = `Get-ScsiLun -VmHost ${psWord(device.host.name)} -CanonicalName '${device.name}'`;
  return {
    esxcli: [`esxcli storage nmp device set -d ${device.name} -P ${policy}`],
    ...(name === undefined ? {} : { powercli: [`${lun} | Set-ScsiLun -MultipathPolicy ${name}`] }),
  };
}
