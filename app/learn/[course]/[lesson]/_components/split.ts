import type { Layout } from 'react-resizable-panels';

export const splitCookie = 'slipway_split';
const standard: Layout = { text: 42, machine: 58 };

/** The split that the reader left, from the cookie's value: the text's share in percent. */
export function readSplit(cookie: string | undefined): Layout {
  const text = Number(cookie);
  return Number.isFinite(text) && text >= 15 && text <= 85 ? { text, machine: 100 - text } : standard;
}

/** Keeps the split in a cookie, so that the next page comes with it and nothing jumps. */
export function rememberSplit(layout: Layout): void {
  const text = layout['text'];
  if (text !== undefined) document.cookie = `${splitCookie}=${text.toFixed(1)}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
