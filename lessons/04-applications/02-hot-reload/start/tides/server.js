// Shows the tides of a harbour on port 3000.
import { createServer } from 'node:http';
import Mustache from 'mustache';
import { tides } from './tides.js';

const page = `<!doctype html>
<title>Tides</title>
<h1>Tides in {{harbour}}</h1>
<ul>{{#high}}<li>high at {{.}}</li>{{/high}}</ul>
`;

createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(Mustache.render(page, tides));
}).listen(3000, () => console.log('tides of', tides.harbour));
