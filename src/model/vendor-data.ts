import type { Source } from '../findings/report.ts';
import { type VendorArray, VendorTable } from './vendor.ts';
import { arrays } from './vendors.generated.js';

/** A mapping of a vendor file, after its schema has accepted it. */
type Written = { readonly [key: string]: unknown };

/** Topics that name who says what they say. */
export type VendorTopic = {
  [K in keyof VendorArray]-?: NonNullable<VendorArray[K]> extends
    | { readonly source: Source }
    | readonly { readonly source: Source }[]
    ? K
    : never;
}[keyof VendorArray];

let ours: VendorTable | undefined;

/** What rules/vendors/*.yaml say. */
export function ourVendors(): VendorTable {
  ours ??= new VendorTable(vendorArrays(arrays));
  return ours;
}

/** Who says what our vendor files hold on these topics, each once and after the array's name: the sources of a rule that judges by them. */
export function vendorSources(...topics: readonly VendorTopic[]): readonly Source[] {
  const found = new Map<string, Source>();
  for (const array of ourVendors().arrays) {
    for (const { source } of topics.flatMap((topic) => array[topic] ?? [])) {
      const named = 'claim' in source ? { ...source, claim: `${capital(array.name)}: ${source.claim}` } : source;
      found.set(JSON.stringify(named), named);
    }
  }
  return [...found.values()];
}

/** The arrays of vendor files as the model holds them. `file` is where a claim stands that names no document. */
export function vendorArrays(written: readonly unknown[], file = ''): readonly VendorArray[] {
  return written.map((array) => converted(array, file) as VendorArray);
}

/** Keys in camel case; what says who says it gets a source. */
function converted(value: unknown, file: string): unknown {
  if (Array.isArray(value)) return value.map((item) => converted(item, file));
  if (typeof value !== 'object' || value === null) return value;
  const written = value as Written;
  const source = sourceOf(written, file);
  const entries = Object.entries(written).filter(([key]) => source === undefined || !SOURCE_KEYS.has(key));
  const members = entries.map(([key, member]): [string, unknown] => [camel(key), converted(member, file)]);
  return Object.fromEntries(source === undefined ? members : [...members, ['source', source]]);
}

const SOURCE_KEYS: ReadonlySet<string> = new Set(['says', 'source', 'url', 'where', 'unsourced']);

function sourceOf({ says, source, url, where, unsourced }: Written, file: string): Source | undefined {
  if (typeof unsourced === 'string') return { unsourced };
  if (typeof says !== 'string') return undefined;
  const id = typeof source === 'string' ? source : file;
  return typeof url === 'string' ? { id, url, claim: says } : { id, where: typeof where === 'string' ? where : id, claim: says };
}

function camel(key: string): string {
  return key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
