/**
 * The text in a logs answer of a container without a terminal: frames of stream (1 byte), 0 0 0, length (4 bytes, big
 * endian), payload. A frame that is cut off, as in an answer that was cut, counts as far as it goes.
 */
export function demuxLogs(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= body.length) {
    const length = body.readUInt32BE(at + 4);
    parts.push(body.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts);
}
