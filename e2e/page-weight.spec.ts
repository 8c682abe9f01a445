import { expect, helloWorld, test } from './fixtures.ts';

/** How many bytes that is: `npm run bench`. */
test('a lesson loads neither terminal, editor, graph nor parser before one of them is needed', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  await page.goto(helloWorld, { waitUntil: 'networkidle' });
  const texts = await Promise.all(scripts.map(async (url) => (await page.request.get(url)).text()));
  expect(texts.length).toBeGreaterThan(3);
  for (const heavy of ['xterm-helper-textarea', 'monaco-editor', 'react-flow__', 'ZodType'])
    expect(texts.filter((text) => text.includes(heavy))).toEqual([]);
});
