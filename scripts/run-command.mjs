import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Runs one command to its end or to its time limit, whichever comes first.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, seconds: number, log?: string }} how
 *   With `log` the output goes to that file, else to the terminal.
 * @returns {Promise<{ code: number, seconds: number, timedOut: boolean, output: string }>}
 *   `output` holds the last 64 kB of what was said; it is empty without `log`.
 */
export function runCommand(command, args, { cwd, env = process.env, seconds, log }) {
  const started = performance.now();
  const toFile = log === undefined ? undefined : openLog(log);
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', toFile ? 'pipe' : 'inherit', toFile ? 'pipe' : 'inherit'],
      // A group of its own, so that browsers and workers end with the command that began them.
      detached: true,
    });
    const keep = (piece) => {
      toFile?.write(piece);
      output = (output + piece.toString()).slice(-65_536);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const killGroup = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        // The group may have ended in the same instant.
        if (error.code !== 'ESRCH') throw error;
      }
    };
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup('SIGKILL');
    }, seconds * 1000);
    let interruptedBy;
    const passOn = (signal) => {
      interruptedBy = signal;
      killGroup(signal);
    };
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      toFile?.end();
      // Whoever interrupts one step means all of them.
      if (interruptedBy) process.exit(130);
      resolve({ code, seconds: (performance.now() - started) / 1000, timedOut, output });
    };
    child.on('error', (error) => {
      keep(Buffer.from(`${command} could not be started: ${error.message}\n`));
      finish(127);
    });
    // `close`, not `exit`: what a child says last would be lost otherwise.
    child.on('close', (code) => finish(code ?? 1));
  });
}

function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  return createWriteStream(path);
}

/** Seconds for people: `0.4 s`, `12 s`, `2 min 5 s`. */
export function duration(seconds) {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
