'use client';

import { X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { closeFile } from './file-acts.ts';
import styles from './doc-tabs.module.css';
import { useSession, type OpenDoc } from './session-context.ts';
import { baseName, parentOf } from './tree-model.ts';

/** The open files. Arrow keys go from one to the next, Delete closes. */
export function DocTabs({ docs, active }: { readonly docs: readonly OpenDoc[]; readonly active: string | null }) {
  const session = useSession();
  const tabs = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const doc = docs[at];
    if (doc === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (event.key === 'Delete') void closeFile(session, doc.path);
    else if (next !== undefined) {
      const target = docs.at(next % docs.length);
      if (target === undefined) return;
      session.change({ active: target.path });
      tabs.current?.querySelectorAll<HTMLElement>('[role=tab]')[docs.indexOf(target)]?.focus();
    } else return;
    event.preventDefault();
  };
  // Two files of the same name in different folders need their folders.
  const count = (name: string): number => docs.filter(({ path }) => baseName(path) === name).length;
  return (
    <div ref={tabs} className={styles['tabs']}>
      <div role="tablist" aria-label="Open files" className={styles['list']}>
        {docs.map((doc, at) => {
          const isActive = doc.path === active;
          const name = baseName(doc.path);
          return (
            <div
              key={doc.path}
              role="presentation"
              className={styles['tab']}
              data-active={isActive}
              data-save={doc.save.kind}
            >
              <button
                type="button"
                role="tab"
                aria-selected={isActive}
                tabIndex={isActive ? 0 : -1}
                title={doc.path}
                onClick={() => session.change({ active: doc.path })}
                onKeyDown={(event) => onKeyDown(event, at)}
                onAuxClick={(event) => {
                  if (event.button === 1) void closeFile(session, doc.path);
                }}
              >
                {name}
                {count(name) > 1 ? <span className={styles['folder']}> {parentOf(doc.path) || '~'}</span> : null}
                {doc.save.kind === 'saved' ? null : (
                  <span className={styles['mark']}>
                    <span aria-hidden="true"> ●</span>
                    <span className="for-readers"> not saved</span>
                  </span>
                )}
              </button>
              <span
                className={styles['close']}
                role="presentation"
                title={`Close ${name}`}
                onClick={() => void closeFile(session, doc.path)}
              >
                <X size={14} aria-hidden="true" />
              </span>
            </div>
          );
        })}
      </div>
      {active === null ? null : (
        <button type="button" className={styles['closeActive']} onClick={() => void closeFile(session, active)}>
          <X size={14} aria-hidden="true" />
          <span className="for-readers">Close {baseName(active)}</span>
        </button>
      )}
    </div>
  );
}
