import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { newId } from '../../../protocol/ids.ts';

/** A process of the host, of the runner's user, that no sandbox may see or touch. */
export interface Bystander extends Disposable {
  readonly pid: number;
  /** In its command line and its environment, and nowhere else. */
  readonly mark: string;
  /** As the kernel sees it; `untouched` as long as nobody has done anything to it. */
  state(): Promise<{ readonly state: string; readonly tracer: string }>;
}

export const untouched = { state: 'S (sleeping)', tracer: '0' };

export function bystander(): Bystander {
  const mark = `bystander-${newId()}`;
  // Reads from a pipe that stays open.
  const child = spawn('/bin/sh', ['-c', 'read -r line', mark], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { MARK: mark },
  });
  if (child.pid === undefined) throw new Error('no process was started');
  const { pid } = child;
  return {
    pid,
    mark,
    async state() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const field = (name: string): string => new RegExp(`^${name}:\\t(.*)$`, 'm').exec(status)?.[1] ?? 'gone';
      return { state: field('State'), tracer: field('TracerPid') };
    },
    [Symbol.dispose]() {
      child.kill('SIGKILL');
    },
  };
}
