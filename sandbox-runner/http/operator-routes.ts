import type { Health } from '../../protocol/sandbox.ts';
import type { Metrics } from './metrics.ts';
import type { Route } from './route.ts';

/** For the site's and the operator's eyes. */
export function operatorRoutes(health: () => Promise<Health>, metrics: Metrics): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/health',
      access: 'site',
      handle: async () => ({ status: 200, json: await health() }),
    },
    {
      method: 'GET',
      path: '/livez',
      access: 'public',
      handle: () => Promise.resolve({ status: 200, text: { content: 'ok\n', type: 'text/plain' } }),
    },
    {
      method: 'GET',
      path: '/healthz',
      access: 'public',
      async handle() {
        const { ok, problems } = await health();
        const content = ok ? 'ok\n' : `not ok: ${problems.join(' ')}\n`;
        return { status: ok ? 200 : 503, text: { content, type: 'text/plain' } };
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      access: 'loopback',
      handle: async () => ({ status: 200, text: { content: await metrics.text(), type: metrics.contentType } }),
    },
  ];
}
