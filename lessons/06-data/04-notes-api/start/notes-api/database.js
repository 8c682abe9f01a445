import pg from 'pg';

/** Connections to the database that the variables DB_HOST, DB_NAME, DB_USER and DB_PASSWORD tell of. */
export function connect() {
  const { DB_HOST = 'localhost', DB_NAME = 'notes', DB_USER = 'postgres', DB_PASSWORD = '' } = process.env;
  const pool = new pg.Pool({
    host: DB_HOST,
    database: DB_NAME,
    user: DB_USER,
    password: DB_PASSWORD,
    connectionTimeoutMillis: 5000,
  });
  // A connection that breaks while nobody uses it: the next question opens another one.
  pool.on('error', (error) => console.error(`The database is gone: ${error.message}`));
  return pool;
}
