import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ComponentType } from 'react';
import { renderLesson } from '../../../../lesson-kit/render-lesson.ts';
import { AppError } from '../../../../protocol/errors.ts';
import { latestLease } from '../../../_server/leases.ts';
import { leaseView } from '../../../_server/lease-view.ts';
import { requireLesson } from '../../../_server/lessons.ts';
import { pageLearner, pageTheme } from '../../../_server/page-context.ts';
import { passedChecks, visits } from '../../../_server/progress.ts';
import { CodeBlock } from './_components/code-block.tsx';
import { LessonCheck } from './_components/lesson-check.tsx';
import { Hint, Note, Step } from './_components/lesson-parts.tsx';
import { LessonWorkspace } from './_components/lesson-workspace.tsx';
import { readSplit, splitCookie } from './_components/split.ts';

type Props = PageProps<'/learn/[course]/[lesson]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, lesson } = await findLesson(params);
  return { title: `${lesson.title} · ${course.title}`, description: lesson.summary };
}

/** A lesson: readable without a machine, which starts when it is wanted. */
export default async function LessonPage({ params }: Props) {
  const { course, lesson } = await findLesson(params);
  const learner = await pageLearner();
  const [lease, passed, seen, theme, jar, text] = await Promise.all([
    learner === undefined ? null : latestLease(learner, lesson.id),
    learner === undefined ? [] : passedChecks(learner, lesson.id),
    visits(learner),
    pageTheme(),
    cookies(),
    renderLesson(lesson, parts),
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
          steps: lesson.steps.map(({ id, title, checks }) => ({ id, title, checks })),
          checks: lesson.checks.map(({ id, title, after }) => ({ id, title, after: after ?? null })),
        }}
        course={{ href: `/learn/${course.slug}`, title: course.title }}
        next={following === undefined ? null : { href: `/learn/${following.id}`, title: following.title }}
        lease={lease === null ? null : leaseView(lease)}
        passed={passed}
        step={step?.id ?? ''}
        theme={theme}
        split={readSplit(jar.get(splitCookie)?.value)}
      >
        {text}
      </LessonWorkspace>
    </>
  );
}

/** What the elements of a lesson's text are on this page. */
const parts: Record<string, ComponentType<never>> = { Step, Check: LessonCheck, Hint, Note, pre: CodeBlock };

async function findLesson(params: Props['params']): ReturnType<typeof requireLesson> {
  const { course, lesson } = await params;
  try {
    return await requireLesson(course, lesson);
  } catch (error) {
    if (error instanceof AppError && error.code === 'lesson_not_found') notFound();
    throw error;
  }
}
