import type { Part } from '../entry.ts';
import { entriesOf, isProperties } from '../entry.ts';
import type { Json, JsonObject } from '../json.ts';
import { isArray, isMoRef, isObject } from '../json.ts';
import { wsdlType } from './type-names.ts';
import { elementType } from './walk.ts';

/**
 * The answer of RetrievePropertiesEx over VI JSON: every object with its type, values of any-typed slots boxed
 * (`{"_typeName":"int","_value":32}`), arrays in such a slot as ArrayOf. One line, as the API sends it.
 */
export function viJson(part: Part): string {
  const objects = entriesOf(part)
    .filter(isProperties)
    .map(({ object, properties }) => ({
      _typeName: 'ObjectContent',
      obj: { _typeName: 'ManagedObjectReference', ...object },
      propSet: Object.entries(properties).map(([name, value]) => ({
        _typeName: 'DynamicProperty',
        name,
        val: boxed(name, value),
      })),
    }));
  return JSON.stringify({ _typeName: 'RetrieveResult', objects });
}

function boxed(name: string, value: Json): Json {
  if (isArray(value)) return { _typeName: `ArrayOf${elementType(name, value)}`, _value: value.map((item) => typed(name, item)) };
  return isObject(value) ? typed(name, value) : scalar(value);
}

function scalar(value: Json): JsonObject {
  const type = typeof value === 'number' ? (Number.isInteger(value) ? 'int' : 'double') : typeof value;
  return { _typeName: type, _value: value };
}

/** The object with a type on every level; `key` is the member that holds it, `parent` the type of the object around it. */
function typed(key: string, value: Json, parent = ''): Json {
  if (isArray(value)) return value.map((item) => typed(key, item, parent));
  if (!isObject(value)) return value;
  if (isMoRef(value)) return { _typeName: 'ManagedObjectReference', type: value.type, value: value.value };
  const told = value._typeName;
  const type = typeof told === 'string' ? told : wsdlType(key, value, parent);
  const anyTyped = type === 'OptionValue' || type === 'HostInternetScsiHbaParamValue' || type === 'KeyAnyValue';
  const entries = Object.entries(value)
    .filter(([name]) => name !== '_typeName')
    .map(([name, member]): [string, Json] => [name, anyTyped && name === 'value' ? scalar(member) : typed(name, member, type)]);
  return { _typeName: type, ...Object.fromEntries(entries) };
}
