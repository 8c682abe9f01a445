import { quizChoicesSchema } from '../../../../../../protocol/answers.ts';
import { AppError } from '../../../../../../protocol/errors.ts';
import { parseJson } from '../../../../../../protocol/parse.ts';
import { quizVerdict } from '../../../../../../protocol/quiz-verdict.ts';
import { latestLease } from '../../../../../_server/leases.ts';
import { requireLesson } from '../../../../../_server/lessons.ts';
import { logger } from '../../../../../_server/logger.ts';
import { keepPass, passedChecks } from '../../../../../_server/progress.ts';
import { requireQuestion } from '../../../../../_server/questions.ts';
import { bodyText, respond, writer } from '../../../../../_server/respond.ts';
import { runnerClient } from '../../../../../_server/runner-client.ts';

/** Grades the choices that the learner made in a quiz; it needs no machine. */
export function POST(
  request: Request,
  context: RouteContext<'/api/lessons/[course]/[lesson]/quiz'>,
): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const params = await context.params;
    const { lesson } = await requireLesson(params.course, params.lesson);
    const { check, choices } = parseJson(quizChoicesSchema, await bodyText(request), 'the choices');
    const quiz = requireQuestion(lesson, check, 'quiz');
    if (quiz.after !== undefined && !(await passedChecks(learnerId, lesson.id)).includes(quiz.after)) {
      const before = lesson.checks.find(({ id }) => id === quiz.after)?.title ?? quiz.after;
      throw new AppError('conflict', `quiz ${check} comes after ${quiz.after}`, { hint: `First: ${before}` });
    }
    const verdict = quizVerdict(quiz, choices);
    if (verdict.passes) {
      await keepPass(learnerId, lesson.id, check);
      await tellMachine(learnerId, lesson.id, check);
    }
    return verdict;
  });
}

/** What comes after the quiz is graded on the machine, which must know that it was passed. */
async function tellMachine(learnerId: string, lesson: string, check: string): Promise<void> {
  const lease = await latestLease(learnerId, lesson);
  if (lease === null || lease.endedAt !== null || lease.sandboxId === null) return;
  try {
    await runnerClient(lease.runnerUrl).passCheck(lease.sandboxId, check);
  } catch (error) {
    // It is stored, and told to every machine that is started from now on.
    logger().warn({ lease: lease.id, err: error }, 'a machine could not be told of a passed quiz');
  }
}
