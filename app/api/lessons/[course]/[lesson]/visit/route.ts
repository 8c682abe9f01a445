import { z } from 'zod';
import { slugSchema } from '../../../../../../protocol/ids.ts';
import { parseJson } from '../../../../../../protocol/parse.ts';
import { AppError } from '../../../../../../protocol/errors.ts';
import { requireLesson } from '../../../../../_server/lessons.ts';
import { keepVisit } from '../../../../../_server/progress.ts';
import { bodyText, respond, writer } from '../../../../../_server/respond.ts';

const bodySchema = z.strictObject({ step: slugSchema });

/** Notes at which step the learner is, so that the home page can lead back there. */
export function PUT(
  request: Request,
  context: RouteContext<'/api/lessons/[course]/[lesson]/visit'>,
): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const params = await context.params;
    const { lesson } = await requireLesson(params.course, params.lesson);
    const { step } = parseJson(bodySchema, await bodyText(request), 'the visit');
    if (!lesson.steps.some(({ id }) => id === step))
      throw new AppError('bad_request', `${lesson.id} has no step ${step}`, {
        hint: 'The lesson has changed. Reload the page.',
      });
    await keepVisit(learnerId, lesson.id, step);
    return {};
  });
}
