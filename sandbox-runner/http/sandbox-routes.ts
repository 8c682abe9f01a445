import { parseJson } from '../../protocol/parse.ts';
import { addNodeSchema, createSandboxSchema, extendSchema, prepareSchema, stopSchema } from '../../protocol/sandbox.ts';
import type { Preparation } from '../sandbox/preparation.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Route } from './route.ts';

/** A request may carry a lesson's start files. */
const maxCreateBytes = 24 * 1024 * 1024;

/** Everything under /v1/sandboxes, and what is to be kept ready. */
export function sandboxRoutes(sandboxes: Sandboxes, preparation: Preparation): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/sandboxes',
      access: 'site',
      maxBodyBytes: maxCreateBytes,
      async handle({ body }) {
        const request = parseJson(createSandboxSchema, await body(), 'The request for a sandbox');
        return { status: 201, json: await sandboxes.create(request) };
      },
    },
    {
      method: 'GET',
      path: '/v1/sandboxes',
      access: 'site',
      handle: () => ({ status: 200, json: sandboxes.list() }),
    },
    {
      method: 'GET',
      path: '/v1/sandboxes/:id',
      access: 'site',
      handle: ({ params }) => ({ status: 200, json: sandboxes.get(params['id'] ?? '') }),
    },
    {
      method: 'DELETE',
      path: '/v1/sandboxes/:id',
      access: 'site',
      async handle({ params, body }) {
        const { reason } = parseJson(stopSchema, await body(), 'The request to stop a sandbox');
        return { status: 200, json: await sandboxes.stop(params['id'] ?? '', reason) };
      },
    },
    {
      method: 'POST',
      path: '/v1/sandboxes/:id/extend',
      access: 'site',
      async handle({ params, body }) {
        const { ttlMs } = parseJson(extendSchema, await body(), 'The request to extend a sandbox');
        return { status: 200, json: await sandboxes.extend(params['id'] ?? '', ttlMs) };
      },
    },
    {
      method: 'POST',
      path: '/v1/sandboxes/:id/nodes',
      access: 'site',
      async handle({ params, body }) {
        const { node } = parseJson(addNodeSchema, await body(), 'The request for a node');
        return { status: 201, json: await sandboxes.addNode(params['id'] ?? '', node) };
      },
    },
    {
      method: 'PUT',
      path: '/v1/prepare',
      access: 'site',
      async handle({ body }) {
        const { sets } = parseJson(prepareSchema, await body(), 'The sets to prepare');
        await preparation.set(sets);
        return { status: 202 };
      },
    },
  ];
}
