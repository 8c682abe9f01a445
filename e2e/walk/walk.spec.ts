import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Lesson, Step } from '../../lesson-kit/course.ts';
import { loadCourses } from '../../lesson-kit/load-courses.ts';
import { siteUrl } from '../env.ts';
import { expect, leaseOf, test, type Learner } from '../fixtures.ts';
import { answerRightly, type Visit } from './answer-rightly.ts';

const lessonMs = 240_000;
const startMs = 60_000;
const tickMs = 60_000;

const { courses } = await loadCourses([join(import.meta.dirname, '../../lessons')]);

/** All is done in the page: the machine started, the commands of each step typed, its questions answered, every tick seen. */
for (const course of courses) {
  test(`${course.title}: ${course.lessons.length} lessons, each to its last tick`, async ({ learner }) => {
    test.setTimeout(course.lessons.length * lessonMs);
    const troubles: string[] = [];
    for (const lesson of course.lessons) {
      await test
        .step(lesson.title, () => walk(learner, lesson))
        .catch(async (error: unknown) => {
          await learner.page.screenshot({ path: test.info().outputPath(`${lesson.slug}.png`) });
          troubles.push(`${lesson.id}: ${error instanceof Error ? error.message : String(error)}`);
        });
      await learner.context.request.delete(`${siteUrl()}/api/lessons/${lesson.id}/lease`, {
        headers: { origin: siteUrl() },
      });
    }
    expect(troubles).toEqual([]);
    await learner.open(`/learn/${course.slug}`);
    await expect(learner.page.getByText('All of them are done.')).toBeVisible();
  });
}

async function walk(learner: Learner, lesson: Lesson): Promise<void> {
  const { page } = learner;
  await learner.open(`/learn/${lesson.id}`);
  await page.getByRole('button', { name: /^Start my machine/ }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Running$/ })).toBeVisible({ timeout: startMs });
  await expect.poll(learner.screen, { timeout: startMs }).toContain('learner@');
  const visit = { learner, lesson, leaseId: await leaseOf(learner.context, lesson.id) };
  for (const [i, step] of lesson.steps.entries()) {
    await test.step(step.title, () => takeStep(visit, step));
    if (i + 1 < lesson.steps.length) await page.getByRole('button', { name: 'Next', exact: true }).click();
  }
}

async function takeStep(visit: Visit, step: Step): Promise<void> {
  const { page, check } = visit.learner;
  await expect(page.getByRole('heading', { level: 2, name: step.title, exact: true })).toBeVisible();
  const isTyped = (visit.lesson.solution.parts.find((part) => part.step === step.id)?.typed.length ?? 0) > 0;
  const said = page.getByRole('region', { name: 'How this step is done' }).getByRole('status');
  if (isTyped) await typeSolution(page);
  const deadline = Date.now() + lessonMs;
  for (;;) {
    const words = isTyped ? ((await said.textContent()) ?? '') : '';
    if (/^At \d+ of/.test(words)) throw new Error(`${step.id}: ${words}`);
    const open: string[] = [];
    for (const id of step.checks) {
      if ((await check(id).getAttribute('data-face')) === 'done') continue;
      open.push(id);
      await answerRightly(visit, id);
    }
    if (!isTyped || /^(All of it is typed|Typed)\.$/.test(words)) break;
    if (Date.now() > deadline) throw new Error(`${step.id}: still “${words}”, open: ${open.join(', ')}`);
    await page.waitForTimeout(250);
  }
  for (const id of step.checks) await expect(check(id), id).toHaveAttribute('data-face', 'done', { timeout: tickMs });
}

/** As a learner does who is lost: every hint, then the solution, then all of it typed. */
async function typeSolution(page: Page): Promise<void> {
  const show = page.getByRole('button', { name: 'Show me how' });
  const nextHint = page.locator('details[data-hint]:not([open]) > summary').filter({ visible: true });
  await expect(show.or(nextHint.first()).first()).toBeVisible();
  while (!(await show.isVisible())) {
    await nextHint.first().click();
    await expect(show.or(nextHint.first()).first()).toBeVisible();
  }
  await show.click();
  await page.getByRole('button', { name: /^(Type them all|Type it)$/ }).click();
}
