import type { StepList } from '../../../../../protocol/site.ts';
import { requireLease } from '../../../../_server/leases.ts';
import { requireLessonOf } from '../../../../_server/lessons.ts';
import { recipeOf, whyNoSteps } from '../../../../_server/recipes.ts';
import { reader, respond } from '../../../../_server/respond.ts';
import { runnerClient } from '../../../../_server/runner-client.ts';

/** To which steps of the lesson one can jump, and where that is quick. */
export function GET(request: Request, context: RouteContext<'/api/leases/[id]/steps'>): Promise<Response> {
  return respond(request, async (): Promise<StepList> => {
    const { id } = await context.params;
    const lease = await requireLease(id, await reader(request));
    const lesson = await requireLessonOf(lease);
    const recipe = recipeOf(lesson);
    const statuses = recipe === undefined ? [] : await runnerClient(lease.runnerUrl).listRecipes();
    const made = new Set(statuses.find(({ key }) => key === recipe?.key)?.made ?? []);
    return {
      problem: whyNoSteps(lesson),
      steps: lesson.steps.map((step, index) => ({
        ...{ id: step.id, title: step.title },
        isReady: index === 0 || made.has(step.id),
      })),
    };
  });
}
