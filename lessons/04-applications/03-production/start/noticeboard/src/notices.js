export const notices = [
  'Lost: one red glove, near the ferry.',
  'Choir practice moves to Thursday.',
  'Who can lend me a long ladder?',
];
