import { givenAnswerSchema } from '../../protocol/answers.ts';
import { AppError } from '../../protocol/errors.ts';
import { parseJson } from '../../protocol/parse.ts';
import { setChecksSchema } from '../../protocol/sandbox.ts';
import type { Grading } from '../sandbox/inside.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Route, RouteInput } from './route.ts';

/** What is graded in a sandbox: other checks, all of them at once, an answer to a question, one passed elsewhere. */
export function checkRoutes(sandboxes: Sandboxes): Route[] {
  const grading = (params: RouteInput['params']): Grading => {
    const found = sandboxes.lease(params['id'] ?? '').grading;
    if (found === undefined) throw new AppError('not_found', `sandbox ${params['id'] ?? ''} is not graded`);
    return found;
  };
  return [
    {
      method: 'PUT',
      path: '/v1/sandboxes/:id/checks',
      access: 'site',
      async handle({ params, body }) {
        const { checks, passed } = parseJson(setChecksSchema, await body(), 'The checks');
        await sandboxes.setChecks(params['id'] ?? '', checks, passed);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: '/v1/sandboxes/:id/checks/run',
      access: 'site',
      handle: async ({ params }) => ({ status: 200, json: await sandboxes.runChecks(params['id'] ?? '') }),
    },
    {
      method: 'POST',
      path: '/v1/sandboxes/:id/checks/:check/answer',
      access: 'site',
      async handle({ params, body }) {
        const given = parseJson(givenAnswerSchema, await body(), 'The answer');
        return { status: 200, json: await grading(params).answer(params['check'] ?? '', given) };
      },
    },
    {
      method: 'POST',
      path: '/v1/sandboxes/:id/checks/:check/pass',
      access: 'site',
      handle({ params }) {
        grading(params).pass(params['check'] ?? '');
        return { status: 204 };
      },
    },
  ];
}
