import type { Terminal } from '@xterm/xterm';

/** What the terminal keeps, as plain lines: all, or the last `rows` rows. A line that was wrapped is one. */
export function bufferText(terminal: Terminal, rows = Infinity): string {
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  for (let row = Math.max(0, buffer.length - rows); row < buffer.length; row += 1) {
    const line = buffer.getLine(row);
    if (line === undefined) continue;
    const text = line.translateToString(!(buffer.getLine(row + 1)?.isWrapped ?? false));
    const before = line.isWrapped ? lines.pop() : undefined;
    lines.push((before ?? '') + text);
  }
  return lines.join('\n').trimEnd();
}

/** The line under the cursor, from its beginning, also when that is some rows above. */
export function cursorLine(terminal: Terminal): string {
  const buffer = terminal.buffer.active;
  let row = buffer.baseY + buffer.cursorY;
  let text = buffer.getLine(row)?.translateToString(true) ?? '';
  while (row > 0 && buffer.getLine(row)?.isWrapped === true) {
    row -= 1;
    text = (buffer.getLine(row)?.translateToString() ?? '') + text;
  }
  return text;
}
