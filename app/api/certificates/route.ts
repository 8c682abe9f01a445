import { makeCertificateSchema } from '../../../protocol/certificate.ts';
import { parseJson } from '../../../protocol/parse.ts';
import { makeCertificate } from '../../_server/certificates.ts';
import { bodyText, respond, writer } from '../../_server/respond.ts';

/** Makes the learner's certificate of a course, or of all, under the name that they typed; or makes it anew. */
export function PUT(request: Request): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const { course, name } = parseJson(makeCertificateSchema, await bodyText(request), 'the certificate');
    return { code: await makeCertificate(learnerId, course, name) };
  });
}
