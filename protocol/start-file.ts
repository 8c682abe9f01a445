import { z } from 'zod';

/** A file put into the learner's home before the learner sees it. `path` is relative and stays inside the home. */
export const startFileSchema = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(400)
    .refine(
      (p) => !p.startsWith('/') && !p.split('/').includes('..') && !p.includes('\0'),
      'a relative path without ..',
    ),
  contentBase64: z.base64().max(4 * 1024 * 1024),
  executable: z.boolean().default(false),
});
