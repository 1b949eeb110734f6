import { ansiblePlaybook } from './ansible/playbook.ts';
import { ansibleText } from './ansible/text.ts';
import { ontapNetwork } from './arrays/ontap.ts';
import { pureNetwork } from './arrays/pure.ts';
import { type FileHint, folderHost, hintOf } from './command.ts';
import { esxConf } from './esx-conf.ts';
import { esxcliCsv } from './esxcli/csv.ts';
import { esxcliKeyvalue } from './esxcli/keyvalue.ts';
import { esxcliText } from './esxcli/text.ts';
import { esxcliXml } from './esxcli/xml.ts';
import type { ByteFormat, Sink, TextFormat } from './format.ts';
import type { Input } from './input.ts';
import { ova, ovf } from './ovf.ts';
import { otherWorkbook, rvtoolsCsv, rvtoolsWorkbook } from './rvtools.ts';
import { soap } from './soap.ts';
import { switchText } from './switches/cli.ts';
import { vmSupport, vmSupportZip } from './vm-support.ts';
import { vmx } from './vmx.ts';

/** In the order in which they are asked: those that can be told for certain first. */
const FORMATS: readonly (TextFormat | ByteFormat)[] = [
  vmSupportZip,
  rvtoolsWorkbook,
  otherWorkbook,
  esxcliXml,
  vmSupport,
  ova,
  ovf,
  soap,
  esxConf,
  vmx,
  rvtoolsCsv,
  ansibleText,
  ansiblePlaybook,
  pureNetwork,
  ontapNetwork,
  esxcliKeyvalue,
  esxcliCsv,
  switchText,
  esxcliText,
];

/** Longer texts are no output of a command. Bytes. */
const LONGEST = 256 * 1024 * 1024;
const HEAD = 64 * 1024;

/** The format of an input that is no JSON, from its first kilobytes and what its name says. */
export function formatOf(head: string, hint: FileHint): TextFormat | ByteFormat | undefined {
  return FORMATS.find((candidate) => candidate.sniff(head, hint));
}

/** Reads an input that is no JSON. What no format knows is a problem. */
export async function readForeign(name: string, input: Input, sink: Sink): Promise<void> {
  const told = hintOf(name);
  const hint = told.host === undefined ? { ...told, ...folderHost(name) } : told;
  const head = textOf(input, HEAD);
  const format = formatOf(head, hint);
  if (format === undefined) {
    sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: 1,
      message: 'This is neither JSON nor any other export that vlint knows.',
      instead: 'an export that it knows, for example from govc collect -json, or the output of esxcli under its command line',
    });
    return;
  }
  if ('readBytes' in format) {
    await format.readBytes({ input, hint, name }, sink);
    return;
  }
  if (input.size > LONGEST) {
    sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: 1,
      message: `This ${format.name} has ${Math.round(input.size / 1024 / 1024)} MiB; more than ${LONGEST / 1024 / 1024} MiB are not read.`,
      instead: 'the output of each command in a file of its own',
    });
    return;
  }
  const text = textOf(input, input.size);
  await format.read({ text, lines: text.split(/\r?\n/), hint, name }, sink);
}

function textOf(input: Input, size: number): string {
  const bytes = new Uint8Array(Math.min(size, input.size));
  return new TextDecoder('utf-8').decode(bytes.subarray(0, input.read(bytes, 0, 0)));
}
