'use client';

import { ConfirmDialog } from '../confirm-dialog.tsx';
import { hasSeveralNodes } from '../workspace/nodes.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { CheckpointsDialog } from './checkpoints-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { JumpDialog } from './jump-dialog.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import { UnsavedNote } from './unsaved-note.tsx';

export type RewindAsk = 'reset-step' | 'jump' | 'undo' | 'checkpoints' | 'afresh' | 'export';

/** The window for what was chosen in the menu. */
export function RewindDialog({ ask, onClose }: { readonly ask: RewindAsk; readonly onClose: () => void }) {
  const { machine, lesson, node } = useWorkspace();
  const lease = machine.lease?.id;
  if (lease === undefined) return null;
  switch (ask) {
    case 'reset-step':
      return lesson === null ? null : (
        <ConfirmDialog
          title={`Reset step ${lesson.step.number}?`}
          text={`You get a machine as it is when “${lesson.step.title}” begins: the steps before it are done as the lesson does them. Your machine as it is now is kept; Undo brings it back. Your ticks stay.`}
          yes="Reset this step"
          onYes={() => machine.jump(lesson.step.id)}
          onClose={onClose}
        >
          <UnsavedNote />
        </ConfirmDialog>
      );
    case 'afresh':
      return (
        <ConfirmDialog
          title="Start afresh?"
          text={
            hasSeveralNodes(machine.lease)
              ? 'You get new machines. Several together can’t be kept: everything on those you have now is deleted.'
              : `You get a new machine${lesson === null ? '' : ' as it is at the beginning of the lesson'}. Your machine as it is now is kept; Undo brings it back.${lesson === null ? '' : ' Your ticks stay.'}`
          }
          yes="Replace my machine"
          onYes={machine.reset}
          onClose={onClose}
        >
          <UnsavedNote />
        </ConfirmDialog>
      );
    case 'jump':
      return lesson === null ? null : <JumpDialog lease={lease} lesson={lesson} onClose={onClose} />;
    case 'undo':
      return <UndoDialog lease={lease} onClose={onClose} />;
    case 'checkpoints':
      return <CheckpointsDialog lease={lease} onClose={onClose} />;
    case 'export':
      return <ExportDialog lease={lease} node={node} onClose={onClose} />;
  }
}
