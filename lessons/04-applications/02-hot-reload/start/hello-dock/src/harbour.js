// What the page says. It knows nothing of browsers, so it can be tested without one.
export const greeting = 'Hello, dock!';

export function describe(boats) {
  if (boats === 0) return 'The harbour is empty.';
  if (boats === 1) return 'One boat is in.';
  return `${boats} boats are in.`;
}
