import { z } from 'zod';
import { plainName, text } from './bounded.ts';

export const engineEventSchema = z
  .object({
    Type: text(32),
    Action: text(400),
    Actor: z.object({
      ID: text(512),
      Attributes: z
        .object({
          name: text(256).optional(),
          oldName: text(256).optional(),
          image: text(512).optional(),
          exitCode: text(8).optional(),
          signal: text(8).optional(),
          container: text(128).optional(),
          execID: text(128).optional(),
        })
        .nullish(),
    }),
    timeNano: z.number().positive(),
  })
  .transform(({ Type, Action, Actor: { ID, Attributes: more }, timeNano }) => {
    const colon = Action.indexOf(': ');
    return {
      type: Type,
      action: colon === -1 ? Action.slice(0, 64) : Action.slice(0, Math.min(colon, 64)),
      /** What follows a colon in the action: the command of an exec, a health. */
      about: colon === -1 ? '' : Action.slice(colon + 2),
      /** A container's id; an image's id or reference. */
      subject: ID,
      name: plainName(more?.name ?? ''),
      image: more?.image ?? '',
      exitCode: wholeNumber(more?.exitCode),
      signal: wholeNumber(more?.signal),
      /** The container that a network was connected to. */
      container: more?.container ?? '',
      execId: more?.execID ?? '',
      /** By the engine's clock, which is this machine's unless the learner made it up. */
      atMs: timeNano / 1e6,
    };
  });
export type EngineEvent = z.infer<typeof engineEventSchema>;

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : undefined;
}
