import type { IscsiAdapter, Remedy } from 'vlint';
import { boundTo } from './bound-siblings.ts';

/** What to type to take all bindings off an adapter and look for its targets again. */
export function unbindAll(adapter: IscsiAdapter): Remedy {
  const vmks = boundTo(adapter)
    .ports.map((port) => port.vmk.name)
    .sort();
  return {
    esxcli: [
      ...vmks.map((vmk) => `esxcli iscsi networkportal remove -A ${adapter.name} -n ${vmk} -f 1`),
      `esxcli storage core adapter rescan -A ${adapter.name}`,
    ],
    powercli: [
      `$x = Get-EsxCli -V2 -VMHost '${adapter.host.name}'`,
      ...vmks.map((vmk) => `$x.iscsi.networkportal.remove.Invoke(@{adapter='${adapter.name}';nic='${vmk}';force=$true})`),
      `Get-VMHostStorage -VMHost '${adapter.host.name}' -RescanAllHba`,
    ],
    manual: ['Put the host in maintenance mode first: a binding that is removed by force drops its paths.'],
  };
}
