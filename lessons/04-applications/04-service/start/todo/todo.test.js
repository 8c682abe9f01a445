// Without a database: a stand-in knows just the commands that are used.
import assert from 'node:assert/strict';
import test from 'node:test';
import { answer } from './answer.js';
import { openTodos } from './todos.js';

function standIn() {
  let last = 0;
  const todos = new Map();
  return {
    incr: async () => (last += 1),
    hSet: async (_key, number, text) => todos.set(number, text),
    hDel: async (_key, number) => todos.delete(number),
    hGetAll: async () => Object.fromEntries(todos),
  };
}

const post = (path, body, todos) => answer({ method: 'POST', path, body }, todos);
const get = (path, todos) => answer({ method: 'GET', path, body: '' }, todos);

test('what was added is listed, in order', async () => {
  const todos = openTodos(standIn());
  await post('/todos', 'text=buy+rope', todos);
  await post('/todos', 'text=paint+the+boat', todos);
  assert.deepEqual(JSON.parse((await get('/todos', todos)).text), [
    { number: 1, text: 'buy rope' },
    { number: 2, text: 'paint the boat' },
  ]);
});

test('what is done is gone, and its number is not given again', async () => {
  const todos = openTodos(standIn());
  await post('/todos', 'text=buy+rope', todos);
  await post('/done', 'number=1', todos);
  await post('/todos', 'text=paint+the+boat', todos);
  assert.deepEqual(await todos.list(), [{ number: 2, text: 'paint the boat' }]);
});

test('nothing is not a thing to do', async () => {
  const todos = openTodos(standIn());
  assert.equal((await post('/todos', 'text=+', todos)).status, 400);
  assert.deepEqual(await todos.list(), []);
});

test('text stays text on the page', async () => {
  const todos = openTodos(standIn());
  await todos.add('<b>sail</b>');
  assert.match((await get('/', todos)).text, /&lt;b&gt;sail/);
});

test('other pages there are none', async () => {
  assert.equal((await get('/elsewhere', openTodos(standIn()))).status, 404);
});
