import { command } from './command.ts';

/** Generates the database client (prisma/generated), which no checkout has. `env`: the whole environment of the program. */
export async function generateDatabaseClient(checkout: string, env: Readonly<Record<string, string>>): Promise<void> {
  const program = 'node_modules/prisma/build/index.js';
  await command(process.execPath, [program, 'generate'], { cwd: checkout, env: { ...env, CHECKPOINT_DISABLE: '1' } });
}
