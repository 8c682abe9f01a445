import { ClipboardAddon } from '@xterm/addon-clipboard';
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { silenceReplies } from './silence-replies.ts';
import type { Screen } from './terminal-connection.ts';
import { terminalTheme, watchTheme } from './terminal-theme.ts';

export interface ScreenOptions {
  readonly isScreenReader: boolean;
  /** What was typed, or what the terminal answers to a program. */
  readonly onInput: (bytes: Uint8Array) => void;
  readonly onResize: () => void;
  /** Keys that belong to the page: true takes the key away from the terminal. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
}

export interface TerminalScreen extends Screen {
  focus(): void;
  /** What the terminal would send for these keys now: programs may have asked for other codes for the arrows. */
  encodeKeys(text: string): Uint8Array;
  setScreenReader(isOn: boolean): void;
  /** Everything that is kept, as plain lines. */
  text(): string;
  dispose(): void;
}

/** Opens a terminal in `element`, which it fills, follows in size, and owns until `dispose`. Knows no connection. */
export function openScreen(element: HTMLElement, options: ScreenOptions): TerminalScreen {
  const encoder = new TextEncoder();
  let isReplaying = false;
  const terminal = new Terminal({
    allowProposedApi: true,
    convertEol: false,
    cursorBlink: false,
    fontFamily: getComputedStyle(element).getPropertyValue('--font-mono'),
    fontSize: fontSize(element),
    lineHeight: 1.2,
    macOptionIsMeta: true,
    minimumContrastRatio: 4.5,
    screenReaderMode: options.isScreenReader,
    scrollback: 10_000,
    theme: terminalTheme(element),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  terminal.loadAddon(new WebLinksAddon((_event, uri) => window.open(uri, '_blank', 'noopener,noreferrer')));
  // Programs may set the clipboard (OSC 52), as editors do; none may read what else lies in it.
  terminal.loadAddon(
    new ClipboardAddon(undefined, {
      readText: () => '',
      writeText: (_selection, text) => navigator.clipboard.writeText(text),
    }),
  );
  const silencer = silenceReplies(terminal, () => isReplaying);
  terminal.onData((text) => options.onInput(encoder.encode(text)));
  terminal.onBinary((text) => options.onInput(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  terminal.onResize(options.onResize);
  terminal.attachCustomKeyEventHandler((event) => !options.takesKey(event) && !copies(terminal, event));
  terminal.open(element);
  terminal.textarea?.setAttribute('aria-label', 'Terminal of your machine. F6 leaves it.');
  drawFast(terminal);

  const refit = (): void => {
    // A hidden element has no size that a shell could use.
    if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit();
  };
  refit();
  const observer = new ResizeObserver(() => requestAnimationFrame(refit));
  observer.observe(element);
  const unwatch = watchTheme(() => {
    terminal.options.theme = terminalTheme(element);
  });

  return {
    size: () => ({ cols: Math.min(terminal.cols, 500), rows: Math.min(terminal.rows, 300) }),
    write(bytes, isReplay, onShown) {
      // xterm works off what is written in order and calls back between two writes: the flag is right for each.
      if (isReplay) terminal.write('', () => (isReplaying = true));
      terminal.write(bytes, () => {
        isReplaying = false;
        onShown();
      });
    },
    clear: () => terminal.reset(),
    notice: (text) => terminal.writeln(`\x1b[0;2m[${text}]\x1b[0m`),
    focus: () => terminal.focus(),
    encodeKeys: (text) =>
      encoder.encode(terminal.modes.applicationCursorKeysMode ? text.replace(/^\x1b\[([ABCD])$/, '\x1bO$1') : text),
    setScreenReader(isOn) {
      terminal.options.screenReaderMode = isOn;
    },
    text: () => bufferText(terminal),
    dispose() {
      unwatch();
      observer.disconnect();
      silencer.dispose();
      terminal.dispose();
    },
  };
}

/** 14 px at the browser's usual size of text, and a little less where a line would hold too few characters. */
function fontSize(element: HTMLElement): number {
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  return (element.clientWidth > 0 && element.clientWidth < 450 ? 12 : 14) * scale;
}

function drawFast(terminal: Terminal): void {
  try {
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose());
    terminal.loadAddon(webgl);
  } catch {
    // Without WebGL 2 xterm draws with the DOM, which is slower and looks the same.
  }
}

/** Ctrl+Shift+C copies, as in other terminals; Ctrl+Shift+V pastes by the browser's own doing. */
function copies(terminal: Terminal, event: KeyboardEvent): boolean {
  if (
    event.type !== 'keydown' ||
    !event.ctrlKey ||
    !event.shiftKey ||
    event.code !== 'KeyC' ||
    !terminal.hasSelection()
  )
    return false;
  event.preventDefault();
  void navigator.clipboard.writeText(terminal.getSelection()).catch(() => undefined);
  return true;
}

function bufferText(terminal: Terminal): string {
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  for (let row = 0; row < buffer.length; row += 1) {
    const line = buffer.getLine(row);
    if (line === undefined) continue;
    const text = line.translateToString(!(buffer.getLine(row + 1)?.isWrapped ?? false));
    const before = line.isWrapped ? lines.pop() : undefined;
    lines.push((before ?? '') + text);
  }
  return lines.join('\n').trimEnd();
}
