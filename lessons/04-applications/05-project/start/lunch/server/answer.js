// What the service answers: the pages, the votes so far, and the votes after one more.
import { meals } from './votes.js';

const json = (value) => ({ status: 200, type: 'application/json', content: JSON.stringify(value) + '\n' });
const text = (status, content) => ({ status, type: 'text/plain; charset=utf-8', content });

export async function answer({ method, path, body }, pages, votes) {
  if (path === '/votes' && method === 'GET') return json(await votes.all());
  if (path === '/votes' && method === 'POST') {
    const meal = new URLSearchParams(body).get('meal');
    if (!meals.includes(meal)) return text(400, `The field "meal" must be one of these: ${meals.join(', ')}.\n`);
    await votes.add(meal);
    return json(await votes.all());
  }
  const page = method === 'GET' ? pages.get(path) : undefined;
  return page === undefined ? text(404, 'There is no such page.\n') : { status: 200, ...page };
}
