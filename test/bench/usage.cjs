'use strict';
// Preloaded into a measured process: tells at exit what the whole of it, threads included, has used.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const file = process.env.VLINT_USAGE_FILE;
if (file !== undefined && isMainThread) process.on('exit', () => writeFileSync(file, JSON.stringify(process.resourceUsage())));
