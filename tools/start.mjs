// npm start: installs what is missing, builds, and serves.
import { runProgram } from './run.mjs';

await runProgram(['serve', ...process.argv.slice(2)]);
