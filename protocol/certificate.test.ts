import { expect, test } from 'vitest';
import {
  certificateCodeSchema,
  certificateNameSchema,
  newCertificateCode,
  readCertificateCode,
  spacedCode,
} from './certificate.ts';

test('a code is read back as it is written on paper, and as people type it', () => {
  const code = newCertificateCode();
  expect(certificateCodeSchema.parse(code)).toBe(code);
  expect(spacedCode(code)).toMatch(/^....-....-....-....$/);
  expect(readCertificateCode(` ${spacedCode(code).toUpperCase()} `)).toBe(code);
  expect(readCertificateCode(code.slice(1))).toBeUndefined();
  expect(readCertificateCode('../../etc/passwd')).toBeUndefined();
});

test('no two codes are the same', () => {
  expect(new Set(Array.from({ length: 1000 }, newCertificateCode)).size).toBe(1000);
});

test('a name is one line that can be seen', () => {
  expect(certificateNameSchema.parse(' Ægir Þórsdóttir ')).toBe('Ægir Þórsdóttir');
  for (const wrong of ['', '   ', 'a\nb', 'a\u202eb', 'x'.repeat(81)])
    expect(certificateNameSchema.safeParse(wrong).success).toBe(false);
});
