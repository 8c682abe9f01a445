/** All of a terminal that is not needed before the page can be read: xterm, its connection, and who types commands. */
export { createCommandRunner } from './command-runner.ts';
export { connectTerminal } from './terminal-connection.ts';
export { openScreen } from './terminal-screen.ts';
