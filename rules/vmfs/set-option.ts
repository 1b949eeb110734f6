import { type Host, psWord, type Remedy } from 'vlint';

/** What to type to set advanced options of a host, by VIM's keys ("VMFS3.HardwareAcceleratedLocking"). */
export function setOptions(
  host: Host,
  options: readonly { readonly key: string; readonly value: number }[],
): Required<Pick<Remedy, 'esxcli' | 'powercli'>> {
  return {
    esxcli: options.map(({ key, value }) => `esxcli system settings advanced set -o /${key.replaceAll('.', '/')} -i ${value}`),
    powercli: options.map(
      ({ key, value }) =>
        `Get-AdvancedSetting -Entity (Get-VMHost ${psWord(host.name)}) -Name ${key} | Set-AdvancedSetting -Value ${value} -Confirm:$false`,
    ),
  };
}
