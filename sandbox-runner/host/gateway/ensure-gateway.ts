import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { AppError } from '../../../protocol/errors.ts';
import { findDetached, startDetached, stopDetached, type DetachedProgram } from '../detached-process.ts';
import type { Instance } from '../ground.ts';
import { groundPaths } from '../instance.ts';
import { gatewayAddress } from '../namespace.ts';
import { pushRegistryPlaces } from '../push-registry.ts';
import { readableNode } from '../readable-node.ts';
import { sandboxUserIds } from '../subordinate-ids.ts';
import { waitUntil } from '../wait-until.ts';
import { writeWhole } from '../write-whole.ts';
import { readAptMirror } from './apt-mirror.ts';
import type { GatewayConfig } from './gateway-main.ts';
import { npmHost, packagesHost, registryHost } from './hosts.ts';
import { readNpmRegistry } from './npm-registry.ts';

const startTimeoutMs = 15_000;

/**
 * Starts the process that answers names and serves packages at the gateway's address, or adopts the one that does. One
 * made from other sources, or for another mirror than apt's configuration now names, is replaced. `accountKey`: of the learners'
 * accounts at the registry that takes pushes.
 */
export async function ensureGateway(instance: Instance, accountKey: Buffer, log: Logger): Promise<void> {
  const paths = groundPaths(instance);
  const wanted = gatewayProgram(instance);
  const readyFile = join(paths.run, 'gateway.ready');
  const [mirror, npm, ids, bundle, node] = await Promise.all([
    readAptMirror(),
    readNpmRegistry(),
    sandboxUserIds(),
    bundleGateway(),
    readableNode(instance.dataDir),
  ]);
  if (npm === undefined) log.warn('npm does not tell its registry: sandboxes get no npm packages');
  const config: GatewayConfig = {
    netns: paths.netns,
    bindChild: fileURLToPath(new URL('./bind-child.mjs', import.meta.url)),
    node,
    readyFile,
    ...ids,
    names: Object.fromEntries([packagesHost, registryHost, npmHost].map((name) => [name, gatewayAddress])),
    packagesHost,
    npmHost,
    archives: Object.fromEntries([...mirror.archives].map(([name, url]) => [name, url.href])),
    proxy: mirror.proxy?.href ?? null,
    pushes: { ...pushRegistryPlaces(paths), key: accountKey.toString('base64') },
    npm:
      npm === undefined
        ? null
        : { registry: npm.registry.href, cafile: npm.cafile ?? null, proxy: npm.proxy?.href ?? null },
  };
  const files = { [wanted.mark]: JSON.stringify(config, null, 2), [programFile(instance)]: bundle };
  const isSame = await Promise.all(
    Object.entries(files).map(async ([path, text]) => (await readFile(path, 'utf8').catch(() => undefined)) === text),
  );
  const isRunning = async (): Promise<boolean> => (await findDetached(wanted)) !== undefined;
  if (isSame.every(Boolean) && existsSync(readyFile) && (await isRunning())) return;
  await stopDetached(wanted, 2000);
  await rm(readyFile, { force: true });
  await mkdir(paths.bin, { recursive: true });
  await chmod(paths.bin, 0o755);
  for (const [path, text] of Object.entries(files)) {
    // The configuration has the key of the learners' accounts; the program is read by the user that serves.
    await writeWhole(path, text, { mode: path === wanted.mark ? 0o600 : 0o644 });
  }
  log.info({ pid: await startDetached(wanted) }, 'gateway started');
  await waitUntil(startTimeoutMs, 30, async () => existsSync(readyFile) || !(await isRunning()));
  if (existsSync(readyFile)) return;
  const text = (await readFile(wanted.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n');
  throw new AppError(
    'host_unfit',
    `the gateway of the sandboxes does not start. The end of ${wanted.logFile}:\n${text}`,
  );
}

/** The gateway's process, as it is or would be started. */
export function gatewayProgram(instance: Instance): DetachedProgram {
  const paths = groundPaths(instance);
  const config = join(paths.run, 'gateway.json');
  return {
    name: `${instance.name}-gateway`,
    file: process.execPath,
    args: [programFile(instance), config],
    // Outside the namespace: it has to reach the machine's mirror.
    netns: undefined,
    pidFile: join(paths.run, 'gateway.pid'),
    logFile: join(paths.log, 'gateway.log'),
    mark: config,
  };
}

const programFile = (instance: Instance): string => join(groundPaths(instance).bin, 'gateway.cjs');

/** One file, so that it is up in 50 ms and needs nothing of the checkout once it runs. */
async function bundleGateway(): Promise<string> {
  const { outputFiles, warnings } = await build({
    entryPoints: [fileURLToPath(new URL('./gateway-main.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    // A CommonJS file has none. Only host/command.ts asks for it.
    define: { 'import.meta.url': JSON.stringify(new URL('../command.ts', import.meta.url).href) },
  });
  const [warning] = warnings;
  if (warning !== undefined) throw new AppError('internal', `the gateway can't be bundled: ${warning.text}`);
  return outputFiles[0]?.text ?? '';
}
