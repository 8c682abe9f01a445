import { AppError } from '../../protocol/errors.ts';
import type { Preview } from '../preview/preview.ts';
import type { SandboxHandle } from '../sandbox/sandbox-handle.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Route, RouteInput } from './route.ts';

/** What previews need to know of a sandbox's ports. */
export function previewRoutes(sandboxes: Sandboxes, preview: (sandbox: SandboxHandle) => Preview): Route[] {
  const previewOf = ({ params, learner }: RouteInput): Preview =>
    preview(sandboxes.ownedBy(params['id'] ?? '', learner ?? '').live.handle);
  return [
    {
      method: 'GET',
      path: '/v1/sandboxes/:id/ports',
      access: 'sandbox',
      handle: async (input) => ({ status: 200, json: await previewOf(input).ports() }),
    },
    {
      method: 'GET',
      path: '/v1/sandboxes/:id/ports/:port/diagnosis',
      access: 'sandbox',
      handle: async (input) => ({
        status: 200,
        json: await previewOf(input).diagnose(portOf(input.params['port'])),
      }),
    },
  ];
}

/** A port in a path. Throws bad_request. */
export function portOf(text: string | undefined): number {
  const port = /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  throw new AppError('bad_request', `no port: ${String(text)}`, { hint: 'A port is a number from 1 to 65535.' });
}
