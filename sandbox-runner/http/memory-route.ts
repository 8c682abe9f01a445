import type { MemoryUse } from '../../protocol/sandbox.ts';
import type { Lease } from '../sandbox/lease.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Route } from './route.ts';

/** How much memory a sandbox has needed: authors are told of it when they test a lesson. */
export function memoryRoute(sandboxes: Sandboxes, peakOf: (lease: Lease) => Promise<number | null>): Route {
  return {
    method: 'GET',
    path: '/v1/sandboxes/:id/memory',
    access: 'site',
    async handle({ params }) {
      const peakBytes = await peakOf(sandboxes.lease(params['id'] ?? ''));
      return { status: 200, json: { peakBytes } satisfies MemoryUse };
    },
  };
}
