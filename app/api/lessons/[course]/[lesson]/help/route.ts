import type { z } from 'zod';
import { AppError } from '../../../../../../protocol/errors.ts';
import { helpSchema, type stepSolutionSchema } from '../../../../../../protocol/help.ts';
import { parseJson } from '../../../../../../protocol/parse.ts';
import { requireLesson } from '../../../../../_server/lessons.ts';
import { bodyText, respond, writer } from '../../../../../_server/respond.ts';
import { countHelp } from '../../../../../_server/step-help.ts';

/** Counts the help that a learner takes in a step, and gives it: what the solution types there, when that is asked for. */
export function POST(
  request: Request,
  context: RouteContext<'/api/lessons/[course]/[lesson]/help'>,
): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const params = await context.params;
    const { lesson } = await requireLesson(params.course, params.lesson);
    const help = parseJson(helpSchema, await bodyText(request), 'the help');
    if (!lesson.steps.some(({ id }) => id === help.step))
      throw new AppError('bad_request', `${lesson.id} has no step ${help.step}`, {
        hint: 'The lesson has changed. Reload the page.',
      });
    await countHelp(learnerId, lesson.id, help);
    if (help.kind !== 'solution') return {};
    const part = lesson.solution.parts.find(({ step }) => step === help.step);
    return { typed: [...(part?.typed ?? [])] } satisfies z.infer<typeof stepSolutionSchema>;
  });
}
