import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, type ErrorCode } from '../../protocol/errors.ts';
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
    const spare = spareEngine(engine)(2000);
    expect(await after(100, spare.changes('a'))).toEqual(['a, read 1']);
    await vi.advanceTimersByTimeAsync(399);
    expect(await spare.changes('a')).toEqual(['a, read 1']);
    expect(await after(100, spare.changes('b'))).toEqual(['b, read 2']);
    expect(await after(100, spare.changes('a'))).toEqual(['a, read 3']);
  });

  it('asks again when the answer is older than it may be', async () => {
    const { engine } = engineThatTakes(100);
    const spare = spareEngine(engine);
    await after(100, spare(2000).changes('a'));
    await vi.advanceTimersByTimeAsync(200);
    expect(await spare(2000).changes('a')).toEqual(['a, read 1']);
    expect(await after(100, spare(150).changes('a'))).toEqual(['a, read 2']);
    expect(await after(100, spare(0).changes('a'))).toEqual(['a, read 3']);
  });

  it('gives one answer to all who ask meanwhile, unless it was begun too long ago', async () => {
    const { engine, asked } = engineThatTakes(1000);
    const spare = spareEngine(engine);
    const both = Promise.all([spare(300).changes('a'), spare(300).changes('a')]);
    await vi.advanceTimersByTimeAsync(400);
    expect(asked).toEqual(['a']);
    const late = after(1000, spare(300).changes('a'));
    await both;
    await late;
    expect(asked).toEqual(['a', 'a']);
  });

  it('asks again at once after a failure, but not one that goes on computing', async () => {
    let asked = 0;
    const failing = (code: ErrorCode): InnerEngine => ({
      ...connectInnerEngine('/nowhere'),
      async changes() {
        await new Promise((resolve) => setTimeout(resolve, 3000));
        throw new AppError(code, `failure ${(asked += 1)}`);
      },
    });
    const failure = async (changes: Promise<string[]>): Promise<string> => {
      const answer = changes.then(
        () => 'none',
        (error: unknown) => String(error),
      );
      return after(3000, answer);
    };
    const gone = spareEngine(failing('not_found'))(2000);
    expect(await failure(gone.changes('a'))).toContain('failure 1');
    expect(await failure(gone.changes('a'))).toContain('failure 2');
    const slow = spareEngine(failing('timed_out'))(20_000);
    expect(await failure(slow.changes('a'))).toContain('failure 3');
    expect(await failure(slow.changes('a'))).toContain('failure 3');
    await vi.advanceTimersByTimeAsync(12_000);
    expect(await failure(slow.changes('a'))).toContain('failure 4');
  });

  it('remembers fifty', async () => {
    const { engine, asked } = engineThatTakes(100);
    const spare = spareEngine(engine)(2000);
    await after(100, Promise.all(Array.from({ length: 60 }, (_, i) => spare.changes(`c${i}`))));
    await spare.changes('c10');
    expect(asked).toHaveLength(60);
    await after(100, spare.changes('c9'));
    expect(asked).toHaveLength(61);
  });
});
