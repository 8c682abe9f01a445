import { expect, test } from 'vitest';
import { inFront } from '../_util/in-front.ts';
import { relay } from '../_util/relay.ts';
import { until } from '../_util/until.ts';

test('who reads what is typed is told, also through a flood; nobody attached knows nothing', async () => {
  await using it = await relay();
  const stranger = await it.browser();
  stranger.send({ type: 'foreground?' });
  expect(await stranger.message('foreground')).toMatchObject({ state: 'unknown', program: '' });

  const browser = await it.attached();
  await browser.sees('$');
  await inFront(browser, 'prompt');
  browser.type('yes\r');
  await until('flood', () => browser.position > 1_000_000);
  await inFront(browser, { program: 'yes' });
  browser.type('\x03');
  await inFront(browser, 'prompt');
});

test('a terminal that is hung up ends, and the next attach has a new shell', async () => {
  await using it = await relay();
  const browser = await it.attached();
  await browser.sees('$');
  const { epoch } = await browser.message('attached');
  browser.send({ type: 'hangup' });
  expect((await browser.message('exited')).code).toBe(129);
  const again = await it.attached();
  expect((await again.message('attached')).epoch).not.toBe(epoch);
});
