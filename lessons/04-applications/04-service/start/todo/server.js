// A list of things to do, on port 3000. It is kept in a Redis database, without which there is nothing to serve.
import { createServer } from 'node:http';
import { createClient } from '@redis/client';
import { answer } from './answer.js';
import { openTodos } from './todos.js';

const url = process.env.DATABASE_URL ?? 'redis://localhost:6379';

function giveUp(error) {
  console.error(`No database at ${url}: ${error.code ?? error.message}`);
  process.exit(1);
}

const database = createClient({ url, socket: { reconnectStrategy: false } });
database.on('error', giveUp);
await database.connect().catch(giveUp);
process.on('SIGTERM', () => process.exit(0));

const todos = openTodos(database);
createServer(async (request, response) => {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  const { status, headers, text } = await answer({ method: request.method, path: request.url, body }, todos);
  response.writeHead(status, headers).end(text);
}).listen(3000, () => console.log(`Listening on port 3000, database at ${url}`));
