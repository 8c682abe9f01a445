'use client';

import { Dialog } from './dialog.tsx';
import styles from './keys-dialog.module.css';
import { useStored } from './use-stored.ts';

const groups = [
  {
    where: 'Everywhere',
    keys: [
      ['?', 'These keys'],
      ['/', 'Search the lessons'],
    ],
  },
  {
    where: 'In a lesson',
    keys: [
      ['F6', 'From the text to the tool in front, to the one below, and back'],
      ['Alt + Page Down', 'Next step'],
      ['Alt + Page Up', 'Step before'],
      ['Arrows', 'On a dividing line: move it. On tabs: the next one'],
    ],
  },
  {
    where: 'In the terminal',
    keys: [
      ['Ctrl + C', 'Copy, while something is selected; otherwise it interrupts'],
      ['Ctrl + Shift + C', 'Copy'],
      ['Ctrl + V', 'Paste; in a program that fills the screen Ctrl + Shift + V'],
      ['Ctrl + Shift + F', 'Search in the output'],
      ['Shift + Page Up', 'Older output'],
      ['Ctrl + Plus, Minus, 0', 'Larger, smaller, usual size'],
      ['Shift + F10', 'Menu: links, two at once, rename and the rest'],
      ['F2, Delete', 'On the tab of a terminal: rename it, close it'],
    ],
  },
] as const;

/** What the keyboard does on this site, and the terminal's mode for screen readers. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const [isScreenReader, setIsScreenReader] = useStored('slipway.screen-reader');
  return (
    <Dialog title="Keys and help" onClose={onClose}>
      {groups.map(({ where, keys }) => (
        <section key={where} className={styles['group']}>
          <h3>{where}</h3>
          <dl className={styles['keys']}>
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p>In the terminal every other key goes to the machine. F6 always gets you out of it, and out of the editor.</p>
      <label className={styles['option']}>
        <input type="checkbox" checked={isScreenReader} onChange={(event) => setIsScreenReader(event.target.checked)} />{' '}
        Read the terminal’s output to my screen reader
      </label>
    </Dialog>
  );
}
