import { parseJson } from '../../protocol/parse.ts';
import { createCheckpointSchema } from '../../protocol/sandbox.ts';
import type { Checkpoints } from '../sandbox/checkpoints.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Route } from './route.ts';

/** Taking, listing and deleting checkpoints; restoring one is POST /v1/sandboxes with `fromCheckpoint`. */
export function checkpointRoutes(sandboxes: Sandboxes, checkpoints: Checkpoints): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/sandboxes/:id/checkpoints',
      access: 'site',
      async handle({ params, body }) {
        const { name, kind } = parseJson(createCheckpointSchema, await body(), 'The request for a checkpoint');
        const lease = sandboxes.aloneLease(params['id'] ?? '');
        return { status: 201, json: await checkpoints.create(lease, name, kind) };
      },
    },
    {
      method: 'GET',
      path: '/v1/checkpoints',
      access: 'site',
      handle: () => ({ status: 200, json: checkpoints.list() }),
    },
    {
      method: 'DELETE',
      path: '/v1/checkpoints/:id',
      access: 'site',
      async handle({ params }) {
        await checkpoints.remove(params['id'] ?? '');
        return { status: 204 };
      },
    },
  ];
}
