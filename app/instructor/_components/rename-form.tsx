'use client';

import button from '../../_components/button.module.css';
import styles from './instructor.module.css';

/** Asks for another name of a lesson or course in its address. */
export function RenameForm({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  return (
    <form
      className={styles['choose']}
      onSubmit={(event) => {
        event.preventDefault();
        const value = new FormData(event.currentTarget).get('name');
        if (typeof value === 'string') onName(value);
      }}
    >
      <label className={styles['field']}>
        <span>Name in the address (a-z, 0-9 and -)</span>
        <input
          name="name"
          defaultValue={name}
          required
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
        />
      </label>
      <button type="submit" className={button['button']}>
        Rename
      </button>
    </form>
  );
}
