import { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

/**
 * Draws with WebGL while the terminal is visible: browsers give a page few contexts, and take the oldest away. Without
 * WebGL 2, or when the context is lost, xterm draws with the DOM, which is slower and has wider cells: `onChange` follows
 * each change of the two while the terminal is seen.
 */
export function fastDrawing(terminal: Terminal, onChange: () => void): { setVisible(isVisible: boolean): void } {
  let webgl: WebglAddon | null = null;
  let isImpossible = false;
  const stop = (): void => {
    webgl?.dispose();
    webgl = null;
  };
  const start = (): void => {
    if (webgl !== null || isImpossible) return;
    try {
      const made = new WebglAddon();
      made.onContextLoss(() => {
        stop();
        onChange();
      });
      terminal.loadAddon(made);
      webgl = made;
      onChange();
    } catch {
      isImpossible = true;
    }
  };
  return { setVisible: (isVisible) => (isVisible ? start() : stop()) };
}
