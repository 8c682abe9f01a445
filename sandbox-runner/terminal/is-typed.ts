/**
 * Answers that a terminal emulator gives by itself: cursor position, device attributes, mode and colour reports, focus
 * in and out. They come over the same way as keys, also while nobody is there.
 */
const reply = /^(?:\x1b\[[?>=]?[\d;]*\$?[cRnyt]|\x1b\[[IO]|\x1b[P\]][^\x07\x1b]{0,200}(?:\x07|\x1b\\))+$/;

/** Did a person type (or paste, click, scroll) this? */
export function isTyped(input: Buffer): boolean {
  if (input.length === 0) return false;
  return input.length > 4096 || input[0] !== 0x1b || !reply.test(input.toString('latin1'));
}
