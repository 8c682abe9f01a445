import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { archiveNames } from './apt-mirror.ts';
import { bindInNamespace } from './bind-in-namespace.ts';
import { serveNames } from './name-server.ts';
import { aptSite, npmSite, serveMirror, type Site } from './package-mirror.ts';
import { pushSite } from './push-site.ts';

/** What ensure-gateway.ts writes and the gateway's process reads. */
export const gatewayConfigSchema = z.strictObject({
  netns: z.string(),
  bindChild: z.string(),
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

/**
 * The process behind the sandboxes' gateway: names and packages. On its own, so that what learners send to it neither
 * loads nor endangers the runner, and so that it serves on while the runner restarts. Argument: path of its configuration.
 */
async function main(configFile: string): Promise<void> {
  const config = gatewayConfigSchema.parse(JSON.parse(readFileSync(configFile, 'utf8')));
  const sites = sitesOf(config);
  const sockets = await bindInNamespace(config.netns, config.bindChild);
  process.setgroups?.([]);
  process.setgid?.(config.gid);
  process.setuid?.(config.uid);
  const log = (what: string, error: unknown): void => {
    process.stderr.write(
      `${new Date().toISOString()} ${what}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  };
  serveNames({ udp: sockets.dnsUdp, tcp: sockets.dnsTcp }, new Map(Object.entries(config.names)), log);
  const { socket, dir, key } = config.pushes;
  serveMirror(sockets.http, sites, pushSite({ socket, dir, key: Buffer.from(key, 'base64') }), log);
}

/** Reads files that only root may read, so before other rights are given up. */
function sitesOf({ archives: urls, proxy, packagesHost, npm, npmHost }: GatewayConfig): Map<string, Site> {
  const archives = new Map(
    archiveNames.flatMap((name) => (urls[name] === undefined ? [] : [[name, new URL(urls[name])] as const])),
  );
  const sites = new Map([[packagesHost, aptSite({ archives, proxy: proxyOf(proxy) })]]);
  if (npm !== null) {
    const ca = npm.cafile === null ? {} : { ca: readFileSync(npm.cafile, 'utf8') };
    sites.set(npmHost, npmSite(npmHost, new URL(npm.registry), { proxy: proxyOf(npm.proxy), ...ca }));
  }
  return sites;
}

const proxyOf = (url: string | null): URL | undefined => (url === null ? undefined : new URL(url));

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
