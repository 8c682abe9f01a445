import { decode, encode } from 'dns-packet';
import { expect, test } from 'vitest';
import { answerQuery } from './name-server.ts';

const names = new Map([['packages.slipway', '10.212.0.1']]);
/** The types of dns-packet know nothing of rcode. */
const read = (reply: Buffer): ReturnType<typeof decode> & { rcode?: string } => decode(reply);
const ask = (name: string, type: 'A' | 'AAAA' | 'PTR' = 'A'): ReturnType<typeof read> => {
  const reply = answerQuery(encode({ type: 'query', id: 7, flags: 0x100, questions: [{ type, name }] }), names);
  if (reply === undefined) throw new Error('no answer');
  return read(reply);
};

test('knows its names, whatever their case', () => {
  expect(ask('Packages.Slipway').answers).toMatchObject([{ type: 'A', data: '10.212.0.1' }]);
});

test('says at once that everything else does not exist', () => {
  expect(ask('example.org')).toMatchObject({ id: 7, rcode: 'NXDOMAIN', answers: [] });
  expect(ask('1.0.212.10.in-addr.arpa', 'PTR').rcode).toBe('NXDOMAIN');
});

test('has no IPv6, which is not the same as no such name', () => {
  expect(ask('packages.slipway', 'AAAA')).toMatchObject({ rcode: 'NOERROR', answers: [] });
});

test('garbage gets an error or nothing', () => {
  expect(answerQuery(Buffer.from('hello'), names)).toBeUndefined();
  const garbage = Buffer.alloc(40, 0x3f);
  garbage[2] = 0;
  expect(read(answerQuery(garbage, names) ?? Buffer.alloc(0)).rcode).toBe('FORMERR');
  expect(answerQuery(encode({ type: 'response', id: 1 }), names)).toBeUndefined();
});
