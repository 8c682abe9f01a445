import './style.css';
import { describe, greeting } from './harbour.js';

const water = document.querySelector('#water');

function showBoats() {
  document.querySelector('p').textContent = describe(water.children.length);
}

document.querySelector('h1').textContent = greeting;
document.querySelector('button').onclick = () => {
  const boat = document.createElement('span');
  boat.className = 'boat';
  water.append(boat);
  showBoats();
};
showBoats();
