import type { Lesson } from '../../lesson-kit/course.ts';

/** A machine without a lesson, as a lesson without a text: its leases have this id in the place of a lesson's. */
export const freePlay: Lesson = {
  ...{ id: 'play', course: '', slug: 'play', dir: '', file: '', version: '', body: '' },
  ...{
    title: 'Free play',
    summary: 'One to five machines on one network, without a lesson, to try things out.',
    minutes: 1,
  },
  ...{
    covers: {},
    after: [],
    project: false,
    images: [],
    present: [],
    setup: [],
    checks: [],
    steps: [],
    startFrom: [],
    startFiles: [],
  },
  solution: { parts: [], problem: null },
  account: false,
  nodes: 1,
};
