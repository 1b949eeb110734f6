import { type IscsiAdapter, psWord, type Remedy } from 'vlint';

/** What to type to set parameters of an initiator, by esxcli's names. */
export function setParams(
  { host, name }: IscsiAdapter,
  params: readonly { readonly key: string; readonly value: string }[],
): Required<Pick<Remedy, 'esxcli' | 'powercli'>> {
  return {
    esxcli: params.map(({ key, value }) => `esxcli iscsi adapter param set -A ${name} -k ${key} -v ${value}`),
    powercli: params.map(
      ({ key, value }) =>
        `(Get-EsxCli -VMHost ${psWord(host.name)} -V2).iscsi.adapter.param.set.Invoke(@{adapter='${name}';key='${key}';value='${value}'})`,
    ),
  };
}
