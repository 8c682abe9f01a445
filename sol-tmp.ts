import { loadCourses } from './lesson-kit/load-courses.ts';
import { proveSolution } from './lesson-kit/prove/prove-solution.ts';
import { inSandbox } from './lesson-kit/prove/proof.ts';
import { connectRunner } from './lesson-kit/prove/runner-client.ts';
import { inParallel } from './lesson-kit/prove/prove-lessons.ts';
const runner = connectRunner('http://127.0.0.1:7171', process.env.SLIPWAY_TICKET_SECRET!);
const only = process.argv.slice(2);
const { courses } = await loadCourses(['/work/main/lessons']);
const lessons = courses.flatMap((c) => c.lessons).filter((l) => only.length === 0 || only.includes(l.id));
let ok = 0, bad = 0;
await inParallel(3, lessons, async (lesson) => {
  const proof = { lesson, runner, patience: { lineMs: 300_000, settleMs: 40_000 } };
  const prove = async (part: string, f: () => Promise<string>) => {
    try { await f(); ok++; } catch (e) { bad++; console.log('FAIL', lesson.id, part, (e as Error).message); }
  };
  await inSandbox(proof, (s) => proveSolution(proof, s, 'every', prove)).catch((e) => { bad++; console.log('FAIL', lesson.id, e.message); });
  console.log('done', lesson.id);
});
console.log(`${ok} passed, ${bad} failed`);
process.exit(0);
