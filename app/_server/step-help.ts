import type { Help } from '../../protocol/help.ts';
import { db } from './db.ts';

/** Counts help that the learner takes in a step of `lesson`. A hint counts once, however often it is opened. */
export async function countHelp(learnerId: string, lesson: string, help: Help): Promise<void> {
  const key = { learnerId, lesson, step: help.step };
  const lastAt = new Date();
  const one =
    help.kind === 'hint'
      ? { create: { hints: help.number }, update: {} }
      : help.kind === 'solution'
        ? { create: { looks: 1 }, update: { looks: { increment: 1 } } }
        : { create: { typings: 1 }, update: { typings: { increment: 1 } } };
  await db().stepHelp.upsert({
    where: { learnerId_lesson_step: key },
    create: { ...key, ...one.create },
    update: { ...one.update, lastAt },
  });
  if (help.kind === 'hint')
    await db().stepHelp.updateMany({
      where: { ...key, hints: { lt: help.number } },
      data: { hints: help.number },
    });
}

/** How many hints of each step of `lesson` the learner has opened; steps with none are left out. */
export async function openedHints(learnerId: string | undefined, lesson: string): Promise<ReadonlyMap<string, number>> {
  if (learnerId === undefined) return new Map();
  const helps = await db().stepHelp.findMany({
    where: { learnerId, lesson, hints: { gt: 0 } },
    select: { step: true, hints: true },
  });
  return new Map(helps.map(({ step, hints }) => [step, hints]));
}
