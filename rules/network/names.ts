import { listed as listedAll } from 'vlint';

/** Names in a sentence: a network has many, so that the fifth and later ones are only counted. */
export function listed(names: readonly string[], most = 4): string {
  return listedAll(names, most);
}
