import { z } from 'zod';
import { bounded, entries, fullId, imageId, plainName, text } from './bounded.ts';

/** What an export reads of the inner engine's answers: cut and bounded as in bounded.ts. */
const words = bounded(text(4000), 200).nullish();
const pairs = bounded(text(4000), 500).nullish();

const binding = z.object({ HostIp: text(64).nullish(), HostPort: text(16).nullish() });

export const describedContainerSchema = z
  .object({
    Id: fullId,
    Name: text(256),
    Image: imageId,
    Config: z.object({
      Image: text(512),
      Cmd: words,
      Entrypoint: words,
      Env: pairs,
      WorkingDir: text(400).nullish(),
      User: text(200).nullish(),
      Tty: z.boolean(),
      OpenStdin: z.boolean(),
      Labels: z
        .object({ 'com.docker.compose.service': text(128).optional() })
        .nullish()
        .transform((labels) => labels?.['com.docker.compose.service'] ?? ''),
    }),
    HostConfig: z.object({
      NetworkMode: text(256).nullish(),
      PortBindings: entries(bounded(binding, 20).nullish(), 100).nullish(),
      RestartPolicy: z.object({ Name: text(40), MaximumRetryCount: z.number().int().nullish() }).nullish(),
      Memory: z.number().nullish(),
      NanoCpus: z.number().nullish(),
      Privileged: z.boolean().nullish(),
      ReadonlyRootfs: z.boolean().nullish(),
    }),
    Mounts: bounded(
      z.object({
        Type: text(16),
        Name: text(256).nullish(),
        Source: text(400).nullish(),
        Destination: text(400),
        RW: z.boolean(),
      }),
      100,
    ).nullish(),
    NetworkSettings: z.object({ Networks: entries(z.unknown(), 50).nullish() }),
  })
  .transform((c) => ({
    id: c.Id,
    name: plainName(c.Name),
    imageId: c.Image,
    image: c.Config.Image,
    command: c.Config.Cmd ?? [],
    entrypoint: c.Config.Entrypoint ?? [],
    env: c.Config.Env ?? [],
    workingDir: c.Config.WorkingDir ?? '',
    user: c.Config.User ?? '',
    hasTty: c.Config.Tty,
    isInteractive: c.Config.OpenStdin,
    /** Of a Compose project; otherwise empty. */
    service: c.Config.Labels,
    networkMode: c.HostConfig.NetworkMode ?? '',
    /** What it asked for; the engine chooses the port of a binding without one. */
    ports: (c.HostConfig.PortBindings ?? []).flatMap(([key, hosts]) => {
      const [, port, protocol] = /^(\d{1,5})\/(tcp|udp|sctp)$/.exec(key) ?? [];
      if (port === undefined || protocol === undefined) return [];
      return (hosts ?? []).map((host) => ({
        port: Number(port),
        protocol,
        hostIp: host.HostIp ?? '',
        hostPort: host.HostPort ?? '',
      }));
    }),
    restart: c.HostConfig.RestartPolicy?.Name ?? '',
    restartTries: c.HostConfig.RestartPolicy?.MaximumRetryCount ?? 0,
    memoryBytes: c.HostConfig.Memory ?? 0,
    nanoCpus: c.HostConfig.NanoCpus ?? 0,
    isPrivileged: c.HostConfig.Privileged ?? false,
    isReadOnly: c.HostConfig.ReadonlyRootfs ?? false,
    mounts: (c.Mounts ?? []).map((mount) => ({
      type: mount.Type,
      name: mount.Name ?? '',
      source: mount.Source ?? '',
      destination: mount.Destination,
      isWritable: mount.RW,
    })),
    networks: (c.NetworkSettings.Networks ?? []).map(([name]) => name),
  }));
export type DescribedContainer = z.infer<typeof describedContainerSchema>;

/** What a container has from its image, so that only what differs has to be written down. */
export const describedImageSchema = z
  .object({
    Config: z
      .object({
        Cmd: words,
        Entrypoint: words,
        Env: pairs,
        WorkingDir: text(400).nullish(),
        User: text(200).nullish(),
      })
      .nullish(),
  })
  .transform(({ Config: config }) => ({
    command: config?.Cmd ?? [],
    entrypoint: config?.Entrypoint ?? [],
    env: config?.Env ?? [],
    workingDir: config?.WorkingDir ?? '',
    user: config?.User ?? '',
  }));
export type DescribedImage = z.infer<typeof describedImageSchema>;
