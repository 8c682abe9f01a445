/** What the page does instead of the terminal when a key is pressed in it. */
export type ScreenKey = 'copy' | 'copy-or-nothing' | 'paste' | 'search' | 'menu' | 'bigger' | 'smaller' | 'usual-size';

export interface KeySituation {
  readonly hasSelection: boolean;
  /** A program fills the screen: it may have a meaning of its own for Ctrl-V. */
  readonly isFullScreen: boolean;
}

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Undefined: the key is the terminal's. */
export function screenKey(event: Key, { hasSelection, isFullScreen }: KeySituation): ScreenKey | undefined {
  if (event.altKey) return undefined;
  const isMod = event.ctrlKey !== event.metaKey;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey && !isMod)) return 'menu';
  if (!isMod) return undefined;
  if (isLetter(event, 'c')) {
    // With Shift the browser would open its own tools.
    if (event.shiftKey) return event.ctrlKey ? 'copy-or-nothing' : undefined;
    return hasSelection ? 'copy' : undefined;
  }
  if (isLetter(event, 'v')) return event.metaKey || event.shiftKey || !isFullScreen ? 'paste' : undefined;
  if (isLetter(event, 'f')) return event.metaKey !== event.shiftKey ? 'search' : undefined;
  if (event.key === '+' || event.key === '=') return 'bigger';
  if (event.key === '-') return 'smaller';
  return event.key === '0' ? 'usual-size' : undefined;
}

/** The letter that is printed on the key; on keyboards of other scripts, the one at its place. */
function isLetter({ key, code }: Key, letter: string): boolean {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === letter : code === `Key${letter.toUpperCase()}`;
}
