import './style.css';
import { line } from './lines.js';

const list = document.querySelector('#meals');
const notice = document.querySelector('#notice');

function show(votes) {
  list.replaceChildren(
    ...Object.entries(votes).map(([meal, count]) => {
      const button = document.createElement('button');
      button.textContent = line(meal, count);
      button.addEventListener('click', () => ask({ method: 'POST', body: new URLSearchParams({ meal }) }));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
}

async function ask(request) {
  try {
    show(await (await fetch('/votes', request)).json());
    notice.textContent = '';
  } catch {
    notice.textContent = 'Nobody is here to count votes. This is only the page.';
  }
}

await ask();
