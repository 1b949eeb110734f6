import { ensureValidators } from './validators.mjs';
import { ensureVendors } from './vendors.mjs';

/** Tests run from the sources, which import the compiled schemas and the vendor files as modules. */
export default async function setup() {
  await ensureValidators();
  await ensureVendors();
}
