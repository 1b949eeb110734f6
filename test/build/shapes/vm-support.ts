import { gzipSync } from 'node:zlib';
import type { EsxcliEntry } from '../entry.ts';
import { esxcliText } from '../esxcli-formats.ts';
import type { Json } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import { type TarFile, tar } from './tar.ts';

/** The folder that vm-support packs: it is named after the host and the time. */
export function bundleFolder(host: string): string {
  return `esx-${host}-2026-11-22--05.00-1234567`;
}

/** The name of the file that vm-support puts an output into: blanks are dashes, slashes and equals signs are gone. */
export function outputName(command: string, ending: 'txt' | 'json' = 'txt', program = 'localcli'): string {
  const folder = ending === 'json' ? 'json' : 'commands';
  const dashed = command.replaceAll('"', '').replace(/[/=]/g, '').replaceAll(' ', '-');
  return `${folder}/${program}_${dashed}.${ending}`;
}

/** What localcli prints as text, a file an output. */
export function textOutputs(entries: readonly EsxcliEntry[]): TarFile[] {
  return entries.map((entry) => ({ name: outputName(entry.command), content: esxcliText(entry, { localcli: true }) }));
}

/** The same as JSON, whose members localcli calls as its tables call their columns. */
export function jsonOutputs(entries: readonly EsxcliEntry[]): TarFile[] {
  return entries.map((entry) => ({
    name: outputName(entry.command, 'json'),
    content: JSON.stringify(displayed(entry.output), null, 1),
  }));
}

function displayed(value: Json): Json {
  if (isArray(value)) return value.map(displayed);
  if (!isObject(value)) return value;
  const spaced = (key: string) => key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [spaced(key), displayed(item ?? null)]));
}

/** A file as the fragments that vm-support cuts what grows while it is written. */
export function fragments({ name, content }: TarFile, size: number): TarFile[] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => ({
    name: `${name}.FRAG-${String(index).padStart(5, '0')}`,
    content: bytes.subarray(index * size, (index + 1) * size),
  }));
}

/** The files below a folder. Names that are too long for a header go before it, as GNU tar writes them. */
export function packed(folder: string, files: readonly TarFile[]): Uint8Array {
  return tar(
    files.flatMap((file) => {
      const name = folder === '' ? file.name : `${folder}/${file.name}`;
      const long = { name: '././@LongLink', content: `${name}\0`, type: 'L' };
      return name.length > 99 ? [long, { ...file, name: name.slice(0, 99) }] : [{ ...file, name }];
    }),
  );
}

/** The .tgz of a host. */
export function bundleOf(host: string, files: readonly TarFile[]): Uint8Array {
  return gzipSync(packed(bundleFolder(host), files));
}

/** What says which host and which release it is. */
export function identityFiles(host: string, version = '7.0.3', build = 21_424_296): TarFile[] {
  return [
    {
      name: 'commands/uname_-a.txt',
      content: `VMkernel ${host} ${version} #1 SMP Release build-${build} Mar 31 2023 05:17:24 x86_64 x86_64 x86_64 ESXi\n`,
    },
    { name: 'commands/vmware_-vl.txt', content: `VMware ESXi ${version} build-${build}\nVMware ESXi ${version} GA\n` },
  ];
}

/** What makes up most of a bundle and tells nothing. */
export const logs: readonly TarFile[] = [
  { name: 'var/run/log/vmkernel.log', content: '2026-11-22T05:00:00Z cpu0: NMP: nothing to see\n'.repeat(4000) },
  { name: 'var/run/log/shell.log', content: '[root@elsewhere:~] esxcli network nic list\nName  MTU\n' },
  { name: 'commands/localcli_network-ip-neighbor-list.txt', content: 'Neighbor  Mac Address\n---------------------\n' },
  { name: 'commands/localcli_storage-core-device-list---pe-only.txt', content: '' },
];
