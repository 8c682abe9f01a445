import { z } from 'zod';
import { checkSchema } from './checks.ts';
import { slugPattern, slugSchema } from './ids.ts';
import { nodeCountSchema } from './node.ts';
import { placementQuestionSchema } from './placement.ts';
import { startFileSchema } from './start-file.ts';

/** `course.yaml`, beside the lesson folders of a course. */
export const courseFileSchema = z.strictObject({
  title: z.string().min(1).max(80).describe('At most 80 characters.'),
  summary: z.string().min(1).max(300).describe('One sentence on the home page.'),
  outcomes: z
    .array(z.string().max(160))
    .min(1)
    .max(12)
    .describe('What one will be able to do, as sentences that finish "You can …".'),
  after: z.array(slugSchema).max(8).default([]).describe('Courses that are better done before this one.'),
  placement: z
    .array(placementQuestionSchema)
    .max(12)
    .default([])
    .describe('Questions that tell who knows a part of it already where to start.'),
});
export type CourseFile = z.infer<typeof courseFileSchema>;

/** One check id, or a list of them; read as a list. */
const coveredBySchema = z
  .union([slugSchema, z.array(slugSchema).min(1).max(20)])
  .transform((checks) => (typeof checks === 'string' ? [checks] : checks));

/** A folder of another lesson's `start/` that belongs to this lesson's, too. */
const startFromSchema = z.strictObject({
  lesson: z
    .string()
    .regex(new RegExp(`^${slugPattern}/${slugPattern}$`), 'name a lesson as COURSE/LESSON')
    .describe('COURSE/LESSON, in the same lessons folder.'),
  folder: startFileSchema.shape.path.describe('In its `start/`.'),
  to: startFileSchema.shape.path.describe('In the home.'),
});
export type StartFrom = z.infer<typeof startFromSchema>;

/** The YAML at the head of `lesson.mdx`. One way to write each field; unknown keys are errors. */
export const lessonFrontmatterSchema = z.strictObject({
  title: z.string().min(1).max(80).describe('At most 80 characters.'),
  summary: z.string().min(1).max(300).describe('What the lesson is about, in at most 300 characters.'),
  minutes: z.number().int().min(1).max(90).describe('Honest working time for a beginner.'),
  covers: z
    .record(slugSchema, coveredBySchema)
    .default({})
    .describe(
      'What of the syllabus this lesson teaches: each id with the check, or the list of checks, that shows it.',
    ),
  after: z
    .array(z.string().regex(new RegExp(`^${slugPattern}(/${slugPattern})?$`), 'name a lesson, or COURSE/LESSON'))
    .max(8)
    .default([])
    .describe(
      'Lessons that are better done before this one, besides those above it: LESSON of this course, or COURSE/LESSON.',
    ),
  project: z
    .boolean()
    .default(false)
    .describe(
      "The course's final project: an exercise without a recipe, graded as a whole. The last lesson of its course.",
    ),
  images: z
    .array(z.string().max(256))
    .default([])
    .describe('Images that the learner pulls during the lesson; they must be in the classroom registry.'),
  present: z
    .array(z.string().max(256))
    .default([])
    .describe('Images that are already on the machine when the learner arrives.'),
  startFrom: z
    .array(startFromSchema)
    .max(8)
    .default([])
    .describe("Folders of other lessons' `start/` that are put into the home too."),
  account: z
    .boolean()
    .default(false)
    .describe(
      "The file registry-account in the home has the learner's name and password at the registry that takes pushes.",
    ),
  nodes: nodeCountSchema
    .optional()
    .describe('So many machines on one network, named node1, node2, …; left out: a single one.'),
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
