import type { RunnerApi } from './runner-api.ts';
import type { Measurement } from './statistics.ts';

/**
 * A sandbox with a running container and a volume is checkpointed once and restored `runs` times; a restore is done when
 * the runner answers, which is when engine and container run again.
 */
export async function measureRestores(api: RunnerApi, runs: number): Promise<Measurement> {
  const setup = [
    'docker volume create kept',
    'docker run -d --name web -v kept:/data busybox sh -c "date > /data/at; sleep 100000"',
  ];
  const source = await api.create({ presentImages: ['busybox'], setup });
  const checkpoint = await api.checkpoint(source.id);
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) {
    const at = performance.now();
    const restored = await api.create({ owner: source.owner, fromCheckpoint: checkpoint.id });
    samples.push(performance.now() - at);
    await api.stop(restored.id);
  }
  await api.stop(source.id);
  await api.removeCheckpoint(checkpoint.id);
  return {
    name: 'restore of a checkpoint, with its container running',
    unit: 'ms',
    samples,
    goal: 1500,
    better: 'lower',
  };
}
