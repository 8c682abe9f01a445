'use client';

import { Dialog } from '../dialog.tsx';
import { SearchPanel } from './search-panel.tsx';

/** The search over a page that one does not want to leave yet. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Search the lessons" onClose={onClose}>
      {/* A step of the lesson under this dialog is gone to without a new page. */}
      <div
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a') !== null) onClose();
        }}
      >
        <SearchPanel isFirst />
      </div>
    </Dialog>
  );
}
