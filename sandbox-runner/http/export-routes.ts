import { AppError } from '../../protocol/errors.ts';
import { parse } from '../../protocol/parse.ts';
import { exportNameSchema } from '../../protocol/export.ts';
import type { ConnectedInside } from '../connect-inside.ts';
import { exportArchive } from '../export/export-archive.ts';
import type { Storage } from '../host/storage.ts';
import type { Checkpoints } from '../sandbox/checkpoints.ts';
import { volumeNames } from '../sandbox/live-sandbox.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Route, RouteAnswer, RouteInput } from './route.ts';

/** Each holds a CPU for as long as it takes to pack, so one for each volume. */
const maxAtOnce = 4;

interface ExportParts {
  readonly sandboxes: Sandboxes;
  readonly checkpoints: Checkpoints;
  readonly storage: Storage;
  readonly inside: Pick<ConnectedInside, 'exported'>;
}

/** A learner's work as an archive: of a machine that runs, and of a checkpoint, whose engine can't be asked. */
export function exportRoutes({ sandboxes, checkpoints, storage, inside }: ExportParts): Route[] {
  const underway = new Set<string>();
  const answer = (
    input: RouteInput,
    volumePath: string,
    engine: Parameters<typeof exportArchive>[0]['engine'],
  ): RouteAnswer => {
    const name = parse(exportNameSchema, input.query.get('name') ?? 'slipway', 'The name of the archive');
    if (underway.has(volumePath))
      throw new AppError('too_many_requests', `${volumePath} is being exported`, {
        hint: 'This work is being exported already. Wait until that download has ended.',
      });
    if (underway.size >= maxAtOnce)
      throw new AppError('too_many_requests', `${underway.size} exports are under way`, {
        hint: 'Others are exporting their work just now. Try again in a minute.',
      });
    underway.add(volumePath);
    const content = exportArchive({ name, volumePath, engine });
    content.once('close', () => underway.delete(volumePath));
    const headers = {
      'content-type': 'application/gzip',
      'content-disposition': `attachment; filename="${name}.tar.gz"`,
    };
    return { status: 200, stream: { content, headers } };
  };
  return [
    {
      method: 'GET',
      path: '/v1/sandboxes/:id/export',
      access: 'sandbox',
      handle(input) {
        const { handle } = sandboxes.ownedBy(input.params['id'] ?? '', input.learner ?? '').live;
        return answer(input, handle.volumePath, inside.exported(handle));
      },
    },
    {
      method: 'GET',
      path: '/v1/checkpoints/:id/export',
      access: 'site',
      handle(input) {
        const { id } = checkpoints.get(input.params['id'] ?? '', input.query.get('owner') ?? '');
        return answer(input, storage.path(volumeNames.checkpoint(id)), undefined);
      },
    },
  ];
}
