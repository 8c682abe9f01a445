import { fileURLToPath } from 'node:url';
import { migrate } from './migrate.ts';

/** `node --import tsx prisma/migrate-main.ts`: brings the database of DATABASE_URL up to date. The site does it by itself. */
const databaseUrl = process.env.DATABASE_URL;
if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set: say which database to bring up to date');
const applied = await migrate(databaseUrl, fileURLToPath(new URL('./migrations', import.meta.url)));
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
