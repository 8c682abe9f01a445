import { AppError } from '../../../protocol/errors.ts';
import { siteConfig } from '../../_server/env.ts';
import { lessonsVersion } from '../../_server/lesson-preview/changes.ts';
import { respond } from '../../_server/respond.ts';

/** For an author's preview: whether lessons were edited since, and which folders are shown. Elsewhere there is nothing. */
export function GET(request: Request): Promise<Response> {
  return respond(request, () => {
    const { previewRoots } = siteConfig();
    if (previewRoots.length === 0)
      return Promise.reject(
        new AppError('not_found', 'no preview of lessons', { hint: 'This Slipway is not a preview of lessons.' }),
      );
    return Promise.resolve({ version: lessonsVersion(), roots: previewRoots });
  });
}
