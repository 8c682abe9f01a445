import type { Lesson } from '../../lesson-kit/course.ts';
import { connectRunner } from '../../lesson-kit/prove/runner-client.ts';
import { runnerUrl, ticketSecret } from '../env.ts';
import { type Learner } from '../fixtures.ts';

/** A lesson that is gone through, on the machines of the lease `leaseId`. */
export interface Visit {
  readonly learner: Learner;
  readonly lesson: Lesson;
  readonly leaseId: string;
}

/** Answers the open question of the check `id`, if it is one: a quiz in the page; another through the runner, who alone knows what is right. */
export async function answerRightly({ learner, lesson, leaseId }: Visit, id: string): Promise<void> {
  const { check } = learner;
  const asked = lesson.checks.find((one) => one.id === id);
  if (asked?.kind === 'quiz') {
    const submit = check(id).getByRole('button', { name: 'Check my answer' });
    // Answered, and only the tick is not there yet.
    if ((await submit.count()) === 0) return;
    for (const choice of asked.choices)
      if (choice.right) await check(id).locator(`input[value="${choice.id}"]`).check();
    if ((await submit.getAttribute('aria-disabled')) === 'false') await submit.click();
  }
  if (asked?.kind === 'answer') {
    const runner = connectRunner(runnerUrl(), ticketSecret());
    const machines = await runner.nodes({ leaseId });
    const first = machines.find(({ node }) => node === 'main');
    if (first !== undefined) await runner.answer(first, id, { right: true });
  }
}
