import { z } from 'zod';
import { idSchema, slugSchema } from './ids.ts';

/** The largest archive that can be uploaded. */
export const maxArchiveBytes = 32 * 1024 * 1024;

export const signInSchema = z.strictObject({
  key: z.string().min(1).max(200),
  /** Shown to other instructors beside what was uploaded. */
  name: z.string().trim().max(40).default(''),
});

/** Something that lint says. `file` is relative to the folder of courses: `01-networks/02-names/lesson.mdx`. */
export const uploadProblemSchema = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  message: z.string(),
  isWarning: z.boolean(),
});
export type UploadProblem = z.infer<typeof uploadProblemSchema>;

const time = z.iso.datetime();

/** What the proof of one lesson found so far; `ms` null: it is not over. */
export const provedLessonSchema = z.object({
  id: z.string(),
  title: z.string(),
  ms: z.number().nullable(),
  findings: z.array(z.object({ part: z.string(), detail: z.string(), holds: z.boolean() })),
});

/** A test on the server. `interrupted`: the site was stopped meanwhile. */
export const proofSchema = z.object({
  state: z.enum(['running', 'passed', 'failed', 'stopped', 'interrupted']),
  startedAt: time,
  endedAt: time.nullable(),
  /** Lessons in all, those that were not begun too. */
  total: z.number().int(),
  lessons: z.array(provedLessonSchema),
});
export type Proof = z.infer<typeof proofSchema>;

/** What is kept beside an uploaded lesson or course, in its `upload.json`. */
export const uploadRecordSchema = z.object({
  id: idSchema,
  kind: z.enum(['lesson', 'course']),
  /** The slug of its course, and of the lesson if it is one. */
  course: slugSchema,
  lesson: slugSchema.nullable(),
  title: z.string(),
  fileName: z.string(),
  files: z.number().int(),
  bytes: z.number().int(),
  uploadedAt: time,
  uploadedBy: z.string(),
  publishedAt: time.nullable(),
  publishedBy: z.string().nullable(),
  problems: z.array(uploadProblemSchema),
  proof: proofSchema.nullable(),
});
export type UploadRecord = z.infer<typeof uploadRecordSchema>;

/** What publishing a draft would do: `taken`: a lesson that was not uploaded here has its name. */
export const standingSchema = z.enum(['new', 'replaces', 'taken']);
export type Standing = z.infer<typeof standingSchema>;

/** An upload as its page shows it. */
export const uploadViewSchema = uploadRecordSchema.extend({
  isPublished: z.boolean(),
  standing: standingSchema,
  lessons: z.array(z.object({ id: z.string(), title: z.string() })),
  /** What the test does just now; null: none runs. */
  doing: z.string().nullable(),
});
export type UploadView = z.infer<typeof uploadViewSchema>;

/** Everything that the page of instructors shows. */
export const workshopSchema = z.object({
  uploads: z.array(uploadViewSchema),
  /** The courses into which a lesson can go. */
  courses: z.array(z.object({ slug: z.string(), title: z.string() })),
});
export type Workshop = z.infer<typeof workshopSchema>;

/** What goes with an archive, in the address of its request. */
export const uploadQuerySchema = z.strictObject({
  /** The name of the archive's file. */
  file: z.string().min(1).max(300),
  /** For a lesson: into which course it goes; `new`: one of its own, as the next two say. */
  course: z.union([slugSchema, z.literal('')]).default(''),
  title: z.string().trim().max(80).default(''),
  outcome: z.string().trim().max(160).default(''),
});
export type UploadQuery = z.infer<typeof uploadQuerySchema>;

export const uploadActs = ['test', 'stop', 'publish', 'withdraw', 'rename'] as const;
export type UploadAct = (typeof uploadActs)[number];

export const publishSchema = z.strictObject({
  /** Says that who publishes has read that no test has passed. */
  unproved: z.boolean().default(false),
  /** Says that who publishes has read that an older one is replaced. */
  replace: z.boolean().default(false),
});

export const renameSchema = z.strictObject({ name: slugSchema });
