// Serves the finished page from the folder dist and counts the votes, on port 3000. They are kept in a Redis database.
import { createServer } from 'node:http';
import { createClient } from '@redis/client';
import { answer } from './answer.js';
import { readPages } from './pages.js';
import { openVotes } from './votes.js';

const url = process.env.DATABASE_URL ?? 'redis://localhost:6379';

function giveUp(error) {
  console.error(`No database at ${url}: ${error.code ?? error.message}`);
  process.exit(1);
}

const pages = readPages('dist');
const database = createClient({ url, socket: { reconnectStrategy: false } });
database.on('error', giveUp);
await database.connect().catch(giveUp);
process.on('SIGTERM', () => process.exit(0));

const votes = openVotes(database);
createServer(async (request, response) => {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  const { status, type, content } = await answer({ method: request.method, path: request.url, body }, pages, votes);
  response.writeHead(status, { 'content-type': type }).end(content);
}).listen(3000, () => console.log(`Lunch is served on port 3000, database at ${url}`));
