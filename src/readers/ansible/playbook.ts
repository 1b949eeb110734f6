import { parseYaml } from '../../config/yaml.ts';
import { JsonCursor } from '../derived.ts';
import { profileHost, stemOf } from '../desired/profile-host.ts';
import type { TextFormat } from '../format.ts';
import { HostRows } from '../host-rows.ts';
import { pointerOf } from '../json/trace.ts';
import type { JsonSink } from '../json-format.ts';
import { documentSink } from '../text-sink.ts';
import { MODULES, type Module, Policies } from './modules.ts';
import { isPlaybook } from './sniff.ts';
import { NO_SCOPE, resolved, type Scope, within } from './variables.ts';

/**
 * Playbooks and task files of community.vmware: what they set up is judged as a host of its own for each host that they name. Values
 * that only a run can tell (templates other than a plain variable of the file, conditions) are unknown; so is all that a task leaves out.
 */
export const ansiblePlaybook: TextFormat = {
  name: 'Ansible playbook',
  sniff: isPlaybook,
  read({ text, lines, name }, sink) {
    const { document, problems } = parseYaml(name, text);
    for (const { line, column, message } of problems) {
      // A secret (!vault) is none of our business.
      if (document !== undefined && /tag/i.test(message)) continue;
      sink.problem({
        ruleId: 'input-format',
        level: document === undefined ? 'error' : 'warning',
        line,
        column,
        message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
        instead: 'a playbook that `ansible-playbook --syntax-check` accepts',
      });
    }
    if (document === undefined) return;
    const spanOf = (path: readonly (string | number)[]) => {
      for (let length = path.length; length >= 0; length--) {
        const span = document.valueAt(pointerOf(path.slice(0, length)));
        if (span !== undefined)
          return {
            line: span.line,
            column: span.column,
            endColumn: span.endLine === span.line ? span.endColumn : span.column + 1,
          };
      }
      return undefined;
    };
    new Playbook(stemOf(name), documentSink({ lines, line: 1, spanOf }, sink)).read(new JsonCursor(document.value));
  },
};

/** More than any playbook does, turns of loops counted: aliases of YAML can make a short file endless. */
const MOST = 20_000;
/** Deeper than any playbook nests its blocks. */
const DEEPEST = 16;

class Playbook {
  private readonly title: string;
  private readonly sink: JsonSink;
  private readonly rows = new HostRows();
  private readonly policies = new Policies();
  private readonly hosts = new Set<string>();
  private tasks = 0;

  constructor(title: string, sink: JsonSink) {
    this.title = `playbook ${title}`;
    this.sink = sink;
  }

  read(root: JsonCursor): void {
    for (const item of Array.isArray(root.value) ? root.items() : [root]) this.item(item, NO_SCOPE, false, 0);
    for (const host of this.hosts) this.policies.end(host, this.rows);
    this.rows.hand(this.sink);
  }

  /** A play, a block or a task. */
  private item(at: JsonCursor, outer: Scope, outerDoubt: boolean, depth: number): void {
    if (depth > DEEPEST) return;
    const scope = within(outer, at.get('vars'));
    const doubt = outerDoubt || at.get('when').present;
    for (const key of ['pre_tasks', 'tasks', 'post_tasks', 'block', 'always'])
      for (const item of at.get(key).items()) this.item(item, scope, doubt, depth + 1);
    for (const [key, args] of at.members()) {
      const module = MODULES.get(key.replace(/^community\.vmware\./, ''));
      if (module === undefined) continue;
      for (const inner of this.turns(at, scope)) this.task(args, inner ?? scope, doubt || inner === undefined, module);
    }
  }

  private tooMany(at: JsonCursor): void {
    this.sink.problem(
      {
        ruleId: 'input-format',
        level: 'error',
        message: `The playbook does more than ${MOST} things; what follows is not read.`,
        instead: 'several playbooks',
      },
      at,
    );
  }

  /** The scope of each turn of a loop; one that is undefined where the turns cannot be told. */
  private turns(task: JsonCursor, scope: Scope): readonly (Scope | undefined)[] {
    const loop = ['loop', 'with_items', 'with_list'].map((key) => task.get(key)).find((cursor) => cursor.present);
    if (loop === undefined) return task.members().some(([key]) => /^(with_|until)/.test(key)) ? [undefined] : [scope];
    const list = resolved(loop, scope);
    if (!Array.isArray(list?.value)) return [undefined];
    const variable = task.at('loop_control', 'loop_var').text ?? 'item';
    return list.items().map((item) => [new Map([[variable, item]]), ...scope]);
  }

  private task(args: JsonCursor, scope: Scope, doubt: boolean, module: Module): void {
    if (++this.tasks > MOST) return;
    if (this.tasks === MOST) this.tooMany(args);
    const get = (...names: readonly string[]) =>
      names.map((name) => args.get(name)).find((cursor) => cursor.present) ?? args.get(names[0] ?? '');
    const named = get('esxi_hostname', 'esxi_host_name', 'host', 'hosts', 'cluster_name', 'cluster', 'hostname');
    const targets = resolved(named, scope);
    const list = Array.isArray(targets?.value) ? targets.items().map((item) => resolved(item, scope)?.text) : [targets?.text];
    for (const target of list) {
      const word =
        target ??
        String(named.value ?? '')
          .replace(/[{}\s]+/g, ' ')
          .trim();
      const host = word === '' ? this.title : `${this.title}: ${word}`;
      if (!this.hosts.has(host)) {
        this.hosts.add(host);
        profileHost(this.title, host, args, this.sink);
      }
      const value = (...names: readonly string[]) => resolved(get(...names), scope) ?? new JsonCursor(undefined, args.path);
      module({
        host,
        rows: this.rows,
        policies: this.policies,
        doubt,
        value,
        inside: (cursor, key) => resolved(cursor.get(key), scope) ?? new JsonCursor(undefined, args.path),
      });
    }
  }
}
