import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { archiveNames } from './apt-mirror.ts';
import { bindInNamespace } from './bind-in-namespace.ts';
import { serveNames } from './name-server.ts';
import { serveMirror } from './package-mirror.ts';

/** What ensure-gateway.ts writes and the gateway's process reads. */
export const gatewayConfigSchema = z.strictObject({
  netns: z.string(),
  bindChild: z.string(),
  uid: z.number().int().positive(),
  gid: z.number().int().positive(),
  names: z.record(z.string(), z.string()),
  packagesHost: z.string(),
  archives: z.partialRecord(z.enum(archiveNames), z.url()),
  proxy: z.url().nullable(),
});
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;

/**
 * The process behind the sandboxes' gateway: names and packages. On its own, so that what learners send to it neither
 * loads nor endangers the runner, and so that it serves on while the runner restarts. Argument: path of its configuration.
 */
async function main(configFile: string): Promise<void> {
  const config = gatewayConfigSchema.parse(JSON.parse(readFileSync(configFile, 'utf8')));
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
  const archives = new Map(
    archiveNames.flatMap((name) =>
      config.archives[name] === undefined ? [] : [[name, new URL(config.archives[name])] as const],
    ),
  );
  serveMirror(
    sockets.http,
    config.packagesHost,
    { archives, proxy: config.proxy === null ? undefined : new URL(config.proxy) },
    log,
  );
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
