import { spawn } from 'node:child_process';
import { AppError } from '../../../protocol/errors.ts';
import { program } from '../command.ts';
import { gatewayAddress, gatewayPorts } from '../namespace.ts';
import { collectSockets, type GatewaySockets } from './collect-sockets.ts';

const timeoutMs = 10_000;

/**
 * Opens the gateway's sockets inside the namespace `netns`, for this process, which stays outside: a socket belongs to
 * the namespace in which it was made, so a short-lived child (`childFile`, bind-child.mjs) makes them and passes them over.
 */
export function bindInNamespace(netns: string, childFile: string): Promise<GatewaySockets> {
  const child = spawn(
    program('nsenter'),
    [
      `--net=${netns}`,
      '--',
      process.execPath,
      childFile,
      gatewayAddress,
      String(gatewayPorts.http),
      String(gatewayPorts.dns),
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { PATH: '/usr/bin:/bin' }, serialization: 'json' },
  );
  return new Promise((resolve, reject) => {
    const collector = collectSockets();
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(timer);
      collector.close();
      child.kill('SIGKILL');
      reject(new AppError('host_unfit', `the gateway's sockets can't be opened in ${netns}: ${why}`, { cause }));
    };
    const timer = setTimeout(() => fail('no answer'), timeoutMs);
    child.once('error', (error) => fail(error.message, error));
    child.once('exit', (code) => {
      if (code !== 0) fail(`exit code ${code ?? 'none'}`);
    });
    child.on('message', (raw, handle) => {
      try {
        const sockets = collector.take(raw, handle);
        if (sockets === undefined) return;
        clearTimeout(timer);
        resolve(sockets);
      } catch (error) {
        fail(error instanceof Error ? error.message : String(error), error);
      }
    });
  });
}
