import { z } from 'zod';

/** Sandbox, lease, checkpoint ids: 20 random characters of [a-z0-9], about 103 bits; safe in paths, labels and URLs. */
export const idSchema = z.string().regex(/^[a-z0-9]{20}$/, 'an id is 20 characters of a-z and 0-9');

/** A slug, as part of a regular expression. */
export const slugPattern = '[a-z0-9][a-z0-9-]{0,62}';

/** Part of a path or a name on screen: course, lesson, step, check, terminal. */
export const slugSchema = z
  .string()
  .regex(new RegExp(`^${slugPattern}$`), 'use a-z, 0-9 and -, starting with a letter or digit');

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A fresh id that fits `idSchema`, from the platform's cryptographic random source. */
export function newId(): string {
  let id = '';
  while (id.length < 20) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 252 && id.length < 20) id += alphabet.charAt(byte % 36);
    }
  }
  return id;
}
