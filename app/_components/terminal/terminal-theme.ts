import type { ITheme } from '@xterm/xterm';

const names = {
  background: 'ground',
  foreground: 'ink',
  cursor: 'cursor',
  cursorAccent: 'ground',
  selectionBackground: 'selection',
  scrollbarSliderBackground: 'selection',
  scrollbarSliderHoverBackground: 'bright-black',
  scrollbarSliderActiveBackground: 'bright-black',
  black: 'black',
  red: 'red',
  green: 'green',
  yellow: 'yellow',
  blue: 'blue',
  magenta: 'magenta',
  cyan: 'cyan',
  white: 'white',
  brightBlack: 'bright-black',
  brightRed: 'bright-red',
  brightGreen: 'bright-green',
  brightYellow: 'bright-yellow',
  brightBlue: 'bright-blue',
  brightMagenta: 'bright-magenta',
  brightCyan: 'bright-cyan',
  brightWhite: 'bright-white',
} as const satisfies Partial<Record<keyof ITheme, string>>;

/** The terminal's colours, from tokens.css as it applies to `element` now. */
export function terminalTheme(element: Element): ITheme {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    Object.entries(names).map(([key, token]) => [key, style.getPropertyValue(`--term-${token}`).trim()]),
  );
}

/** Calls `onChange` when colours or size may have changed: the reader chose others, or their system did. */
export function watchTheme(onChange: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-projector'] });
  dark.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', onChange);
  };
}
