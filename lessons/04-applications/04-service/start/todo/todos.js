// The things to do, in the database: a hash "todos" of number and text, and the last number that was given.
export function openTodos(database) {
  return {
    async add(text) {
      const number = await database.incr('last');
      await database.hSet('todos', String(number), text);
    },
    async remove(number) {
      await database.hDel('todos', number);
    },
    async list() {
      const all = Object.entries(await database.hGetAll('todos'));
      return all.map(([number, text]) => ({ number: Number(number), text })).sort((a, b) => a.number - b.number);
    },
  };
}
