// Without a database: a stand-in knows just the commands that are used.
import assert from 'node:assert/strict';
import test from 'node:test';
import { answer } from './answer.js';
import { meals, openVotes } from './votes.js';

function standIn() {
  const counts = new Map();
  return {
    hIncrBy: async (_key, meal, by) => counts.set(meal, (counts.get(meal) ?? 0) + by),
    hGetAll: async () => Object.fromEntries(counts),
  };
}

const pages = new Map([['/', { type: 'text/html', content: 'the page' }]]);
const get = (path, votes) => answer({ method: 'GET', path, body: '' }, pages, votes);
const vote = (meal, votes) => answer({ method: 'POST', path: '/votes', body: `meal=${meal}` }, pages, votes);

test('at first nobody has voted', async () => {
  const { content } = await get('/votes', openVotes(standIn()));
  assert.deepEqual(JSON.parse(content), { soup: 0, pancakes: 0, dumplings: 0 });
});

for (const meal of meals) {
  test(`a vote for ${meal} counts one`, async () => {
    const { content } = await vote(meal, openVotes(standIn()));
    assert.equal(JSON.parse(content)[meal], 1);
  });
}

test('what is not cooked gets no votes', async () => {
  const votes = openVotes(standIn());
  assert.equal((await vote('pizza', votes)).status, 400);
  assert.equal((await vote('constructor', votes)).status, 400);
  assert.deepEqual(await votes.all(), { soup: 0, pancakes: 0, dumplings: 0 });
});

test('the page, and no others', async () => {
  const votes = openVotes(standIn());
  assert.equal((await get('/', votes)).content, 'the page');
  assert.equal((await get('/elsewhere', votes)).status, 404);
});
