// What the service answers: the page with the list, a new thing to do, and one that is done.
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => text.replace(/[&<>"]/g, (character) => escapes[character]);

const line = ({ number, text }) =>
  `<li><form method="post" action="/done">${escape(text)} <button name="number" value="${number}">done</button></form></li>`;

const page = (todos) => `<!doctype html>
<title>To do</title>
<h1>To do</h1>
<ul>
${todos.map(line).join('\n')}
</ul>
<form method="post" action="/todos"><input name="text" aria-label="What is to be done"> <button>Add</button></form>
`;

export async function answer({ method, path, body }, todos) {
  const fields = new URLSearchParams(body);
  if (method === 'GET' && path === '/') {
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text: page(await todos.list()) };
  }
  if (method === 'GET' && path === '/todos') {
    const text = JSON.stringify(await todos.list()) + '\n';
    return { status: 200, headers: { 'content-type': 'application/json' }, text };
  }
  if (method === 'POST' && path === '/todos') {
    const text = fields.get('text')?.trim();
    if (!text) return { status: 400, headers: {}, text: 'Say in the field "text" what is to be done.\n' };
    await todos.add(text);
    return { status: 303, headers: { location: '/' }, text: '' };
  }
  if (method === 'POST' && path === '/done') {
    await todos.remove(fields.get('number') ?? '');
    return { status: 303, headers: { location: '/' }, text: '' };
  }
  return { status: 404, headers: {}, text: 'There is no such page.\n' };
}
