import { learnerAnswerSchema } from '../../../../../protocol/answers.ts';
import { parseJson } from '../../../../../protocol/parse.ts';
import { requireLiveLease } from '../../../../_server/leases.ts';
import { requireLessonOf } from '../../../../_server/lessons.ts';
import { keepPasses } from '../../../../_server/progress.ts';
import { requireQuestion } from '../../../../_server/questions.ts';
import { bodyText, respond, writer } from '../../../../_server/respond.ts';
import { runnerClient } from '../../../../_server/runner-client.ts';

/** Grades what the learner typed as the answer to a question, by the state of their machine at this moment. */
export function POST(request: Request, context: RouteContext<'/api/leases/[id]/answers'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const { id } = await context.params;
    const lease = await requireLiveLease(id, learnerId);
    const { check, answer } = parseJson(learnerAnswerSchema, await bodyText(request), 'the answer');
    requireQuestion(await requireLessonOf(lease), check, 'answer');
    const result = await runnerClient(lease.runnerUrl).answer(lease.sandboxId, check, answer);
    await keepPasses(learnerId, lease.lesson, [result]);
    return { result };
  });
}
