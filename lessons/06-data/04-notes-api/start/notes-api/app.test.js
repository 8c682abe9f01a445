import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApp } from './app.js';

/** Notes in memory instead of a database. */
function memory() {
  const notes = new Map();
  let last = 0;
  const put = (id, text) => notes.set(id, { id, text }).get(id);
  return {
    list: async () => [...notes.values()],
    get: async (id) => notes.get(id),
    add: async (text) => put(++last, text),
    change: async (id, text) => (notes.has(id) ? put(id, text) : undefined),
    remove: async (id) => (notes.delete(id) ? { id } : undefined),
  };
}

const broken = { list: () => Promise.reject(Object.assign(new Error('no table'), { code: '42P01' })) };
const servers = [];
let url;

const listen = (notes) =>
  new Promise((resolve) => {
    const server = createApp(notes).listen(0, () => resolve(`http://localhost:${server.address().port}`));
    servers.push(server);
  });

const ask = async (method, path, body) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
  return [answer.status, answer.status === 204 ? null : await answer.json()];
};

before(async () => {
  url = await listen(memory());
});
after(() => servers.forEach((server) => server.close()));

test('a note is written, read, changed and removed', async () => {
  assert.deepEqual(await ask('POST', '/notes', { text: ' Buy rope ' }), [201, { id: 1, text: 'Buy rope' }]);
  assert.deepEqual(await ask('GET', '/notes/1'), [200, { id: 1, text: 'Buy rope' }]);
  assert.deepEqual(await ask('PUT', '/notes/1', { text: 'Buy two' }), [200, { id: 1, text: 'Buy two' }]);
  assert.deepEqual(await ask('GET', '/notes'), [200, [{ id: 1, text: 'Buy two' }]]);
  assert.deepEqual(await ask('DELETE', '/notes/1'), [204, null]);
  assert.deepEqual(await ask('GET', '/notes'), [200, []]);
});

test('what can not be is refused', async () => {
  assert.equal((await ask('POST', '/notes', {}))[0], 400);
  assert.equal((await ask('GET', '/notes/x'))[0], 400);
  assert.equal((await ask('GET', '/notes/7'))[0], 404);
  assert.equal((await ask('PUT', '/notes/7', { text: 'x' }))[0], 404);
  assert.equal((await ask('DELETE', '/notes/7'))[0], 404);
  assert.equal((await ask('GET', '/boats'))[0], 404);
});

test('a database without a table is told of', async () => {
  url = await listen(broken);
  const [status, { error }] = await ask('GET', '/notes');
  assert.equal(status, 503);
  assert.match(error, /run the migration/);
});
