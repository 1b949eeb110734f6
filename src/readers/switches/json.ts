import { type JsonCursor, Sources } from '../derived.ts';
import type { JsonFormat, JsonSink } from '../json-format.ts';
import { eosOutput } from './eos.ts';
import { nxosOutput } from './nxos.ts';

/** What a physical switch prints as JSON: NX-OS (`| json`, NX-API) and Arista EOS (`| json`, eAPI). */
export const switchJson: JsonFormat = {
  name: 'output of a physical switch',
  read(document, _file, sink) {
    const bodies = bodiesOf(document);
    let known = 0;
    for (const { body, failed } of bodies) {
      if (failed !== undefined) {
        refused(failed, sink);
        continue;
      }
      for (const read of [nxosOutput, eosOutput]) {
        const sources = new Sources();
        const output = read(body, sources);
        if (output === undefined) continue;
        sink.device({ role: 'switch' }, output, sources);
        known++;
        break;
      }
    }
    if (known > 0 || bodies.some(({ failed }) => failed !== undefined)) return;
    sink.problem(
      {
        ruleId: 'input-format',
        level: 'error',
        message: 'This is the answer of a physical switch, but to no command that vlint reads.',
        instead: COMMANDS,
      },
      document,
    );
  },
};

const COMMANDS =
  'the output of show interface, show interface switchport, show cdp neighbors detail and show lldp neighbors detail, each with "| json"';

interface Body {
  readonly body: JsonCursor;
  /** What the switch said instead of an answer. */
  readonly failed?: JsonCursor | undefined;
}

/** The outputs in a document: one alone, several in a list, or in the envelope of NX-API or eAPI. */
function bodiesOf(document: JsonCursor): readonly Body[] {
  const all = Array.isArray(document.value) ? document.items() : [document];
  return all.flatMap((item): readonly Body[] => {
    const cli = item.at('ins_api', 'outputs', 'output');
    if (cli.present) return (Array.isArray(cli.value) ? cli.items() : [cli]).map(insApi);
    if (item.get('error').present && item.get('jsonrpc').present)
      return [{ body: item, failed: item.at('error', 'message').present ? item.at('error', 'message') : item.get('error') }];
    const result = item.get('result');
    if (!result.present || !item.get('jsonrpc').present) return [{ body: item }];
    if (Array.isArray(result.value)) return result.items().map((body) => ({ body }));
    return [{ body: result.get('body').present ? result.get('body') : result }];
  });
}

function insApi(output: JsonCursor): Body {
  const code = output.get('code').text;
  const failed = code !== undefined && code !== '200';
  return { body: output.get('body'), failed: failed ? (output.get('msg').present ? output.get('msg') : output) : undefined };
}

function refused(at: JsonCursor, sink: JsonSink): void {
  const said = at.text === undefined ? '' : ` It says: ${at.text.slice(0, 120)}`;
  sink.problem(
    {
      ruleId: 'input-format',
      level: 'warning',
      message: `The switch has refused a command, so that its answer is missing.${said}`,
      instead: COMMANDS,
    },
    at,
  );
}
