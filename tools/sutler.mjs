#!/usr/bin/env node
// Any command of the program: npm run sutler -- merchant list
import { runProgram } from './run.mjs';

await runProgram(process.argv.slice(2));
