import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The secret shared by site and runner of one installation: made once, readable by root only. */
export async function ticketSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secrets', 'ticket');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined && known.length >= 32) return known;
  await mkdir(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString('hex');
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
