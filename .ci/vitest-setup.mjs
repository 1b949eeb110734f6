import { ensureValidators } from './validators.mjs';

/** Tests run from the sources, which import the compiled schemas. */
export default async function setup() {
  await ensureValidators();
}
