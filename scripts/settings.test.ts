import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../sandbox-runner/config.ts';
import { readSettings } from './settings.ts';

const example = join(import.meta.dirname, '../.env.example');

async function checkoutWith(text?: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-settings-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  if (text === undefined) await cp(example, join(dir, '.env'));
  else await writeFile(join(dir, '.env'), text);
  return dir;
}

test('.env.example changes nothing: every line is the default', async () => {
  const bare = readSettings(await checkoutWith(''), {});
  const settings = readSettings(await checkoutWith(), {});
  expect({ ...settings, env: {} }).toEqual({ ...bare, env: {} });
});

test('.env.example is a valid environment for the runner, and its defaults too', () => {
  const secret = { SLIPWAY_TICKET_SECRET: 'x'.repeat(32) };
  expect(readConfig({ ...parseEnv(readFileSync(example, 'utf8')), ...secret })).toEqual(readConfig(secret));
});

test('the environment wins over .env', async () => {
  const checkout = await checkoutWith('SLIPWAY_PORT=4000\nSLIPWAY_HOST=0.0.0.0\n');
  expect(readSettings(checkout, { SLIPWAY_PORT: '5000' }).site).toMatchObject({ port: 5000, host: '0.0.0.0' });
});

test('wrong settings are named all at once', async () => {
  const checkout = await checkoutWith('SLIPWAY_PORT=eighty\nSLIPWAY_DATA=relative\n');
  expect(() => readSettings(checkout, {})).toThrow(/SLIPWAY_PORT[\s\S]*SLIPWAY_DATA|SLIPWAY_DATA[\s\S]*SLIPWAY_PORT/);
  expect(() => readSettings(checkout, {})).toThrow(/an absolute path/);
});

test('previews get a port of their own where other machines open the site and there are no names', async () => {
  const checkout = await checkoutWith('');
  const portWith = (env: Record<string, string>) => readSettings(checkout, env).preview.port;
  expect(portWith({})).toBeUndefined();
  expect(portWith({ SLIPWAY_HOST: '0.0.0.0' })).toBe(3001);
  expect(portWith({ SLIPWAY_HOST: '0.0.0.0', SLIPWAY_PORT: '80' })).toBe(81);
  expect(portWith({ SLIPWAY_HOST: '0.0.0.0', SLIPWAY_PREVIEW_DOMAIN: 'preview.example.org' })).toBeUndefined();
  expect(portWith({ SLIPWAY_HOST: '0.0.0.0', SLIPWAY_PREVIEW_DOMAIN: 'none' })).toBe(3001);
  expect(portWith({ SLIPWAY_HOST: '0.0.0.0', SLIPWAY_PREVIEW_PORT: '0' })).toBeUndefined();
  expect(portWith({ SLIPWAY_PREVIEW_PORT: '4001' })).toBe(4001);
});
