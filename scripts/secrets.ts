import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The secret shared by site and runner of one installation: made once, readable by root only. */
export async function ticketSecret(dataDir: string): Promise<string> {
  return secretIn(dataDir, 'ticket', 32, 32);
}

/** The key by which instructors sign in: made once, readable by root only, and changed by changing its file. */
export async function instructorKey(dataDir: string): Promise<string> {
  return secretIn(dataDir, 'instructor', 20, 20);
}

/** Where the operator finds the key of instructors. */
export function instructorKeyFile(dataDir: string): string {
  return join(dataDir, 'secrets', 'instructor');
}

/** The secret `name`: what its file says, if that has `minChars`, or else `bytes` random ones. */
async function secretIn(dataDir: string, name: string, bytes: number, minChars: number): Promise<string> {
  const file = join(dataDir, 'secrets', name);
  const known = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (known.length >= minChars) return known;
  await mkdir(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 });
  const secret = randomBytes(bytes).toString('hex');
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
