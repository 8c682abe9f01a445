// Says once what is still to be done, and ends. The database is that of the service "todo".
import { createClient } from '@redis/client';

const url = process.env.DATABASE_URL ?? 'redis://localhost:6379';

function giveUp(error) {
  console.error(`No database at ${url}: ${error.code ?? error.message}`);
  process.exit(1);
}

const database = createClient({ url, socket: { reconnectStrategy: false } });
database.on('error', giveUp);
await database.connect().catch(giveUp);

const todos = Object.values(await database.hGetAll('todos'));
console.log(`Still to be done: ${todos.length === 0 ? 'nothing' : todos.join(', ')}.`);
process.exit(0);
