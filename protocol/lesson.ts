import { z } from 'zod';
import { checkSchema } from './checks.ts';
import { slugSchema } from './ids.ts';

/** `course.yaml`, beside the lesson folders of a course. */
export const courseFileSchema = z.strictObject({
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(300).describe('One sentence on the home page.'),
  outcomes: z
    .array(z.string().max(160))
    .min(1)
    .max(12)
    .describe('What one will be able to do, as sentences that finish "You can …".'),
});
export type CourseFile = z.infer<typeof courseFileSchema>;

/** The YAML at the head of `lesson.mdx`. One way to write each field; unknown keys are errors. */
export const lessonFrontmatterSchema = z.strictObject({
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(300),
  minutes: z.number().int().min(1).max(90).describe('Honest working time for a beginner.'),
  covers: z.array(slugSchema).default([]).describe('Ids of the syllabus that this lesson teaches and checks.'),
  images: z
    .array(z.string().max(256))
    .default([])
    .describe('Images that the learner pulls during the lesson; they must be in the classroom registry.'),
  present: z
    .array(z.string().max(256))
    .default([])
    .describe('Images that are already on the machine when the learner arrives.'),
  setup: z
    .array(z.string().min(1).max(4000))
    .max(20)
    .default([])
    .describe('Shell commands run as the learner before the learner sees the machine.'),
  checks: z
    .array(checkSchema)
    .max(100)
    .default([])
    .describe('Everything that is graded. Shown where the text says <Check id="…" />.'),
});
export type LessonFrontmatter = z.infer<typeof lessonFrontmatterSchema>;
