import { signInSchema } from '../../../../protocol/instructor.ts';
import { parseJson } from '../../../../protocol/parse.ts';
import { signIn, signOut } from '../../../_server/instructor/instructor-session.ts';
import { bodyText, respond, writer } from '../../../_server/respond.ts';

/** Signs the browser in as an instructor's. */
export function POST(request: Request): Promise<Response> {
  return respond(request, async () => {
    await writer(request, 'signIn');
    await signIn(request, parseJson(signInSchema, await bodyText(request), 'The form'));
    return {};
  });
}

/** Signs it out. */
export function DELETE(request: Request): Promise<Response> {
  return respond(request, async () => {
    await writer(request, 'write');
    await signOut(request);
    return {};
  });
}
