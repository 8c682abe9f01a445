// What stands on the button of a meal. It knows nothing of browsers, so it can be tested without one.
export function line(meal, count) {
  if (count === 0) return `${meal}: no votes yet`;
  return `${meal}: ${count} ${count === 1 ? 'vote' : 'votes'}`;
}
