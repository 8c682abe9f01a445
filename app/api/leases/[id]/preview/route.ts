import type { PreviewAccess } from '../../../../../protocol/preview.ts';
import { siteConfig } from '../../../../_server/env.ts';
import { requireLiveLease } from '../../../../_server/leases.ts';
import { isSecure } from '../../../../_server/origin.ts';
import { previewTemplate } from '../../../../_server/preview/address.ts';
import { previewKey } from '../../../../_server/preview/key.ts';
import { reader, respond } from '../../../../_server/respond.ts';

/** How the previews of a machine are opened, from a page that was opened as this request was. */
export function GET(request: Request, context: RouteContext<'/api/leases/[id]/preview'>): Promise<Response> {
  return respond(request, async (): Promise<PreviewAccess> => {
    const { id } = await context.params;
    const node = new URL(request.url).searchParams.get('node') ?? 'main';
    const lease = await requireLiveLease(id, await reader(request), node);
    const { preview, publicOrigins } = siteConfig();
    const host = request.headers.get('host') ?? '';
    const key = previewKey({ leaseId: lease.id, node });
    return { template: previewTemplate(key, { host, isSecure: isSecure(host, publicOrigins) }, preview) };
  });
}
