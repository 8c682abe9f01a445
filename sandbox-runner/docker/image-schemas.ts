import { z } from 'zod';
import { bounded, entries, environment, imageId, pairs, text } from './bounded.ts';

export const imageListSchema = bounded(
  z
    .object({
      Id: imageId,
      RepoTags: bounded(text(512), 50).nullish(),
      RepoDigests: bounded(text(512), 50).nullish(),
      Size: z.number().nullish(),
    })
    .transform((image) => ({
      id: image.Id,
      tags: (image.RepoTags ?? []).filter((tag) => !tag.includes('<none>')),
      digests: (image.RepoDigests ?? []).filter((digest) => !digest.includes('<none>')),
      sizeBytes: image.Size ?? 0,
    })),
  500,
);
export type ImageSummary = z.infer<typeof imageListSchema>[number];

const words = bounded(text(1000), 100)
  .nullish()
  .transform((all) => all ?? []);
const keys = entries(z.unknown(), 100)
  .nullish()
  .transform((all) => (all ?? []).map(([key]) => key));

export const imageDetailsSchema = z
  .object({
    Id: imageId,
    Architecture: text(32).nullish(),
    Os: text(32).nullish(),
    Config: z
      .object({
        Cmd: words,
        Entrypoint: words,
        Env: environment,
        Labels: pairs,
        User: text(128).nullish(),
        WorkingDir: text(400).nullish(),
        ExposedPorts: keys,
        Volumes: keys,
        Healthcheck: z.object({ Test: words }).nullish(),
      })
      .nullish(),
    RootFS: z.object({ Layers: bounded(text(80), 200).nullish() }),
  })
  .transform(({ Id, Architecture, Os, Config: config, RootFS }) => ({
    id: Id,
    architecture: Architecture ?? '',
    os: Os ?? '',
    command: config?.Cmd ?? [],
    entrypoint: config?.Entrypoint ?? [],
    env: config?.Env ?? new Map<string, string>(),
    labels: config?.Labels ?? new Map<string, string>(),
    user: config?.User ?? '',
    workdir: config?.WorkingDir ?? '',
    exposes: config?.ExposedPorts ?? [],
    volumes: config?.Volumes ?? [],
    hasHealthcheck: (config?.Healthcheck?.Test ?? []).length > 0 && config?.Healthcheck?.Test[0] !== 'NONE',
    /** Digests from the lowest layer up. */
    layers: RootFS.Layers ?? [],
  }));
export type ImageDetails = z.infer<typeof imageDetailsSchema>;

/** From the uppermost instruction down. */
export const imageInstructionsSchema = bounded(z.object({ CreatedBy: text(1000) }), 300).transform((all) =>
  all.map(({ CreatedBy }) => CreatedBy),
);
