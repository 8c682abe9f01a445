'use client';

import { Contrast, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import button from './button.module.css';
import { themeCookie, themes, type Theme } from '../theme.ts';

const faces = {
  auto: { Icon: Contrast, word: 'as your system' },
  light: { Icon: Sun, word: 'light' },
  dark: { Icon: Moon, word: 'dark' },
} as const;

/** Goes round light, dark and as the system has it. Kept in a cookie, so that the next page comes in the right colours. */
export function ThemeSwitch({ initial }: { readonly initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const { Icon, word } = faces[theme];
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
  const choose = (): void => {
    setTheme(next);
    document.cookie = `${themeCookie}=${next}; Path=/; Max-Age=31536000; SameSite=Lax`;
    if (next === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
  };
  return (
    <button
      type="button"
      className={`${button['button']} ${button['quiet']}`}
      onClick={choose}
      aria-label={`Colours: ${word}. Change to ${faces[next].word}`}
      title={`Colours: ${word}`}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  );
}

export type { Theme } from '../theme.ts';
