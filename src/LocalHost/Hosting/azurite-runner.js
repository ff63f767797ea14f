// Runs a command in a group of its own and ends the whole group when standard input closes. So Azurite ends with the process that started it, however
// that one ended, and a Ctrl-C in the terminal reaches the host first.
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const windows = process.platform === 'win32';
const child = spawn(process.argv[1], process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'], detached: !windows, shell: windows });
let ending = false;
function kill(signal) {
  if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else try { process.kill(-child.pid, signal); } catch { /* the group is gone */ }
}
function end() {
  if (ending) return;
  ending = true;
  kill('SIGTERM');
  setTimeout(() => { kill('SIGKILL'); process.exit(0); }, 5000);
}
child.on('error', error => { console.error(error.message); process.exit(1); });
child.on('exit', code => {
  kill('SIGKILL');
  process.exit(ending ? 0 : code ?? 1);
});
process.stdin.on('end', end).on('error', end).resume();
process.on('SIGINT', () => {});
process.on('SIGTERM', end);
process.on('SIGHUP', end);
