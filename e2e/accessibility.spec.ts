import { AxeBuilder } from '@axe-core/playwright';
import { expect, helloWorld, test } from './fixtures.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test.describe(`axe finds nothing: ${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('on any page, before and with a machine', async ({ learner, expectedErrors }) => {
        expectedErrors.push('404');
        const { page } = learner;
        const scan = async (what: string): Promise<void> => {
          const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude('.xterm').analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`),
            what,
          ).toEqual([]);
        };
        for (const path of ['/', '/learn/first-steps', '/no-such-page', helloWorld]) {
          await learner.open(path);
          await scan(path);
        }
        if (width < 900) {
          await page.getByRole('button', { name: 'Terminal', exact: true }).click();
          await scan('before a machine');
        }
        await learner.startMachine();
        await scan('with a machine');
        await page.getByTitle('Stop this machine').click();
        await scan('a question');
      });
    });
  }
}
