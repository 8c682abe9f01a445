import { readdir, readFile } from 'node:fs/promises';
import { connect } from './database.js';

/** Runs every file in migrations/ that this database has not had yet, in the order of their names. */
const folder = new URL('migrations/', import.meta.url);
const database = connect();
try {
  await database.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)');
  const { rows } = await database.query('SELECT name FROM migrations');
  const done = rows.map(({ name }) => name);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql') && !done.includes(name)).sort();
  for (const name of names) {
    await database.query(await readFile(new URL(name, folder), 'utf8'));
    await database.query('INSERT INTO migrations VALUES ($1)', [name]);
    console.log(`${name}: done`);
  }
  if (names.length === 0) console.log('Nothing to do: the database is up to date.');
} catch (error) {
  console.error(`The migration failed: ${error.message || error.code}`);
  process.exitCode = 1;
} finally {
  await database.end();
}
