import './style.css';
import { notices } from './notices.js';

const list = document.querySelector('ul');
for (const notice of notices) {
  const item = document.createElement('li');
  item.textContent = notice;
  list.append(item);
}
