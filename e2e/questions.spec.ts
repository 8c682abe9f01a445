import { siteUrl } from './env.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './axe.ts';

const questions = '/learn/checks/questions';

test('a quiz: no machine is needed, what is right is nowhere in the page before, and every choice explains itself', async ({
  learner,
}) => {
  const { page } = learner;
  const sent: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes(questions)) void response.text().then((text) => sent.push(text));
  });
  await learner.open(questions);
  const quiz = learner.check('kernel');
  await expect(quiz.getByRole('group', { name: 'What do two containers on one machine share?' })).toBeVisible();
  await expect.poll(() => sent.length).toBeGreaterThan(0);
  for (const secret of ['There is only one', 'root folder of its own', 'open-sesame', '"right"', 'isRight'])
    expect(sent.join(''), secret).not.toContain(secret);
  await expectAccessible(page, 'questions, unanswered');

  // By keyboard alone: arrows move among the choices, Enter answers.
  await quiz.getByRole('radio', { name: 'Their files' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(quiz.getByRole('status')).toHaveText('That is not right.');
  await expect(quiz).toContainText('Not right. Each has a root folder of its own.');
  await expect(quiz).not.toContainText('There is only one');
  await expectAccessible(page, 'a quiz answered wrongly');
  await page.keyboard.press('ArrowDown');
  await expect(quiz.getByRole('radio', { name: 'The kernel' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(quiz.getByRole('status')).toHaveText('That is right.');
  await expect(quiz).toContainText('Right. There is only one: uname shows the same in both.');
  await expect(quiz).toContainText('Not right. They do share something');
  await expect(quiz).toHaveAttribute('data-face', 'done');
  await expectAccessible(page, 'a quiz answered');

  await page.reload();
  await expect(learner.check('kernel')).toHaveAttribute('data-face', 'done');
  await expect(learner.check('kernel')).toContainText('Right. There is only one');
  await expect(learner.check('kernel').getByRole('radio', { name: 'The kernel' })).toBeChecked();
});

test('a quiz with several right choices comes after another, and is refused before', async ({ learner, context }) => {
  const { page } = learner;
  await learner.open(questions);
  const [first, second] = [learner.check('kernel'), learner.check('commands')];
  await expect(second.getByRole('status')).toHaveText('Comes after: What containers share');
  await second.getByRole('checkbox', { name: 'docker ps' }).check();
  await expect(second.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  const early = await context.request.post(`${siteUrl()}/api/lessons/checks/questions/quiz`, {
    headers: { origin: siteUrl() },
    data: { check: 'commands', choices: ['ps', 'ls'] },
  });
  expect(early.status()).toBe(409);
  expect(await early.text()).not.toContain('isRight');

  await first.getByRole('radio', { name: 'The kernel' }).check();
  await first.getByRole('button', { name: 'Check my answer' }).click();
  await expect(first).toHaveAttribute('data-face', 'done');
  await second.getByRole('button', { name: 'Check my answer' }).click();
  await expect(second.getByRole('status')).toContainText('not all that is right is chosen');
  await second.getByRole('checkbox', { name: 'docker images' }).check();
  await second.getByRole('button', { name: 'Check my answer' }).click();
  await expect(second.getByRole('status')).toContainText('1 of what is chosen is not right.');
  await expect(second).not.toContainText('The long form');
  await second.getByRole('checkbox', { name: 'docker images' }).uncheck();
  await second.getByRole('checkbox', { name: 'docker container ls' }).check();
  await second.getByRole('button', { name: 'Check my answer' }).click();
  await expect(second).toHaveAttribute('data-face', 'done');
  await expect(page.getByRole('status').filter({ hasText: 'Done: Which commands list containers' })).toHaveCount(1);
});

test('an answer is found on the machine, graded there, and what comes after it opens', async ({ learner, context }) => {
  const { page } = learner;
  await learner.open(questions);
  const token = learner.check('token');
  const field = token.getByRole('textbox', { name: 'What is the value of TOKEN in the container web?' });
  await expect(token.getByRole('status')).toContainText('start it first');
  await learner.startMachine();
  await field.fill('abracadabra');
  await field.press('Enter');
  await expect(token.getByRole('status')).toHaveText('abracadabra is not right.');
  await expect(learner.check('gone')).toContainText('Comes after: The token of web');
  expect(await page.content()).not.toContain('open-sesame');
  await expectAccessible(page, 'an answer given wrongly');

  await field.fill('“Open-Sesame”');
  await token.getByRole('button', { name: 'Answer' }).click();
  await expect(token).toHaveAttribute('data-face', 'done');
  await expect(token.getByRole('status')).toContainText('is right');
  await expect(learner.check('gone')).toContainText('still there');
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('docker rm -f web; touch done');
  await expect(learner.check('gone')).toHaveAttribute('data-face', 'done');

  // The machine learns of a quiz that was passed on the page: what comes after it is graded then.
  await expect(learner.check('both')).toContainText('Comes after: Which commands list containers');
  for (const data of [
    { check: 'kernel', choices: ['kernel'] },
    { check: 'commands', choices: ['ps', 'ls'] },
  ]) {
    const answer = await context.request.post(`${siteUrl()}/api/lessons/checks/questions/quiz`, {
      headers: { origin: siteUrl() },
      data,
    });
    expect(await answer.json()).toMatchObject({ passes: true });
  }
  await expect(learner.check('both')).toHaveAttribute('data-face', 'done');
  await expect(learner.check('commands')).toHaveAttribute('data-face', 'done');
});

test('answers that are none are refused in words, and tell nothing', async ({ learner, context }) => {
  await learner.open(questions);
  const post = (path: string, data: unknown) =>
    context.request.post(`${siteUrl()}/api/${path}`, { headers: { origin: siteUrl() }, data: data as object });
  const quiz = 'lessons/checks/questions/quiz';
  expect((await post(quiz, { check: 'token', choices: [] })).status()).toBe(404);
  expect((await post(quiz, { check: 'kernel', choices: 'kernel' })).status()).toBe(400);
  expect(await (await post(quiz, { check: 'kernel', choices: ['odd'] })).json()).toEqual({
    ...{ passes: false, found: 'Nothing is chosen yet.', choices: [] },
  });
  const start = await post('lessons/checks/questions/lease', undefined);
  const { id } = (await start.json()) as { id: string };
  await expect
    .poll(async () => (await post(`leases/${id}/answers`, { check: 'token', answer: 'x' })).status())
    .toBe(200);
  expect((await post(`leases/${id}/answers`, { check: 'kernel', answer: 'kernel' })).status()).toBe(404);
  expect((await post(`leases/${id}/answers`, { check: 'token', answer: 'x'.repeat(401) })).status()).toBe(400);
  expect((await post(`leases/${id}/answers`, { check: 'token', right: true, answer: 'x' })).status()).toBe(400);
});
