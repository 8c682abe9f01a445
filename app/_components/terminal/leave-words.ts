const byQ = new Set(['top', 'htop', 'less', 'more', 'man', 'pager']);
const vis = new Set(['vi', 'vim', 'vim.tiny', 'view', 'nvim']);
const prompts = new Set([
  'bash',
  'sh',
  'ash',
  'dash',
  'zsh',
  'python',
  'python3',
  'node',
  'psql',
  'mysql',
  'su',
  'ssh',
]);

/** How one gets out of `program`: "with …". */
export function leaveWords(program: string): string {
  if (byQ.has(program)) return 'with the key q';
  if (vis.has(program)) return 'with Escape, then :q! and Enter';
  if (program === 'nano') return 'with Ctrl-X';
  if (program === 'docker') return 'with exit if you are inside a container, otherwise with Ctrl-C';
  return prompts.has(program) ? 'with exit or Ctrl-D' : 'with Ctrl-C';
}

/** Why nothing is typed while `program` has the terminal. */
export function busyWords(program: string): string {
  return `“${program}” is running in this terminal. End it first, ${leaveWords(program)}, or use another terminal.`;
}
