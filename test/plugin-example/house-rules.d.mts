import type { Host, IscsiPort, Rule } from 'vlint';

declare const rules: readonly [Rule<IscsiPort, { first: number; last: number }>, Rule<Host>];
export default rules;
