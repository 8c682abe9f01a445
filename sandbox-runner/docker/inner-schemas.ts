import { z } from 'zod';

/**
 * What we read of the inner engine's answers. Its owner may have replaced it: every text is cut, every list bounded,
 * and nothing that isn't named here is looked at.
 */
const text = (max: number) => z.string().transform((value) => value.slice(0, max));
const fullId = z.string().regex(/^[0-9a-f]{64}$/);
const imageId = z.string().regex(/^(sha256:)?[0-9a-f]{64}$/);

/** An array of which the first `max` are read. Stops at the first that is wrong: a million wrong ones are one problem. */
function bounded<T>(item: z.ZodType<T>, max: number) {
  return z.array(z.unknown()).transform((values, context): T[] => {
    const read: T[] = [];
    for (const value of values.slice(0, max)) {
      const result = item.safeParse(value);
      if (!result.success) {
        context.addIssue({ code: 'custom', message: result.error.issues[0]?.message ?? 'wrong', path: [read.length] });
        return z.NEVER;
      }
      read.push(result.data);
    }
    return read;
  });
}

export const containerListSchema = bounded(
  z
    .object({
      Id: fullId,
      Names: bounded(text(256), 8).nullish(),
      Image: text(512),
      ImageID: text(128),
      State: text(32),
      Created: z.number(),
    })
    .transform((c) => ({
      id: c.Id,
      name: plainName(c.Names?.find((name) => name.lastIndexOf('/') === 0) ?? ''),
      image: c.Image,
      imageId: c.ImageID,
      state: c.State,
      createdAtMs: c.Created * 1000,
    })),
  100,
);
/** Newest first, as the engine lists them. */
export type ContainerSummary = z.infer<typeof containerListSchema>[number];

export const containerDetailsSchema = z
  .object({
    Id: fullId,
    Name: text(256),
    Path: text(1000),
    Args: bounded(text(1000), 100).nullish(),
    Image: imageId,
    State: z.object({
      Status: text(32),
      ExitCode: z.number(),
      OOMKilled: z.boolean(),
      Error: text(500),
      StartedAt: text(40),
    }),
    Config: z.object({ Image: text(512), Tty: z.boolean(), OpenStdin: z.boolean() }),
    HostConfig: z.object({ AutoRemove: z.boolean() }),
  })
  .transform((c) => ({
    id: c.Id,
    name: plainName(c.Name),
    image: c.Config.Image,
    imageId: c.Image,
    state: c.State.Status,
    exitCode: c.State.ExitCode,
    wasOomKilled: c.State.OOMKilled,
    startError: c.State.Error,
    wasStarted: !c.State.StartedAt.startsWith('0001-'),
    hasTty: c.Config.Tty,
    isInteractive: c.Config.OpenStdin,
    commandLine: [c.Path, ...(c.Args ?? [])].join(' ').slice(0, 4000),
    isAutoRemoved: c.HostConfig.AutoRemove,
  }));
export type ContainerDetails = z.infer<typeof containerDetailsSchema>;

export const imageListSchema = bounded(
  z
    .object({ Id: imageId, RepoTags: bounded(text(512), 50).nullish(), RepoDigests: bounded(text(512), 50).nullish() })
    .transform((image) => ({
      id: image.Id,
      tags: (image.RepoTags ?? []).filter((tag) => !tag.includes('<none>')),
      digests: (image.RepoDigests ?? []).filter((digest) => !digest.includes('<none>')),
    })),
  500,
);
export type ImageSummary = z.infer<typeof imageListSchema>[number];

export const engineEventSchema = z
  .object({
    Type: text(32),
    Action: text(64),
    Actor: z.object({
      ID: text(512),
      Attributes: z
        .object({
          name: text(256).optional(),
          oldName: text(256).optional(),
          image: text(512).optional(),
          exitCode: text(8).optional(),
        })
        .nullish(),
    }),
    timeNano: z.number().positive(),
  })
  .transform((event) => ({
    type: event.Type,
    action: event.Action,
    /** A container's id; an image's id or reference. */
    subject: event.Actor.ID,
    name: plainName(event.Actor.Attributes?.name ?? ''),
    image: event.Actor.Attributes?.image ?? '',
    exitCode: exitCode(event.Actor.Attributes?.exitCode),
    /** By the engine's clock, which is this machine's unless the learner made it up. */
    atMs: event.timeNano / 1e6,
  }));
export type EngineEvent = z.infer<typeof engineEventSchema>;

function plainName(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name;
}

function exitCode(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : undefined;
}
