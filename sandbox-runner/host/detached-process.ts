import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { program, run, systemPath } from './command.ts';
import { putAsideLog } from './put-aside-log.ts';
import { waitUntil } from './wait-until.ts';

/** A program that outlives the runner: started once, found again by its pid file. */
export interface DetachedProgram {
  /** Unit name on a machine with systemd, and the word in messages. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Network namespace that it runs in; undefined: the host's. */
  readonly netns: string | undefined;
  readonly pidFile: string;
  readonly logFile: string;
  /** Text that its command line contains and no other process's does, such as the path of its socket. */
  readonly mark: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** The pid of the program if it runs. A pid that meanwhile belongs to another program does not count. */
export async function findDetached(wanted: Pick<DetachedProgram, 'pidFile' | 'mark'>): Promise<number | undefined> {
  const pid = Number((await readFile(wanted.pidFile, 'utf8').catch(() => '')).trim());
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return (await commandLine(pid)).includes(wanted.mark) ? pid : undefined;
}

/** The command line of a process, its words apart by spaces; empty when there is none. */
export async function commandLine(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
}

/** Starts the program so that neither this process's end nor its terminal's ends it. Returns its pid. */
export async function startDetached(wanted: DetachedProgram): Promise<number> {
  await mkdir(dirname(wanted.logFile), { recursive: true, mode: 0o755 });
  await putAsideLog(wanted.logFile);
  const pid = usesSystemd() ? await startUnit(wanted) : await startPlain(wanted);
  await writeFile(wanted.pidFile, String(pid));
  return pid;
}

/** Is systemd this machine's init? */
export function usesSystemd(): boolean {
  return existsSync('/run/systemd/system');
}

/** Asks the program to end, and kills it after `graceMs`; success if it is not there. */
export async function stopDetached(wanted: Pick<DetachedProgram, 'pidFile' | 'mark'>, graceMs: number): Promise<void> {
  const pid = await findDetached(wanted);
  if (pid !== undefined) await endProcess(pid, wanted.mark, graceMs);
  await rm(wanted.pidFile, { force: true });
}

/** Ends the process `pid` as long as its command line contains `mark`: TERM, and KILL after `graceMs`. */
export async function endProcess(pid: number, mark: string, graceMs: number): Promise<void> {
  const isGone = async (): Promise<boolean> => !(await commandLine(pid)).includes(mark);
  for (const [name, waitMs] of [
    ['SIGTERM', graceMs],
    ['SIGKILL', 10_000],
  ] as const) {
    if (await isGone()) return;
    signal(pid, name);
    if (await waitUntil(waitMs, 20, isGone)) return;
  }
  throw new AppError('internal', `process ${pid} (${mark}) does not end even when killed`);
}

/** Sends a signal; success if the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The whole command, from inside the namespace and as the user. */
function wrapped(wanted: DetachedProgram): string[] {
  const asUser =
    wanted.user === undefined
      ? []
      : [
          program('setpriv'),
          `--reuid=${wanted.user.uid}`,
          `--regid=${wanted.user.gid}`,
          '--clear-groups',
          '--no-new-privs',
        ];
  const inNamespace = wanted.netns === undefined ? [] : [program('nsenter'), `--net=${wanted.netns}`, '--'];
  return [...inNamespace, ...asUser, wanted.file, ...wanted.args];
}

async function startPlain(wanted: DetachedProgram): Promise<number> {
  const [file = '', ...args] = wrapped(wanted);
  const log = await open(wanted.logFile, 'a', 0o640);
  try {
    const child = spawn(file, args, {
      detached: true,
      cwd: '/',
      env: { PATH: systemPath, HOME: '/root', LANG: 'C.UTF-8' },
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => {
        reject(new AppError('host_unfit', `${wanted.name} can't be started: ${cause.message}`, { cause }));
      });
    });
    child.unref();
    // nsenter and setpriv replace themselves by what they run, so this is the program's own pid.
    return child.pid ?? 0;
  } finally {
    await log.close();
  }
}

/**
 * Under systemd a process started plainly belongs to the operator's login session or to the runner's own unit, and would
 * end with it. Delegate: cgroups below it are the engine's; KillMode: containers outlive an engine that is restarted.
 */
async function startUnit(wanted: DetachedProgram): Promise<number> {
  const unit = `${wanted.name}.service`;
  await run('systemctl', ['reset-failed', unit], { allowFailure: true });
  await run('systemd-run', [
    `--unit=${unit}`,
    '--collect',
    '--quiet',
    '--service-type=exec',
    '--property=Delegate=yes',
    '--property=KillMode=process',
    '--property=TasksMax=infinity',
    '--property=LimitNOFILE=1048576',
    '--property=LimitNPROC=infinity',
    '--property=OOMScoreAdjust=-800',
    `--property=StandardOutput=append:${wanted.logFile}`,
    `--property=StandardError=append:${wanted.logFile}`,
    `--setenv=PATH=${systemPath}`,
    '--setenv=HOME=/root',
    '--',
    ...wrapped(wanted),
  ]);
  const { stdout } = await run('systemctl', ['show', '--property=MainPID', '--value', unit]);
  return Number(stdout.trim());
}
