/**
 * Cuts a stream of bytes into lines (without the line break). `feed` throws what `tooLong`
 * gives as soon as a line is longer than `maxBytes`, whether or not it ever ends.
 */
export function createLineSplitter(maxBytes: number, tooLong: () => Error): { feed(chunk: Buffer): string[] } {
  let parts: Buffer[] = [];
  let bytes = 0;
  const add = (part: Buffer): void => {
    bytes += part.length;
    if (bytes > maxBytes) throw tooLong();
    parts.push(part);
  };
  return {
    feed(chunk) {
      const lines: string[] = [];
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        add(chunk.subarray(start, end));
        lines.push(Buffer.concat(parts).toString('utf8').trimEnd());
        parts = [];
        bytes = 0;
        start = end + 1;
      }
      if (start < chunk.length) add(chunk.subarray(start));
      return lines;
    },
  };
}
