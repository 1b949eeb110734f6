import type { Part } from '../entry.ts';
import { entriesOf, isProperties } from '../entry.ts';
import type { JsonObject } from '../json.ts';
import { pascalKeys, untyped } from './walk.ts';

/**
 * `Get-View -ViewType HostSystem | ConvertTo-Json -Depth 20 -EnumsAsStrings`: .NET's member names, no types, the object's own
 * reference in MoRef. An array, as PowerShell prints several objects.
 */
export function powerCli(part: Part): string {
  const views = entriesOf(part)
    .filter(isProperties)
    .map(({ object, properties }) => ({
      ...(pascalKeys(untyped(properties)) as JsonObject),
      MoRef: { Type: object.type, Value: object.value },
    }));
  return JSON.stringify(views, null, 2);
}
