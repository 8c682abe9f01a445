import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { command } from './command.ts';

export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  /** What to print when something failed. */
  readonly report: string;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numTotalTests: z.number(),
  numFailedTestSuites: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

export interface SuiteContext {
  readonly checkout: string;
  /** Where reports go. */
  readonly reports: string;
  readonly env: Readonly<Record<string, string>>;
}

/** `program` of node_modules, which either passes or not: one test. Whatever runs beside it comes first. */
export async function toolSuite(context: SuiteContext, program: string, ...args: string[]): Promise<SuiteResult> {
  const { code, output } = await command('nice', ['-n', '10', process.execPath, `node_modules/${program}`, ...args], {
    ...{ cwd: context.checkout, env: context.env, allowFailure: true },
  });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, report: output };
}

/** A vitest run; a skipped test counts as failed, for nothing here may be skipped. */
export async function vitestSuite(context: SuiteContext, name: string, config: string): Promise<SuiteResult> {
  const file = join(context.reports, `${name}.json`);
  await mkdir(context.reports, { recursive: true });
  const { code, output } = await command(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      config,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { cwd: context.checkout, env: context.env, allowFailure: true, timeoutMs: 40 * 60_000 },
  );
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, report: output };
  const report = vitestReport.parse(JSON.parse(text));
  const failed = report.numTotalTests - report.numPassedTests;
  // A file that can't be loaded has no tests to fail, but the run does.
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, report: output };
}

/** A Playwright run, called `name` in its reports; flaky and skipped count as failed. */
export async function playwrightSuite(context: SuiteContext, name: string, config: string): Promise<SuiteResult> {
  const file = join(context.reports, `${name}.json`);
  await mkdir(context.reports, { recursive: true });
  const { code, output } = await command(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--config', config, '--reporter=dot,json'],
    {
      cwd: context.checkout,
      env: { ...context.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      allowFailure: true,
      timeoutMs: 45 * 60_000,
    },
  );
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, report: output };
  const { stats } = playwrightReport.parse(JSON.parse(text));
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  return { passed: stats.expected, failed: failed === 0 && code !== 0 ? 1 : failed, report: output };
}

/**
 * A command of ours, called `name` in its reports, that ends with the line `N passed, N failed`. Of what it prints only
 * its lines with FAIL are told, each with those that are further in.
 */
export async function countedSuite(context: SuiteContext, name: string, args: readonly string[]): Promise<SuiteResult> {
  const { code, output } = await command(process.execPath, args, {
    cwd: context.checkout,
    env: context.env,
    allowFailure: true,
    timeoutMs: 30 * 60_000,
  });
  await mkdir(context.reports, { recursive: true });
  await writeFile(join(context.reports, `${name}.log`), output);
  const counts = /(\d+) passed, (\d+) failed\s*$/.exec(output.trim());
  if (counts === null) return { passed: 0, failed: 1, report: output };
  const failed = Number(counts[2]);
  const report = failuresIn(output) || output;
  return { passed: Number(counts[1]), failed: failed === 0 && code !== 0 ? 1 : failed, report };
}

function failuresIn(output: string): string {
  const depth = (line: string): number => line.search(/\S/);
  let inside = Infinity;
  const kept = output.split('\n').filter((line) => {
    if (/^\s*FAIL\b/.test(line)) inside = depth(line);
    else if (depth(line) <= inside) inside = Infinity;
    return inside !== Infinity;
  });
  return kept.join('\n');
}
