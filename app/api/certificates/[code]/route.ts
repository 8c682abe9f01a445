import { withdrawCertificate } from '../../../_server/certificates.ts';
import { respond, writer } from '../../../_server/respond.ts';

/** Withdraws the learner's own certificate. */
export function DELETE(request: Request, context: RouteContext<'/api/certificates/[code]'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    await withdrawCertificate(learnerId, (await context.params).code);
    return {};
  });
}
