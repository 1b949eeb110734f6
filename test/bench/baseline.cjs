'use strict';
// What any program must at least do with an export that it reads whole.
const { readFileSync } = require('node:fs');

const value = JSON.parse(readFileSync(process.argv[2], 'utf8'));
if (!Array.isArray(value.entries)) process.exitCode = 1;
