'use client';

import { Presentation } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { projectorCookie } from '../theme.ts';
import button from './button.module.css';
import styles from './projector-switch.module.css';

/**
 * Larger, with more contrast and less on the screen, for a room that looks on. Kept in a cookie; the page says it by
 * `data-projector` on its root element, which style sheets and tools follow.
 */
export function ProjectorSwitch() {
  const isOn = useSyncExternalStore(watchRoot, isProjector, () => false);
  const choose = (): void => {
    document.cookie = `${projectorCookie}=${isOn ? '0' : '1'}; Path=/; Max-Age=31536000; SameSite=Lax`;
    document.documentElement.toggleAttribute('data-projector', !isOn);
  };
  return (
    <button
      type="button"
      className={`${button['button']} ${button['quiet']} ${styles['switch']}`}
      onClick={choose}
      aria-pressed={isOn}
      aria-label="Projector: larger, for a room"
      title={isOn ? 'Projector: on' : 'Projector: larger, for a room'}
    >
      <Presentation size={18} aria-hidden="true" />
    </button>
  );
}

function isProjector(): boolean {
  return document.documentElement.hasAttribute('data-projector');
}

function watchRoot(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-projector'] });
  return () => observer.disconnect();
}
