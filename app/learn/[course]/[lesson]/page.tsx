import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import type { ComponentProps, ComponentType } from 'react';
import { renderLesson } from '../../../../lesson-kit/render-lesson.ts';
import { canonical } from '../../../_server/canonical.ts';
import { latestLease } from '../../../_server/leases.ts';
import { leaseView } from '../../../_server/lease-view.ts';
import { allCourses } from '../../../_server/lessons.ts';
import { LessonProblems } from '../../../_server/lesson-preview/lesson-problems.tsx';
import { ownMachines } from '../../../_server/machines.ts';
import { beforeLesson } from '../../../_server/better-before.ts';
import { pageLearner, pageLesson, pageTheme } from '../../../_server/page-context.ts';
import { questionOf } from '../../../_server/questions.ts';
import { passedChecks, visits } from '../../../_server/progress.ts';
import { BetterBefore } from './_components/better-before.tsx';
import { openedHints } from '../../../_server/step-help.ts';
import { CodeBlock } from './_components/code-block.tsx';
import { LessonCheck } from './_components/lesson-check.tsx';
import { Quiz } from './_components/late-quiz.tsx';
import { Hint, Note } from './_components/lesson-asides.tsx';
import { Step } from './_components/lesson-parts.tsx';
import { LessonWorkspace } from './_components/lesson-workspace.tsx';
import { readSplit, splitCookie } from './_components/split.ts';

type Props = PageProps<'/learn/[course]/[lesson]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, lesson } = await pageLesson(await params);
  return {
    title: `${lesson.title} · ${course.title}`,
    description: lesson.summary,
    ...canonical(`/learn/${lesson.id}`),
  };
}

/** A lesson: readable without a machine, which starts when it is wanted. */
export default async function LessonPage({ params }: Props) {
  const { course, lesson } = await pageLesson(await params);
  const learner = await pageLearner();
  const [lease, passed, seen, machines, before, theme, jar, text] = await Promise.all([
    learner === undefined ? null : latestLease(learner, lesson.id),
    learner === undefined ? [] : passedChecks(learner, lesson.id),
    visits(learner),
    allCourses().then((courses) => ownMachines(learner, courses)),
    beforeLesson(course, lesson, learner),
    pageTheme(),
    cookies(),
    openedHints(learner, lesson.id).then((opened) => renderLesson(lesson, partsWith(opened))),
  ]);
  const last = seen.find((visit) => visit.lesson === lesson.id)?.step;
  const step = lesson.steps.find(({ id }) => id === last) ?? lesson.steps[0];
  const following = course.lessons[course.lessons.findIndex(({ id }) => id === lesson.id) + 1];
  return (
    <>
      <noscript>
        <style>{'[data-step] { display: block !important }'}</style>
      </noscript>
      <LessonWorkspace
        key={lesson.id}
        lesson={{
          id: lesson.id,
          title: lesson.title,
          minutes: lesson.minutes,
          steps: lesson.steps.map(({ id, title, checks }) => ({
            ...{ id, title, checks },
            isSolved: lesson.solution.parts.some(({ step: of, typed }) => of === id && typed.length > 0),
          })),
          canJump: lesson.solution.problem === null,
          machines: lesson.nodes ?? 1,
          checks: lesson.checks.map((check) => ({
            ...{ id: check.id, title: check.title, after: check.after ?? null },
            question: questionOf(check, (passed as readonly string[]).includes(check.id)),
          })),
        }}
        course={{ href: `/learn/${course.slug}`, title: course.title }}
        next={following === undefined ? null : { href: `/learn/${following.id}`, title: following.title }}
        paused={machines.flatMap(({ lesson: id, href, title, keptUntilMs }) =>
          id === lesson.id || keptUntilMs === null ? [] : [{ href, title, keptUntilMs }],
        )}
        lease={lease === null ? null : await leaseView(lease)}
        passed={passed}
        step={step?.id ?? ''}
        theme={theme}
        split={readSplit(jar.get(splitCookie)?.value)}
      >
        <BetterBefore places={before} />
        <LessonProblems folder={lesson.dir} />
        {text}
      </LessonWorkspace>
    </>
  );
}

/** What the elements of a lesson's text are on this page; `opened` is how many hints of each step were opened before. */
function partsWith(opened: ReadonlyMap<string, number>): Record<string, ComponentType<never>> {
  return {
    ...{ Step, Check: LessonCheck, Quiz, Note, pre: CodeBlock },
    Hint: (props: Omit<ComponentProps<typeof Hint>, 'opened'>) => <Hint {...props} opened={opened} />,
  };
}
