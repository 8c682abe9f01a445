// This program runs in the browser of whoever looks at the page. It asks the place where the page came from.
const list = document.querySelector('ul');
const form = document.querySelector('form');
const status = document.querySelector('[role=status]');

async function ask(path, options) {
  const answer = await fetch(`api${path}`, options);
  const body = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

async function show() {
  const notes = await ask('/notes');
  list.replaceChildren(...notes.map(itemOf));
  status.textContent = notes.length === 0 ? 'No notes yet.' : '';
}

function itemOf({ id, text }) {
  const item = document.createElement('li');
  const remove = document.createElement('button');
  remove.textContent = 'Done';
  remove.ariaLabel = `Done: ${text}`;
  remove.addEventListener('click', () => change(() => ask(`/notes/${id}`, { method: 'DELETE' })));
  item.append(text, ' ', remove);
  return item;
}

/** Does it, and shows what there is then. */
async function change(what = () => {}) {
  try {
    await what();
    await show();
  } catch (error) {
    status.textContent = `That did not work: ${error.message}`;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const body = JSON.stringify({ text: form.elements.text.value });
  form.reset();
  change(() => ask('/notes', { method: 'POST', headers: { 'content-type': 'application/json' }, body }));
});

change();
