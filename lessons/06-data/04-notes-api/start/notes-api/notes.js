/** The notes in a table of PostgreSQL; `database` is a pool of connections. What is not there is undefined. */
export function createNotes(database) {
  const one = async (query, values) => (await database.query(query, values)).rows[0];
  return {
    list: async () => (await database.query('SELECT id, text FROM notes ORDER BY id')).rows,
    get: (id) => one('SELECT id, text FROM notes WHERE id = $1', [id]),
    add: (text) => one('INSERT INTO notes (text) VALUES ($1) RETURNING id, text', [text]),
    change: (id, text) => one('UPDATE notes SET text = $2 WHERE id = $1 RETURNING id, text', [id, text]),
    remove: (id) => one('DELETE FROM notes WHERE id = $1 RETURNING id', [id]),
  };
}
