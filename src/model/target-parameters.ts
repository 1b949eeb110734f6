import { rowsOf } from './esxcli-row.ts';
import type { Known } from './fact.ts';
import { type EsxcliAnswer, Outputs } from './from-esxcli.ts';
import type { Maybe, Node } from './node.ts';
import type { OwnParameters, TargetSource } from './source.ts';

/** Where a target's address and port are read: "10.0.1.201:3260". */
type Split = (text: string) => { readonly address: string; readonly port: number };

/** Targets of a VIM adapter with the parameters that are set on them alone. `named` gives a parameter its name in esxcli. */
export function vimTargets(hba: Node, split: Split, named: (key: string) => string): Maybe<readonly TargetSource[]> {
  const lists = (['configuredSendTarget', 'configuredStaticTarget'] as const).map((key) => hba.get(key).list());
  const [send, statics] = lists;
  if (send === undefined || statics === undefined) return undefined;
  const found: TargetSource[] = [];
  for (const [list, how] of [
    [send, 'send'],
    [statics, 'static'],
  ] as const) {
    for (const target of list.value) {
      const address = target.get('address').string();
      // A target without an address may be any.
      if (address === undefined) return undefined;
      const iqn = target.get('iScsiName').string()?.value;
      const parent = how === 'static' ? target.get('parent').string()?.value : undefined;
      found.push({
        address: split(address.value).address,
        port: target.get('port').number()?.value ?? split(address.value).port,
        how,
        ...(iqn === undefined ? {} : { iqn }),
        ...(parent === undefined ? {} : { parent: split(parent).address }),
        get own() {
          return vimOwn(target, named);
        },
      });
    }
  }
  return hba.get('configuredSendTarget').known<readonly TargetSource[]>(found);
}

function vimOwn(target: Node, named: (key: string) => string): Maybe<OwnParameters> {
  const options = target.get('advancedOptions').list();
  if (options === undefined) return undefined;
  const own = new Map<string, Maybe<string | number | boolean>>();
  for (const option of options.value) {
    if (option.raw('isInherited') === true) continue;
    const value = option.get('value');
    own.set(named(String(option.raw('key'))), value.number() ?? value.boolean() ?? value.string());
  }
  return target.get('advancedOptions').known<OwnParameters>(own);
}

/** What lists targets, which column holds the portal, and the command that is asked for the parameters of one. */
const LISTS = [
  ['iscsi adapter discovery sendtarget list', 'Sendtarget', 'iscsi adapter discovery sendtarget param get', 'send'],
  ['iscsi adapter discovery statictarget list', 'Target Address', 'iscsi adapter target portal param get', 'static'],
  ['iscsi adapter target portal list', 'IP', 'iscsi adapter target portal param get', 'static'],
] as const;

/** Targets of an adapter; esxcli tells the parameters of each by a command of its own. Nothing without the list of send targets. */
export function esxcliTargets(outputs: Outputs, adapter: string, split: Split): Maybe<readonly TargetSource[]> {
  const [evidence] = outputs.of(LISTS[0][0]);
  if (evidence === undefined) return undefined;
  const found = new Map<string, TargetSource>();
  for (const [command, column, parameters, how] of LISTS) {
    for (const row of outputs.rows(command)) {
      const of = row.text('Adapter');
      const portal = row.text(column, 'Address');
      if (of === undefined || portal === undefined) return undefined;
      if (of.value !== adapter) continue;
      const { address, port } = split(portal.value);
      const iqn = row.text('Target', 'Target Name')?.value;
      found.set(`${how} ${address} ${iqn ?? ''}`, {
        address,
        port: row.number('Port')?.value ?? port,
        how,
        ...(iqn === undefined ? {} : { iqn }),
        get own() {
          return answerOf(outputs.of(parameters), adapter, address, iqn, split);
        },
      });
    }
  }
  return evidence.output.known<readonly TargetSource[]>([...found.values()]);
}

function answerOf(
  answers: readonly EsxcliAnswer[],
  adapter: string,
  address: string,
  iqn: string | undefined,
  split: Split,
): Maybe<OwnParameters> {
  const answer = answers.find((item) => {
    const of = Outputs.option(item, 'a', 'address');
    const name = Outputs.option(item, 'n', 'name');
    return (
      Outputs.option(item, 'A', 'adapter') === adapter &&
      of !== undefined &&
      split(of).address === address &&
      (name === undefined || iqn === undefined || name === iqn)
    );
  });
  return answer && esxcliOwn(answer.output);
}

function esxcliOwn(output: Node): Maybe<OwnParameters> {
  const own = new Map<string, Known<string | number | boolean> | undefined>();
  for (const row of rowsOf(output)) {
    const name = row.text('Name')?.value;
    const inherited = row.flag('Inherit')?.value;
    if (name === undefined || inherited === undefined) return undefined;
    const value = row.get('Current');
    if (!inherited) own.set(name, value.number() ?? value.boolean() ?? value.string());
  }
  return output.known<OwnParameters>(own);
}
