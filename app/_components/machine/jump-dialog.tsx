'use client';

import button from '../button.module.css';
import { Dialog } from '../dialog.tsx';
import { useWorkspace, type LessonPlace } from '../workspace/workspace-context.tsx';
import { readSteps } from './checkpoint-api.ts';
import styles from './rewind-dialogs.module.css';
import { UnsavedNote } from './unsaved-note.tsx';
import { useAsked } from './use-asked.ts';

interface JumpDialogProps {
  readonly lease: string;
  readonly lesson: LessonPlace;
  readonly onClose: () => void;
}

/** The steps of the lesson; one of them is gone to, by machine and text. */
export function JumpDialog({ lease, lesson, onClose }: JumpDialogProps) {
  const { machine } = useWorkspace();
  const { value, refusal } = useAsked(() => readSteps(lease));
  const jump = (step: string): void => {
    onClose();
    machine.jump(step);
    lesson.goTo(step);
  };
  return (
    <Dialog title="Jump to a step" onClose={onClose}>
      <p>
        Your machine becomes what it is when that step begins: the steps before it are done as the lesson does them. It
        is kept as it is now; Undo brings it back. Your ticks stay, and steps that you jump over get none.
      </p>
      <UnsavedNote />
      {refusal === null ? null : (
        <p className={styles['refusal']} role="alert">
          {refusal}
        </p>
      )}
      <ol className={styles['steps']}>
        {lesson.steps.map((step, index) => {
          const isHere = step.id === lesson.step.id;
          const isReady = value?.steps.find(({ id }) => id === step.id)?.isReady ?? true;
          return (
            <li key={step.id}>
              <button
                type="button"
                className={`${button['button']} ${styles['step']}`}
                data-first-focus={isHere ? true : undefined}
                onClick={() => jump(step.id)}
              >
                <span className={styles['number']}>{index + 1}</span>
                <span className={styles['name']}>{step.title}</span>
                <span className={styles['aside']}>
                  {isHere ? 'you are reading this' : ''}
                  {isHere && !isReady ? ', ' : ''}
                  {isReady ? '' : 'takes longer: not prepared yet'}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
