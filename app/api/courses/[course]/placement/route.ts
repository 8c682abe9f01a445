import { AppError } from '../../../../../protocol/errors.ts';
import { parseJson } from '../../../../../protocol/parse.ts';
import { placementAnswersSchema, type PlacementResult } from '../../../../../protocol/placement.ts';
import { progressOf } from '../../../../_server/course-progress.ts';
import { findCourse } from '../../../../_server/lessons.ts';
import { adviceFor, gradePlacement, skippedBy } from '../../../../_server/placement-advice.ts';
import { keepPlacement } from '../../../../_server/placements.ts';
import { bodyText, respond, writer } from '../../../../_server/respond.ts';

/** Grades and keeps the answers to a course's placement quiz, and says where to start. No check is passed by it. */
export function PUT(request: Request, context: RouteContext<'/api/courses/[course]/placement'>): Promise<Response> {
  return respond(request, async (): Promise<PlacementResult> => {
    const learnerId = await writer(request, 'write');
    const { course: slug } = await context.params;
    const course = await findCourse(slug);
    if (course === undefined || course.placement.length === 0)
      throw new AppError('not_found', `no placement quiz of ${slug}`, {
        hint: 'There are no such questions any more: the course has changed. Reload the page.',
      });
    const { answers } = parseJson(placementAnswersSchema, await bodyText(request), 'the answers');
    const { known, told } = gradePlacement(course, answers);
    await keepPlacement(learnerId, course.slug, known);
    return { known, told, advice: adviceFor(course, skippedBy(course, known), await progressOf(learnerId)) };
  });
}
