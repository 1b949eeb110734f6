import { type Device, psWord, type Remedy } from 'vlint';

/** What to type to see the paths of a device and to look for others. */
export function findPaths({ host, name }: Device): Remedy {
  const server = psWord(host.name);
  return {
    esxcli: [`esxcli storage core path list -d ${name}`, 'esxcli storage core adapter rescan --all'],
    powercli: [
      `Get-ScsiLun -VmHost ${server} -CanonicalName ${psWord(name)} | Get-ScsiLunPath`,
      `Get-VMHostStorage -VMHost ${server} -RescanAllHba`,
    ],
  };
}

/** The same with placeholders. */
export const FIND_PATHS: Remedy = {
  esxcli: ['esxcli storage core path list -d naa.x', 'esxcli storage core adapter rescan --all'],
  powercli: ['Get-ScsiLun -VmHost $h -CanonicalName naa.x | Get-ScsiLunPath', 'Get-VMHostStorage -VMHost $h -RescanAllHba'],
};
