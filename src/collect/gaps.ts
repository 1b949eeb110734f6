/** What the server did not give: of which objects, and why. It stands in the export behind its entries. */
export interface CollectGap {
  /** Kind of the objects. */
  readonly type: string;
  /** The property or method; absent when nothing of that kind could be read. */
  readonly property?: string;
  readonly method?: string;
  /** Class of the server's fault: NoPermission, InvalidProperty. */
  readonly reason: string;
  /** The privilege that the user lacks. */
  readonly privilege?: string;
  /** How many objects. */
  readonly count: number;
  /** References of the first of them. */
  readonly objects: readonly string[];
}

export interface Lacking {
  readonly type: string;
  readonly property?: string;
  readonly method?: string;
  readonly reason: string;
  readonly privilege?: string | undefined;
}

const EXAMPLES = 5;

/** Gathers what is missing, one gap a cause. */
export class Gaps {
  private readonly found = new Map<string, { readonly lacking: Lacking; count: number; readonly objects: string[] }>();

  add(lacking: Lacking, object?: string): void {
    const { type, property, method, reason, privilege } = lacking;
    const key = JSON.stringify([type, property, method, reason, privilege]);
    const gap = this.found.get(key) ?? { lacking, count: 0, objects: [] };
    this.found.set(key, gap);
    if (object === undefined) return;
    gap.count += 1;
    if (gap.objects.length < EXAMPLES) gap.objects.push(object);
  }

  get all(): readonly CollectGap[] {
    return [...this.found.values()].map(({ lacking: { privilege, ...lacking }, count, objects }) => ({
      ...lacking,
      ...(privilege === undefined ? {} : { privilege }),
      count,
      objects,
    }));
  }
}

/** "config.option of 12 HostSystem (host-28, ...): no permission, needs the privilege System.Read" */
export function gapText({ type, property, method, reason, privilege, count, objects }: CollectGap): string {
  const what = property ?? method;
  const more = count > objects.length ? ', ...' : '';
  const whose = count === 0 ? type : `${count} ${type} (${objects.join(', ')}${more})`;
  const needs = privilege === undefined ? '' : `, needs the privilege ${privilege}`;
  return `${what === undefined ? '' : `${what} of `}${whose}: ${REASONS.get(reason) ?? reason}${needs}`;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['NoPermission', 'no permission'],
  ['InvalidProperty', 'this version does not have it'],
]);
