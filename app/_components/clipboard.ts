/**
 * Puts `text` on the clipboard. False: the browser did not let us. Without a secure context (a class on a bare address)
 * there is no clipboard API; then the browser copies what is selected in a field that nobody sees.
 */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await clipboard()?.writeText(text);
    if (clipboard() !== undefined) return true;
  } catch {
    // Refused, or the page has lost the focus: the older way may still do.
  }
  return copyBySelection(text);
}

/** What is on the clipboard; null: the browser does not let a page read it. */
export async function readClipboard(): Promise<string | null> {
  try {
    return (await clipboard()?.readText()) ?? null;
  } catch {
    return null;
  }
}

/** The types promise one, but browsers give it to pages with a secure origin only. */
function clipboard(): Clipboard | undefined {
  return (navigator as { readonly clipboard?: Clipboard }).clipboard;
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.style.cssText = 'position:fixed;inset:0 auto auto 0;opacity:0';
  // In an open dialog everything outside it is inert.
  (focused?.closest('dialog') ?? document.body).append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a secure context
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
