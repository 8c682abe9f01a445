import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectInnerEngine, type InnerEngine } from '../docker/inner-engine.ts';
import { spareEngine } from './spare-engine.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An engine that takes `tookMs` for each list of changes, and whom it was asked about. */
function engineThatTakes(tookMs: number): { readonly engine: InnerEngine; readonly asked: string[] } {
  const asked: string[] = [];
  const engine: InnerEngine = {
    ...connectInnerEngine('/nowhere'),
    async changes(id) {
      asked.push(id);
      const answer = [`${id}, read ${asked.length}`];
      await new Promise((resolve) => setTimeout(resolve, tookMs));
      return answer;
    },
  };
  return { engine, asked };
}

async function after<T>(ms: number, answer: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms);
  return answer;
}

describe('spareEngine', () => {
  it('asks again after four times what the answer took, of each container', async () => {
    const { engine } = engineThatTakes(100);
    const spare = spareEngine(engine);
    expect(await after(100, spare.changes('a'))).toEqual(['a, read 1']);
    await vi.advanceTimersByTimeAsync(399);
    expect(await spare.changes('a')).toEqual(['a, read 1']);
    expect(await after(100, spare.changes('b'))).toEqual(['b, read 2']);
    expect(await after(100, spare.changes('a'))).toEqual(['a, read 3']);
  });

  it('gives one answer to all who ask meanwhile', async () => {
    const { engine, asked } = engineThatTakes(100);
    const spare = spareEngine(engine);
    await after(100, Promise.all([spare.changes('a'), spare.changes('a'), spare.changes('a')]));
    expect(asked).toEqual(['a']);
  });

  it('asks again at once after a failure', async () => {
    let asked = 0;
    const engine: InnerEngine = {
      ...connectInnerEngine('/nowhere'),
      changes: () => Promise.reject(new Error(`failure ${(asked += 1)}`)),
    };
    const spare = spareEngine(engine);
    await expect(spare.changes('a')).rejects.toThrow('failure 1');
    await expect(spare.changes('a')).rejects.toThrow('failure 2');
  });

  it('remembers fifty', async () => {
    const { engine, asked } = engineThatTakes(100);
    const spare = spareEngine(engine);
    await after(100, Promise.all(Array.from({ length: 60 }, (_, i) => spare.changes(`c${i}`))));
    await spare.changes('c10');
    expect(asked).toHaveLength(60);
    await after(100, spare.changes('c9'));
    expect(asked).toHaveLength(61);
  });
});
