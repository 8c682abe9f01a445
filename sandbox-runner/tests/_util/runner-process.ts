import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { RunnerClient } from './runner-client.ts';
import { searchPath, testEnv } from './test-config.ts';

export interface RunnerProcess extends AsyncDisposable {
  readonly client: RunnerClient;
  readonly child: ChildProcess;
  /** SIGKILL, and waits for the end: what a crash looks like. */
  kill(): Promise<void>;
}

const root = join(import.meta.dirname, '../../..');

/** The runner as `npm start` starts it: main.ts in a process of its own. Throws with its output when it ends at once. */
export async function runnerProcess(overrides: Readonly<Record<string, string>> = {}): Promise<RunnerProcess> {
  const env = { PATH: searchPath, ...testEnv({ SLIPWAY_LOG_LEVEL: 'info', ...overrides }) };
  const args = ['--import', 'tsx', join(root, 'sandbox-runner/main.ts')];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'pipe'] });
  const lines: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the runner ended with ${code}:\n${lines.join('\n')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (line.includes('"runner ready"')) resolve(Number(/"port":(\d+)/.exec(line)?.[1]));
    });
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { client: new RunnerClient(port), child, kill, [Symbol.asyncDispose]: kill };
}
