import { z } from 'zod';
import { bounded, entries, environment, fullId, imageId, pairs, plainName, text } from './bounded.ts';

const networks = entries(z.object({ IPAddress: text(64).nullish() }), 30)
  .nullish()
  .transform((all) => (all ?? []).map(([name, { IPAddress }]) => ({ name, address: IPAddress ?? '' })));

export const containerListSchema = bounded(
  z
    .object({
      Id: fullId,
      Names: bounded(text(256), 8).nullish(),
      Image: text(512),
      ImageID: text(128),
      State: text(32),
      Status: text(120).nullish(),
      Created: z.number(),
      Labels: pairs,
      NetworkSettings: z.object({ Networks: networks }).nullish(),
      Mounts: bounded(z.object({ Type: text(16), Name: text(256).nullish() }), 50).nullish(),
    })
    .transform((c) => ({
      id: c.Id,
      name: plainName(c.Names?.find((name) => name.lastIndexOf('/') === 0) ?? ''),
      image: c.Image,
      imageId: c.ImageID,
      state: c.State,
      /** As `docker ps` shows it: `Up 3 minutes (healthy)`. */
      status: c.Status ?? '',
      createdAtMs: c.Created * 1000,
      labels: c.Labels,
      networks: c.NetworkSettings?.Networks ?? [],
      /** Names of the volumes that are mounted in it. */
      volumes: (c.Mounts ?? []).flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : [])),
    })),
  100,
);
/** Newest first, as the engine lists them. */
export type ContainerSummary = z.infer<typeof containerListSchema>[number];

const mounts = bounded(
  z
    .object({
      Type: text(16),
      Name: text(256).nullish(),
      Source: text(400).nullish(),
      Destination: text(400),
      RW: z.boolean(),
    })
    .transform((mount) => ({
      type: mount.Type,
      /** A volume's name; else the path on the machine. */
      source: (mount.Type === 'volume' ? mount.Name : mount.Source) ?? '',
      target: mount.Destination,
      isWritable: mount.RW,
    })),
  50,
)
  .nullish()
  .transform((all) => all ?? []);

/** What `--tmpfs` asks for; the engine lists only what `--mount` asked for among its mounts. */
const memoryFolders = entries(text(400), 50)
  .nullish()
  .transform((all) =>
    (all ?? []).map(([target, options]) => ({
      type: 'tmpfs',
      source: '',
      target,
      isWritable: !options.split(',').includes('ro'),
    })),
  );

const bindings = entries(
  bounded(z.object({ HostIp: text(64).nullish(), HostPort: text(16).nullish() }), 10).nullish(),
  60,
)
  .nullish()
  .transform((all) =>
    (all ?? []).flatMap(([port, bound]) =>
      (bound ?? []).map(({ HostPort }) => ({
        container: Number(port.split('/')[0]),
        protocol: port.split('/')[1] ?? 'tcp',
        /** 0: to be chosen when it starts. */
        host: Number(HostPort ?? 0) || 0,
      })),
    ),
  );

const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

export const containerDetailsSchema = z
  .object({
    Id: fullId,
    Name: text(256),
    Path: text(1000),
    Args: bounded(text(1000), 100).nullish(),
    Image: imageId,
    RestartCount: count,
    State: z.object({
      Status: text(32),
      ExitCode: z.number(),
      OOMKilled: z.boolean(),
      Error: text(500),
      StartedAt: text(40),
      Health: z.object({ Status: text(32) }).nullish(),
    }),
    Config: z.object({
      Image: text(512),
      Tty: z.boolean(),
      OpenStdin: z.boolean(),
      AttachStdout: flag,
      User: text(128).nullish(),
      WorkingDir: text(400).nullish(),
      Hostname: text(128).nullish(),
      Env: environment,
      Labels: pairs,
    }),
    HostConfig: z.object({
      AutoRemove: z.boolean(),
      Memory: count,
      NanoCpus: count,
      CpuQuota: count,
      CpuPeriod: count,
      PidsLimit: count,
      Init: flag,
      ReadonlyRootfs: flag,
      Privileged: flag,
      RestartPolicy: z.object({ Name: text(40), MaximumRetryCount: count }).nullish(),
      PortBindings: bindings,
      Tmpfs: memoryFolders,
    }),
    Mounts: mounts,
    NetworkSettings: z
      .object({
        Ports: bindings,
        Networks: entries(
          z.object({
            IPAddress: text(64).nullish(),
            Gateway: text(64).nullish(),
            MacAddress: text(64).nullish(),
            Aliases: bounded(text(256), 30).nullish(),
          }),
          30,
        ).nullish(),
      })
      .nullish(),
  })
  .transform((c) => {
    const { HostConfig: host, Config: config, State: state } = c;
    const isUp = state.Status === 'running' || state.Status === 'paused';
    return {
      id: c.Id,
      name: plainName(c.Name),
      image: config.Image,
      imageId: c.Image,
      state: state.Status,
      exitCode: state.ExitCode,
      wasOomKilled: state.OOMKilled,
      startError: state.Error,
      wasStarted: !state.StartedAt.startsWith('0001-'),
      health: state.Health?.Status ?? 'none',
      restarts: c.RestartCount,
      hasTty: config.Tty,
      isInteractive: config.OpenStdin,
      isDetached: !config.AttachStdout,
      commandLine: [c.Path, ...(c.Args ?? [])].join(' ').slice(0, 4000),
      isAutoRemoved: host.AutoRemove,
      user: config.User ?? '',
      workdir: config.WorkingDir ?? '',
      hostname: config.Hostname ?? '',
      env: config.Env,
      labels: config.Labels,
      restartPolicy: host.RestartPolicy?.Name ?? '',
      /** 0: no limit; so also below. */
      restartTries: host.RestartPolicy?.MaximumRetryCount ?? 0,
      memoryBytes: host.Memory,
      cpus: host.NanoCpus > 0 ? host.NanoCpus / 1e9 : host.CpuQuota / (host.CpuPeriod > 0 ? host.CpuPeriod : 100_000),
      pids: Math.max(0, host.PidsLimit),
      hasInit: host.Init,
      isReadOnly: host.ReadonlyRootfs,
      isPrivileged: host.Privileged,
      /** What it has now, or while it does not run, what it will ask for. */
      publishes: isUp ? (c.NetworkSettings?.Ports ?? []) : host.PortBindings,
      mounts: [...c.Mounts, ...host.Tmpfs],
      networks: (c.NetworkSettings?.Networks ?? []).map(([name, network]) => ({
        name,
        address: network.IPAddress ?? '',
        gateway: network.Gateway ?? '',
        macAddress: network.MacAddress ?? '',
        aliases: network.Aliases ?? [],
      })),
    };
  });
export type ContainerDetails = z.infer<typeof containerDetailsSchema>;

/** Paths that differ from the image: `docker diff`. null: none does. */
export const changesSchema = bounded(z.object({ Path: text(400) }), 2000)
  .nullish()
  .transform((all) => (all ?? []).map(({ Path }) => Path));
