import { z } from 'zod';

export const maxQueryChars = 100;

const markedSchema = z.array(z.strictObject({ text: z.string(), isHit: z.boolean() }));
/** Text in pieces, some of which are what was searched for. */
export type Marked = z.infer<typeof markedSchema>;

/** The answer of GET /api/search?q=: lessons, the best first, each with the steps in which it was found. */
export const searchAnswerSchema = z.strictObject({
  query: z.string(),
  /** Was anything found by words that are only similar? */
  isSimilar: z.boolean(),
  lessons: z.array(
    z.strictObject({
      href: z.string(),
      course: z.string(),
      title: markedSchema,
      summary: markedSchema,
      steps: z.array(z.strictObject({ href: z.string(), title: markedSchema, excerpt: markedSchema })),
    }),
  ),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
