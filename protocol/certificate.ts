import { z } from 'zod';
import { slugSchema } from './ids.ts';

/** 16 characters that can't be taken for one another on paper, about 79 bits: nobody finds one by trying. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
export const certificateCodeSchema = z.string().regex(/^[2-9a-hjkmnp-z]{16}$/, 'a code has 16 characters');

/** A fresh code, from the platform's cryptographic random source. */
export function newCertificateCode(): string {
  let code = '';
  while (code.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 248 && code.length < 16) code += alphabet.charAt(byte % 31);
  }
  return code;
}

/** A code as it is read and typed: in groups of four. */
export function spacedCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/** The code in what somebody typed, capitals, hyphens and spaces forgiven; undefined if it is none. */
export function readCertificateCode(text: string): string | undefined {
  return certificateCodeSchema.safeParse(text.toLowerCase().replaceAll(/[\s-]/g, '')).data;
}

/** A name as a learner types it: one line, without invisible characters but spaces. */
export const certificateNameSchema = z
  .string()
  .trim()
  .min(1, 'a name has at least one character')
  .max(80, 'a name has at most 80 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'a name is one line of letters, spaces and signs');

/** Browser → site. `course` left out: a certificate of all courses. */
export const makeCertificateSchema = z.strictObject({ course: slugSchema.optional(), name: certificateNameSchema });
/** The site's answer. */
export const madeCertificateSchema = z.strictObject({ code: certificateCodeSchema });

const countSchema = z.number().int().min(0);
const certificateRowSchema = z.strictObject({
  title: z.string(),
  /** How many lessons, where the row is a course. */
  lessons: countSchema.nullable(),
  passed: countSchema,
  total: countSchema,
  /** ms since 1970; null: a project that is not all done. */
  doneAtMs: z.number().int().nullable(),
  isProject: z.boolean(),
  /** The result of the course's project, where the row is a course that has one. */
  project: z.strictObject({ passed: countSchema, total: countSchema }).nullable(),
});

/** What a certificate says, kept as it was when it was made. */
export const certificateFactsSchema = z.strictObject({
  /** Of the course; empty: of all courses. */
  title: z.string(),
  rows: z.array(certificateRowSchema).max(500),
});
export type CertificateRow = z.infer<typeof certificateRowSchema>;
export type CertificateFacts = z.infer<typeof certificateFactsSchema>;
