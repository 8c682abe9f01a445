'use client';

import { Ellipsis, Keyboard, Play, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import buttons from '../../../../_components/button.module.css';
import { Refusal } from '../../../../_components/machine/machine-api.ts';
import { nodeLabel } from '../../../../_components/workspace/nodes.ts';
import { useWorkspace } from '../../../../_components/workspace/workspace-context.tsx';
import code from './code-block.module.css';
import { askSolution, noteTyping } from './help-api.ts';
import { useLesson, type LessonContext } from './lesson-context.tsx';
import styles from './show-me.module.css';
import { isCommand, remarksOn, shownOf, solutionParts, type SolutionPart } from './solution-parts.ts';
import { useTyping, type SolutionTyping, type Typing } from './use-typing.ts';

/** How a step is solved: the commands, which the learner reads first, and buttons that have them typed. */
export function ShowMe({ step }: { readonly step: string }) {
  const { id: lesson } = useLesson();
  const [parts, setParts] = useState<readonly SolutionPart[] | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    let isGone = false;
    askSolution(lesson, step)
      .then((typed) => {
        if (!isGone) setParts(solutionParts(typed));
      })
      .catch((error: unknown) => {
        if (!isGone) setRefusal(error instanceof Refusal ? error.message : 'Slipway does not answer. Reload the page.');
      });
    return () => {
      isGone = true;
    };
  }, [lesson, step]);

  return (
    <section className={styles['solution']} aria-labelledby={`solution-${step}`}>
      <h3 id={`solution-${step}`} ref={title} tabIndex={-1} className={styles['title']}>
        How this step is done
      </h3>
      {refusal === null ? null : (
        <p className={code['refusal']} role="alert">
          {refusal}
        </p>
      )}
      {parts === null ? refusal === null && <p role="status">Loading…</p> : <Solution step={step} parts={parts} />}
    </section>
  );
}

function Solution({ step, parts }: { readonly step: string; readonly parts: readonly SolutionPart[] }) {
  const lesson = useLesson();
  const { announce } = useWorkspace();
  const solution = useTyping(parts);
  const { typing, start, stop } = solution;
  const isLive = lesson.phase === 'live';
  const isBusy = typing.kind === 'typing';
  const first = typing.kind === 'ended' ? typing.at : 0;
  const type = (at: number, isAll: boolean): void => {
    if (!isLive) {
      announce('Start your machine first.');
      lesson.run('');
    } else if (isBusy) announce('Something is being typed already.');
    else {
      void noteTyping(lesson.id, step);
      start(at, isAll);
    }
  };
  const said = words(typing, parts, lesson);
  return (
    <>
      <p className={styles['before']}>
        Read it first: nothing is typed until you say so. It goes into your terminal, as if you typed it.
      </p>
      <ol className={styles['parts']}>
        {parts.map((part, at) => (
          <li key={at} data-now={isBusy && typing.at === at} aria-current={isBusy && typing.at === at}>
            <Part part={part} parts={parts} at={at} type={type} solution={solution} />
          </li>
        ))}
      </ol>
      <div className={styles['foot']}>
        <button
          type="button"
          className={buttons['button']}
          aria-disabled={!isLive}
          title={isLive ? undefined : 'Start your machine first'}
          onClick={() => (isBusy ? stop() : type(first, true))}
        >
          {isBusy ? <Square size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
          {isBusy ? 'Stop' : first > 0 ? `Go on from ${first + 1}` : parts.length === 1 ? 'Type it' : 'Type them all'}
        </button>
        <p role="status" data-tone={typing.kind === 'ended' ? 'note' : 'plain'}>
          {said}
        </p>
      </div>
    </>
  );
}

interface PartProps {
  readonly part: SolutionPart;
  readonly parts: readonly SolutionPart[];
  readonly at: number;
  readonly type: (at: number, isAll: boolean) => void;
  readonly solution: SolutionTyping;
}

function Part({ part, parts, at, type, solution: { typing } }: PartProps) {
  const { checks, phase } = useLesson();
  if (!isCommand(part))
    return (
      <p className={styles['wait']}>
        {part.kind === 'pause'
          ? `A pause of ${seconds(part.ms)}`
          : `Then it waits for the check “${checks.get(part.check)?.title ?? part.check}”`}
      </p>
    );
  const isNow = typing.kind === 'typing' && typing.at === at;
  const isDisabled = phase !== 'live' || typing.kind === 'typing';
  const isElsewhere = parts.some((one) => isCommand(one) && one.node !== 'main');
  const where = [
    ...(isElsewhere ? [`On ${nodeLabel(part.node)}`] : []),
    ...(part.isInside ? [isElsewhere ? 'inside the container' : 'Inside the container'] : []),
  ].join(', ');
  const shown = part.isKey ? keyNames(shownOf(part)) : shownOf(part);
  return (
    <>
      {where === '' ? null : <p className={code['caption']}>{where}</p>}
      <div className={code['block']} data-kind="run">
        <div className={code['frame']}>
          <pre className={code['pre']} tabIndex={0} aria-label={`Command ${at + 1} of ${parts.length}`}>
            <code>{part.isKey ? <kbd>{shown}</kbd> : shown}</code>
          </pre>
          <button
            type="button"
            className={code['action']}
            aria-disabled={isDisabled}
            aria-label={`${part.isKey ? 'Press' : 'Type'}: ${shown}`}
            title={phase === 'live' ? 'Type only this' : 'Start your machine first'}
            onClick={() => type(at, false)}
          >
            {isNow ? <Ellipsis size={14} aria-hidden="true" /> : <Keyboard size={14} aria-hidden="true" />}
            {part.isKey ? 'Press' : 'Type'}
          </button>
        </div>
      </div>
      {remarksOn(part, parts).map((remark) => (
        <p key={remark} className={styles['remark']}>
          {remark}
        </p>
      ))}
    </>
  );
}

/** What is going on, in a sentence. */
function words(typing: Typing, parts: readonly SolutionPart[], { checks }: LessonContext): string {
  if (typing.kind === 'idle') return '';
  if (typing.kind === 'done') return typing.isAll ? 'All of it is typed.' : 'Typed.';
  if (typing.kind === 'ended') return `At ${typing.at + 1} of ${parts.length}: ${typing.why}`;
  const part = parts[typing.at];
  const place = parts.length === 1 ? '' : `${typing.at + 1} of ${parts.length}: `;
  if (part === undefined || part.kind === 'pause') return `${place}a pause.`;
  if (part.kind === 'check') {
    const check = checks.get(part.check);
    const asks = check?.question == null ? '' : ' It is a question: your answer is waited for.';
    return `${place}waiting for the check “${check?.title ?? part.check}”.${asks}`;
  }
  const [line] = shownOf(part).split('\n');
  return `${place}${part.isKey ? keyNames(line ?? '') : (line ?? '')}`;
}

function keyNames(shown: string): string {
  return shown
    .split(' ')
    .map((key) =>
      key.replace(/^ctrl-(.)$/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`).replace('enter', 'Enter'),
    )
    .join(' ');
}

function seconds(ms: number): string {
  const count = ms / 1000;
  return count === 1 ? 'one second' : `${count} seconds`;
}
