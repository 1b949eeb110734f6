import { spawnSync } from 'node:child_process';

/** Runs a program and hands back { status, stdout, stderr }; a program that cannot be started is an error. */
export function run(program, args, options = {}) {
  // Exports are large, and so are their reports.
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30, ...options });
  if (result.error) throw result.error;
  return result;
}

/**
 * Runs every step, whatever became of those before it, with a heading and the time taken.
 * A step fails by throwing; returns the names of those that failed.
 */
export async function runSteps(steps) {
  const failed = [];
  for (const [name, step] of steps) {
    const start = performance.now();
    console.log(`\n== ${name}`);
    try {
      await step();
    } catch (error) {
      console.error(error.message);
      failed.push(name);
    }
    const verdict = failed.at(-1) === name ? 'FAILED' : 'ok';
    console.log(`-- ${name}: ${verdict} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }
  return failed;
}
