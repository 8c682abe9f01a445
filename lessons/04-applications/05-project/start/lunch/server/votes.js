// The votes, in the database: a hash "votes" of meal and number.

// What a vote for each meal counts.
const weights = { soup: 1, pancakes: 2, dumplings: 1 };

export const meals = Object.keys(weights);

export function openVotes(database) {
  return {
    async add(meal) {
      await database.hIncrBy('votes', meal, weights[meal]);
    },
    async all() {
      const counted = await database.hGetAll('votes');
      return Object.fromEntries(meals.map((meal) => [meal, Number(counted[meal] ?? 0)]));
    },
  };
}
