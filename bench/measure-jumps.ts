import { Learner } from './learner.ts';
import { prompt, until } from './measure-starts.ts';
import type { RunnerApi } from './runner-api.ts';
import type { Measurement } from './statistics.ts';

const lesson = 'bench/steps';
const step = 'look';

/**
 * `runs` learners, one after the other, each jump from the lesson's beginning to a step that begins with a container running:
 * from the click, over the checkpoint that can undo it, until engine and container of the new machine run and its prompt is there.
 */
export async function measureJumps(site: string, api: RunnerApi, runs: number): Promise<Measurement> {
  await until(() => isMade(api), 120_000, `the beginning of the step ${step}`);
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) {
    const learner = new Learner(site);
    await learner.arrive();
    const first = await learner.start(lesson);
    const at = performance.now();
    const second = await learner.jump(first.id, step);
    const terminal = await learner.terminal(second.id);
    await terminal.until(prompt);
    samples.push(performance.now() - at);
    terminal.close();
    await learner.stop(lesson);
    // Removing them is work too, which would be measured with the next jump.
    await until(async () => (await api.sandboxCount()) === 0, 60_000, 'the machines to go');
  }
  return {
    name: 'jump to a step, with its container running',
    unit: 'ms',
    samples,
    goal: 1500,
    better: 'lower',
  };
}

async function isMade(api: RunnerApi): Promise<boolean> {
  const recipe = (await api.recipes()).find((one) => one.lesson === lesson);
  if (typeof recipe?.problem === 'string') throw new Error(`${lesson}: ${recipe.problem}`);
  return recipe?.made.includes(step) === true;
}
