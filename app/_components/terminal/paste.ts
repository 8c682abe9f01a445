/** More than this is no text for a terminal; files come in another way. In characters. */
export const maxPasteChars = 1_000_000;

export type Paste =
  | { readonly kind: 'ready'; readonly text: string }
  /** Each line would be run at once: the learner is asked first. */
  | { readonly kind: 'ask'; readonly text: string; readonly lines: number }
  | { readonly kind: 'too-large'; readonly chars: number };

/**
 * What becomes of text from the clipboard. `runsLines`: what reads the terminal takes every line break for Enter, as a
 * shell does that does not know bracketed paste. Control characters, which could end the bracket, are left out.
 */
export function preparePaste(clipboard: string, runsLines: boolean): Paste {
  if (clipboard.length > maxPasteChars) return { kind: 'too-large', chars: clipboard.length };
  const clean = clipboard.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
  if (!runsLines) return { kind: 'ready', text: clean };
  // One line and the break after it, as whole lines are copied: the learner presses Enter.
  const text = clean.replace(/\n+$/, '');
  const lines = text.split('\n').length;
  return lines > 1 ? { kind: 'ask', text, lines } : { kind: 'ready', text };
}
