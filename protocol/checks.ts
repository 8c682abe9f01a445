import { z } from 'zod';
import { answerMeta, answerShape } from './checks/answer.ts';
import { composeMeta, composeShape } from './checks/compose.ts';
import { containerMeta, containerShape } from './checks/container.ts';
import { execMeta, execShape } from './checks/exec.ts';
import { checkFields, faultless } from './checks/fields.ts';
import { fileFault, fileMeta, fileShape } from './checks/file.ts';
import { allMeta, allShape, anyMeta, anyShape, notMeta, notShape } from './checks/groups.ts';
import { happenedFault, happenedMeta, happenedShape } from './checks/happened.ts';
import { httpMeta, httpShape } from './checks/http.ts';
import { imageMeta, imageShape } from './checks/image.ts';
import { networkMeta, networkShape } from './checks/network.ts';
import { quizFault, quizMeta, quizShape } from './checks/quiz.ts';
import { registryMeta, registryShape } from './checks/registry.ts';
import { nodeMeta, nodeShape, serviceMeta, serviceShape, swarmMeta, swarmShape } from './checks/swarm.ts';
import { volumeMeta, volumeShape } from './checks/volume.ts';
import { slugSchema } from './ids.ts';

export { containerStates } from './checks/container.ts';

const simpleFacts = [
  z.strictObject(containerShape),
  z.strictObject(imageShape),
  z.strictObject(networkShape),
  z.strictObject(volumeShape),
  z.strictObject(registryShape),
  z.strictObject(fileShape).superRefine(faultless(fileFault)),
  z.strictObject(httpShape),
  z.strictObject(happenedShape).superRefine(faultless(happenedFault)),
  z.strictObject(composeShape),
  z.strictObject(swarmShape),
  z.strictObject(nodeShape),
  z.strictObject(serviceShape),
  z.strictObject(execShape),
] as const;
const simpleFactSchema = z.discriminatedUnion('kind', simpleFacts);
const groupedFactSchema = z.discriminatedUnion('kind', [
  ...simpleFacts,
  z.strictObject(allShape(simpleFactSchema)),
  z.strictObject(anyShape(simpleFactSchema)),
  z.strictObject(notShape(simpleFactSchema)),
]);

/**
 * Something that holds on a learner's machine or does not. The closed list of kinds; each has its judge in
 * sandbox-runner/grading/checks/. Groups hold facts, at most two deep.
 */
export const factSchema = z.discriminatedUnion('kind', [
  ...simpleFacts,
  z.strictObject(allShape(groupedFactSchema)),
  z.strictObject(anyShape(groupedFactSchema)),
  z.strictObject(notShape(groupedFactSchema)),
]);

const fields = {
  ...checkFields,
  mistakes: z
    .array(
      z.strictObject({
        when: factSchema.describe('What is so when this mistake was made.'),
        say: z.string().min(1).max(400).describe('What the learner then reads as found.'),
        lookAt: z.string().min(1).max(200).optional().describe('A command that shows it.'),
      }),
    )
    .max(10)
    .default([])
    .describe('Mistakes that are known to be made. While the check fails, the first that is so is told.'),
};

/** A check is data: a fact, a question for a value, or a quiz, with what a lesson needs around it. */
export const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...fields, ...containerShape }).meta(containerMeta),
  z.strictObject({ ...fields, ...imageShape }).meta(imageMeta),
  z.strictObject({ ...fields, ...networkShape }).meta(networkMeta),
  z.strictObject({ ...fields, ...volumeShape }).meta(volumeMeta),
  z.strictObject({ ...fields, ...registryShape }).meta(registryMeta),
  z
    .strictObject({ ...fields, ...fileShape })
    .superRefine(faultless(fileFault))
    .meta(fileMeta),
  z.strictObject({ ...fields, ...httpShape }).meta(httpMeta),
  z
    .strictObject({ ...fields, ...happenedShape })
    .superRefine(faultless(happenedFault))
    .meta(happenedMeta),
  z.strictObject({ ...fields, ...composeShape }).meta(composeMeta),
  z.strictObject({ ...fields, ...swarmShape }).meta(swarmMeta),
  z.strictObject({ ...fields, ...nodeShape }).meta(nodeMeta),
  z.strictObject({ ...fields, ...serviceShape }).meta(serviceMeta),
  z.strictObject({ ...fields, ...execShape }).meta(execMeta),
  z.strictObject({ ...fields, ...allShape(groupedFactSchema) }).meta(allMeta),
  z.strictObject({ ...fields, ...anyShape(groupedFactSchema) }).meta(anyMeta),
  z.strictObject({ ...fields, ...notShape(groupedFactSchema) }).meta(notMeta),
  z.strictObject({ ...fields, ...answerShape }).meta(answerMeta),
  z
    .strictObject({ ...fields, ...quizShape })
    .superRefine(faultless(quizFault))
    .meta(quizMeta),
]);
export const checksSchema = z.array(checkSchema).max(200);
export type Check = z.infer<typeof checkSchema>;
export type AnswerCheck = Extract<Check, { kind: 'answer' }>;
export type QuizCheck = Extract<Check, { kind: 'quiz' }>;

export type SimpleFact = z.infer<typeof simpleFactSchema>;
interface Group<K extends string> {
  readonly kind: K;
  readonly of: readonly Fact[];
  readonly lookAt?: string | undefined;
}
export type GroupFact = Group<'all'> | Group<'any'> | Group<'not'>;
export type Fact = SimpleFact | GroupFact;
export type FactOf<K extends SimpleFact['kind']> = Extract<SimpleFact, { kind: K }>;
export type ContainerFact = FactOf<'container'>;
export type ImageFact = FactOf<'image'>;

/** What a check or a fact is made of, without groups and without its known mistakes. A question is made of none. */
export function factsIn(check: Check | Fact): SimpleFact[] {
  if (check.kind === 'answer' || check.kind === 'quiz') return [];
  return check.kind === 'all' || check.kind === 'any' || check.kind === 'not' ? check.of.flatMap(factsIn) : [check];
}

/**
 * pass; fail; waiting: an `after` check has not passed yet; skipped: its step was jumped over, so that the machine shows
 * nothing about the learner; undecided: what it asks for could not be read.
 */
export const verdicts = ['pass', 'fail', 'waiting', 'skipped', 'undecided'] as const;

export const checkResultSchema = z.strictObject({
  id: slugSchema,
  verdict: z.enum(verdicts),
  expected: z.string().max(600),
  found: z.string().max(600),
  lookAt: z.string().max(200),
  /** The moment that this verdict was reached, ms since 1970. */
  atMs: z.number().int(),
  /** From the engine's event that caused this grading to this verdict; null when no event did. */
  sinceEventMs: z.number().nullable(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;
