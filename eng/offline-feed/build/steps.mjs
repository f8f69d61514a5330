// Running and reporting the steps of a build.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { paths } from './state.mjs';

/** A failure that its message explains in one sentence. */
export class StepError extends Error {}

const started = Date.now();

/** Says in one line what is being done, and how long after the start. */
export function report(what) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`[${seconds.padStart(6)} s] ${what}`);
}

/** Runs a program and keeps its output in a log; the log is named when the program fails. */
export async function run(name, program, args, cwd = paths.source) {
  const log = join(paths.build, `${name}.log`);
  const { code, output } = await collect(program, args, cwd);
  writeFileSync(log, output);
  if (code !== 0) throw new StepError(explain(name, program, output, log));
}

function collect(program, args, cwd) {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell starts.
    const child = spawn(program, args, { cwd, shell: program === 'npm' && process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', data => output += data);
    child.stderr.on('data', data => output += data);
    child.on('error', error => reject(new StepError(
      error.code === 'ENOENT' ? `the offline feed needs '${program}', which is not on the PATH` : error.message)));
    child.on('close', code => resolve({ code, output }));
  });
}

function explain(name, program, output, log) {
  const unreachable = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network/.test(output);
  if (program === 'npm' && unreachable) return `the offline feed could not be built: npm could not reach its registry (log: ${log})`;
  const firstError = output.split('\n').find(line => /\berror\b/i.test(line))?.trim();
  return `the offline feed could not be built: ${program} failed on ${name}: ${firstError ?? 'no error was printed'} (log: ${log})`;
}

/** Does `action` while no other build of the feed runs. */
export async function exclusively(action) {
  const lock = join(paths.build, 'lock');
  while (!take(lock)) await delay(500);
  try {
    await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isRunning(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isRunning(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
