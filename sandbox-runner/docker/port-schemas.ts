import { z } from 'zod';
import { bounded, fullId, plainName, text } from './bounded.ts';

/** What previews read of the inner engine's answers: bounded as everything in bounded.ts. */
const portNumber = z.number().int().min(0).max(65535);

export const portListSchema = bounded(
  z
    .object({
      Id: fullId,
      Names: bounded(text(256), 8).nullish(),
      Image: text(512),
      State: text(32),
      Ports: bounded(
        z.object({ IP: text(64).nullish(), PrivatePort: portNumber, PublicPort: portNumber.nullish(), Type: text(8) }),
        200,
      ).nullish(),
    })
    .transform((c) => ({
      id: c.Id,
      name: plainName(c.Names?.find((name) => name.lastIndexOf('/') === 0) ?? ''),
      image: c.Image,
      state: c.State,
      ports: (c.Ports ?? []).map((port) => ({
        hostIp: port.IP ?? '',
        privatePort: port.PrivatePort,
        /** 0: not published. */
        publicPort: port.PublicPort ?? 0,
        protocol: port.Type,
      })),
    })),
  100,
);
/** Newest first. The ports of a container that does not run are not in it. */
export type ContainerPorts = z.infer<typeof portListSchema>[number];

const bindings = z.record(z.string(), bounded(z.object({ HostPort: text(8).nullish() }), 20).nullish());

export const portDetailsSchema = z
  .object({
    State: z.object({ Status: text(32), Pid: z.number().int().min(0), ExitCode: z.number().int() }),
    HostConfig: z.object({ PortBindings: bindings.nullish() }),
  })
  .transform((c) => ({
    state: c.State.Status,
    /** In the sandbox's own count; 0: it does not run. */
    pid: c.State.Pid,
    exitCode: c.State.ExitCode,
    /** What it publishes whenever it runs; ports that the engine chooses are not in it. */
    bindings: Object.entries(c.HostConfig.PortBindings ?? {})
      .slice(0, 200)
      .flatMap(([key, hosts]) => {
        const [, port, protocol] = /^(\d{1,5})\/(tcp|udp|sctp)$/.exec(key) ?? [];
        if (port === undefined || protocol === undefined) return [];
        return (hosts ?? []).flatMap(({ HostPort }) =>
          /^\d{1,5}$/.test(HostPort ?? '') ? [{ port: Number(HostPort), privatePort: Number(port), protocol }] : [],
        );
      }),
  }));
export type PortDetails = z.infer<typeof portDetailsSchema>;
