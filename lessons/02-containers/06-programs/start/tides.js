// Prints when the tide is high, from the hours given after its name.
const hours = process.argv.slice(2).map(Number);
if (hours.length === 0) {
  console.error('Give me the hours of the first high tide of some days.');
  process.exit(2);
}
for (const hour of hours) console.log(`high at ${hour}:00 and at ${(hour + 12) % 24}:25`);
