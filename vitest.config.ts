import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };

/** Rules import the package by its own name; this condition of package.json's exports leads them to the sources. */
const conditions = ['vlint-source', 'node', 'import', 'module', 'default'];

export default defineConfig({
  define: { __VLINT_VERSION__: JSON.stringify(version) },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['.ci/vitest-setup.mjs'],
    // No test changes what others import, and to import it anew for each of more than two hundred files takes minutes.
    isolate: false,
  },
});
