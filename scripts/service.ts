import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../protocol/errors.ts';
import { putAsideLog } from '../sandbox-runner/host/put-aside-log.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Asked every 50 ms after a start until it answers 2xx. */
  readonly healthUrl: string;
  readonly startTimeoutMs: number;
  /** Told in words when the service ended by itself, and when it is back. */
  readonly onNotice: (line: string) => void;
}

export interface Service {
  readonly pid: number | undefined;
  /** SIGTERM, then up to `graceMs` for an orderly end, then SIGKILL. */
  stop(graceMs: number): Promise<void>;
}

const quickFailureMs = 10_000;
const maxQuickFailures = 5;

/**
 * Starts a long-running process in a process group of its own (so that the terminal's Ctrl-C reaches only us, and the
 * order of stopping is ours) and starts it again when it ends unasked. Resolves when its health URL answers.
 * Throws AppError host_unfit with the end of its log when it does not come up.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  let child: ChildProcess | undefined;
  let isStopping = false;
  let quickFailures = 0;
  let ended: Promise<void> = Promise.resolve();

  const launch = (): void => {
    const log = createWriteStream(options.logFile, { flags: 'a', mode: 0o640 });
    const started = performance.now();
    const running = spawn(options.file, options.args, {
      cwd: options.cwd,
      env: { ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child = running;
    running.stdout.pipe(log, { end: false });
    running.stderr.pipe(log, { end: false });
    // A full disk, as a rule. The service goes on without a log, and must not wait for somebody to read what it says.
    log.on('error', (error) => {
      options.onNotice(`${options.logFile} can't be written any more: ${error.message}`);
      running.stdout.resume();
      running.stderr.resume();
    });
    ended = new Promise((resolve) => {
      running.once('error', (cause) => log.write(`${options.name} could not be run: ${cause.message}\n`));
      running.once('close', (code, signal) => {
        log.end(() => resolve());
        if (isStopping) return;
        quickFailures = performance.now() - started < quickFailureMs ? quickFailures + 1 : 0;
        if (quickFailures >= maxQuickFailures) {
          options.onNotice(
            `the ${options.name} ended ${quickFailures} times in a row; giving up. Its log: ${options.logFile}`,
          );
          return;
        }
        options.onNotice(
          `the ${options.name} ended unexpectedly (${signal ?? `exit ${String(code)}`}); starting it again. Its log: ${options.logFile}`,
        );
        void delay(200 * 2 ** quickFailures).then(() => {
          if (!isStopping) launch();
        });
      });
    });
  };

  await putAsideLog(options.logFile);
  launch();
  const isUp = await waitForHealth(options, () => quickFailures >= maxQuickFailures);
  const service: Service = {
    get pid() {
      return child?.pid;
    },
    async stop(graceMs) {
      isStopping = true;
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const killer = setTimeout(() => child?.kill('SIGKILL'), graceMs);
      await ended.finally(() => clearTimeout(killer));
    },
  };
  if (!isUp) {
    await service.stop(2000);
    const tail = (await readFile(options.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-15).join('\n');
    throw new AppError('host_unfit', `the ${options.name} did not start; the end of ${options.logFile}:\n${tail}`);
  }
  return service;
}

async function waitForHealth(options: ServiceOptions, hasGivenUp: () => boolean): Promise<boolean> {
  const deadline = performance.now() + options.startTimeoutMs;
  while (performance.now() < deadline && !hasGivenUp()) {
    const answer = await fetch(options.healthUrl, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok === true) return true;
    await delay(50);
  }
  return false;
}
