import { expect, test } from 'vitest';
import type { AppError } from '../../protocol/errors.ts';
import type { Clock } from './clock.ts';
import { Pool, type PoolOptions } from './pool.ts';

interface Item {
  readonly number: number;
  isAlive: boolean;
}

class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; action: () => void }[] = [];

  nowMs(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { at: this.#now + delayMs, action };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  async pass(ms: number): Promise<void> {
    this.#now += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
    for (const timer of due) timer.action();
    await settle();
  }
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

function setup(limits: Partial<PoolOptions<Item>['limits']> = {}, options: Partial<PoolOptions<Item>> = {}) {
  const clock = new FakeClock();
  const made: Item[] = [];
  const destroyed: number[] = [];
  const pool = new Pool<Item>({
    create: () => {
      const item = { number: made.length, isAlive: true };
      made.push(item);
      return Promise.resolve(item);
    },
    validate: (item) => Promise.resolve(item.isAlive),
    destroy: (item) => {
      destroyed.push(item.number);
      return Promise.resolve();
    },
    clock,
    limits: {
      idle: 2,
      concurrency: 2,
      acquireTimeoutMs: 1000,
      retryMs: 100,
      attempts: 3,
      refillDelayMs: 50,
      ...limits,
    },
    ...options,
  });
  return { pool, clock, made, destroyed };
}

test('keeps as many ready as wanted, hands them out warm and makes new ones', async () => {
  const { pool, clock } = setup();
  pool.refill();
  await settle();
  expect(pool.counters).toEqual({ idle: 2, creating: 0, used: 0, waiting: 0 });
  expect(await pool.acquire()).toMatchObject({ warm: true, item: { number: 0 } });
  expect(pool.counters).toEqual({ idle: 1, creating: 0, used: 1, waiting: 0 });
  await clock.pass(50);
  expect(pool.counters).toEqual({ idle: 2, creating: 0, used: 1, waiting: 0 });
});

test('with nothing ready it makes one for whoever asks', async () => {
  const { pool } = setup({ idle: 0 });
  expect(await pool.acquire()).toMatchObject({ warm: false });
  expect(pool.counters).toEqual({ idle: 0, creating: 0, used: 1, waiting: 0 });
});

test('an item that died while it waited is destroyed, and the next one handed out', async () => {
  const { pool, made, destroyed } = setup();
  pool.refill();
  await settle();
  const [first] = made;
  if (first) first.isAlive = false;
  expect((await pool.acquire()).item.number).toBe(1);
  await settle();
  expect(destroyed).toEqual([0]);
});

test('an acquire that times out says why the last creation failed', async () => {
  const reason = new Error('no disk');
  const { pool, clock } = setup({ idle: 0, attempts: 99 }, { create: () => Promise.reject(reason) });
  const refused = pool.acquire().catch((error: unknown) => error as AppError);
  await settle();
  await clock.pass(1000);
  expect(await refused).toMatchObject({ code: 'timed_out', cause: reason });
  expect(pool.counters.waiting).toBe(0);
});

test('an acquire gives up after so many failed creations, with a pause between', async () => {
  let tries = 0;
  const { pool, clock } = setup(
    { idle: 0, attempts: 2 },
    { create: () => Promise.reject(new Error(`try ${++tries}`)) },
  );
  const refused = pool.acquire().catch((error: unknown) => (error as Error).message);
  await settle();
  expect(tries).toBe(1);
  await clock.pass(100);
  expect(await refused).toBe('try 2');
});

test('never makes more at once than allowed, however many wait', async () => {
  let running = 0;
  let most = 0;
  const finish: (() => void)[] = [];
  const { pool } = setup(
    { idle: 0, concurrency: 2 },
    {
      create: async () => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => finish.push(resolve));
        running--;
        return { number: 0, isAlive: true };
      },
    },
  );
  const all = Promise.all([1, 2, 3, 4, 5].map(() => pool.acquire()));
  for (let made = 0; made < 5; made++) {
    await settle();
    finish.shift()?.();
  }
  expect(await all).toHaveLength(5);
  expect(most).toBe(2);
});

test('without room it makes none to be kept ready, but still what is asked for', async () => {
  const { pool } = setup({}, { mayRefill: () => false });
  pool.refill();
  await settle();
  expect(pool.counters.idle).toBe(0);
  expect(await pool.acquire()).toMatchObject({ warm: false });
});

test('wanting fewer destroys the surplus', async () => {
  const { pool, destroyed } = setup();
  pool.refill();
  await settle();
  pool.setIdle(0);
  expect(pool.counters.idle).toBe(0);
  await settle();
  expect(destroyed).toEqual([0, 1]);
});

test('release destroys, and discard only what is idle', async () => {
  const { pool, destroyed } = setup();
  pool.refill();
  await settle();
  const { item } = await pool.acquire();
  expect(pool.discard((other) => other === item)).toBe(false);
  await pool.release(item);
  expect(destroyed).toEqual([0]);
  expect(pool.discard((other) => other.number === 1)).toBe(true);
  await settle();
  expect(destroyed).toEqual([0, 1]);
});

test('close refuses who waits, destroys what is ready and what is still being made', async () => {
  const finish: (() => void)[] = [];
  const { pool, destroyed } = setup(
    { idle: 0 },
    {
      create: async () => {
        await new Promise<void>((resolve) => finish.push(resolve));
        return { number: 7, isAlive: true };
      },
    },
  );
  const refused = pool.acquire().catch((error: unknown) => (error as AppError).code);
  await settle();
  const closed = pool.close();
  expect(await refused).toBe('conflict');
  finish.shift()?.();
  await closed;
  expect(destroyed).toEqual([7]);
});
