import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket as DatagramSocket } from 'node:dgram';
import { readFileSync, writeFileSync } from 'node:fs';
import { Server } from 'node:net';
import { z } from 'zod';
import { archiveNames } from './apt-mirror.ts';
import { bindInNamespace } from './bind-in-namespace.ts';
import { collectSockets, type GatewaySockets } from './collect-sockets.ts';
import { serveNames } from './name-server.ts';
import { aptSite, npmSite, serveMirror, type Site } from './package-mirror.ts';
import { pushSite } from './push-site.ts';

/** What ensure-gateway.ts writes and the gateway's process reads. */
export const gatewayConfigSchema = z.strictObject({
  netns: z.string(),
  bindChild: z.string(),
  /** A Node.js that the user may run. */
  node: z.string(),
  /** Made when everything is served. */
  readyFile: z.string(),
  uid: z.number().int().positive(),
  gid: z.number().int().positive(),
  names: z.record(z.string(), z.string()),
  packagesHost: z.string(),
  npmHost: z.string(),
  archives: z.partialRecord(z.enum(archiveNames), z.url()),
  proxy: z.url().nullable(),
  pushes: z.strictObject({ socket: z.string(), dir: z.string(), key: z.base64() }),
  npm: z.strictObject({ registry: z.url(), cafile: z.string().nullable(), proxy: z.url().nullable() }).nullable(),
});
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;

/** What the server gets from the process that may read everything; then come the sockets. */
const ordersSchema = z.strictObject({ config: gatewayConfigSchema, npmCa: z.string().nullable() });
type Orders = z.infer<typeof ordersSchema>;

/** What the server says: it listens to orders; it serves. */
const wordSchema = z.enum(['awake', 'serving']);
type Word = z.infer<typeof wordSchema>;

/** In the place of the configuration's path. */
const serveArgument = '--serve';

/**
 * The processes behind the sandboxes' gateway: names and packages. On their own, so that what learners send to them neither
 * loads nor endangers the runner, and so that they serve on while the runner restarts. Argument: path of the configuration.
 * This one, which is root, opens the sockets and watches over the one that serves. A Node.js that may use io_uring refuses
 * to give up root itself (CVE-2024-22017; Debian 13's does), so the server is a process of its own from its start.
 */
async function main(configFile: string): Promise<void> {
  const config = gatewayConfigSchema.parse(JSON.parse(readFileSync(configFile, 'utf8')));
  const cafile = config.npm?.cafile ?? null;
  const orders: Orders = { config, npmCa: cafile === null ? null : readFileSync(cafile, 'utf8') };
  const server = spawn(config.node, [process.argv[1] ?? '', serveArgument], {
    uid: config.uid,
    gid: config.gid,
    env: {},
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  server.once('error', fail);
  server.once('exit', (code) => process.exit(code ?? 1));
  process.once('SIGTERM', () => server.kill('SIGTERM'));
  await word(server, 'awake');
  server.send(orders);
  // Only now, so that they are here for as long as it takes to pass them on.
  const sockets = await bindInNamespace(config.netns, config.bindChild);
  const serving = word(server, 'serving');
  for (const name of ['http', 'dnsTcp', 'dnsUdp'] as const) await hand(server, name, sockets[name]);
  await serving;
  writeFileSync(config.readyFile, '');
}

/** Resolves when the server has said `what`. */
async function word(server: ChildProcess, what: Word): Promise<void> {
  await new Promise<void>((resolve) => {
    const onMessage = (raw: unknown): void => {
      if (wordSchema.safeParse(raw).data !== what) return;
      server.off('message', onMessage);
      resolve();
    };
    server.on('message', onMessage);
  });
}

/** Passes a socket on. Who connects on the way is hung up on, and comes again; nothing of theirs is read here. */
async function hand(server: ChildProcess, name: keyof GatewaySockets, socket: Server | DatagramSocket): Promise<void> {
  if (socket instanceof Server) socket.on('connection', (early) => early.destroy());
  await new Promise<void>((resolve, reject) => {
    server.send({ name }, socket, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
  socket.close();
}

/** Serves until the process that started it is gone. */
function serve(): void {
  process.once('disconnect', () => process.exit(0));
  process.once('message', (raw) => {
    const orders = ordersSchema.parse(raw);
    const collector = collectSockets();
    process.on('message', (message, handle) => {
      const sockets = collector.take(message, handle);
      if (sockets === undefined) return;
      serveOn(sockets, orders);
      say('serving');
    });
  });
  say('awake');
}

function say(what: Word): void {
  process.send?.(what);
}

function serveOn({ http, dnsTcp, dnsUdp }: GatewaySockets, orders: Orders): void {
  const log = (what: string, error: unknown): void => {
    process.stderr.write(
      `${new Date().toISOString()} ${what}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  };
  const { names, pushes } = orders.config;
  serveNames({ udp: dnsUdp, tcp: dnsTcp }, new Map(Object.entries(names)), log);
  const { socket, dir, key } = pushes;
  serveMirror(http, sitesOf(orders), pushSite({ socket, dir, key: Buffer.from(key, 'base64') }), log);
}

function sitesOf({ config, npmCa }: Orders): Map<string, Site> {
  const { archives: urls, proxy, packagesHost, npm, npmHost } = config;
  const archives = new Map(
    archiveNames.flatMap((name) => (urls[name] === undefined ? [] : [[name, new URL(urls[name])] as const])),
  );
  const sites = new Map([[packagesHost, aptSite({ archives, proxy: proxyOf(proxy) })]]);
  if (npm !== null) {
    const ca = npmCa === null ? {} : { ca: npmCa };
    sites.set(npmHost, npmSite(npmHost, new URL(npm.registry), { proxy: proxyOf(npm.proxy), ...ca }));
  }
  return sites;
}

const proxyOf = (url: string | null): URL | undefined => (url === null ? undefined : new URL(url));

function fail(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

const [, , argument = ''] = process.argv;
if (argument === serveArgument) serve();
else main(argument).catch(fail);
