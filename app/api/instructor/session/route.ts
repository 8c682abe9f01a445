import { signInSchema } from '../../../../protocol/instructor.ts';
import { parseJson } from '../../../../protocol/parse.ts';
import { signIn, signOut } from '../../../_server/instructor/instructor-session.ts';
import { bodyText, respond, writer } from '../../../_server/respond.ts';

/** Signs the browser in as an instructor's. */
export function POST(request: Request): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'signIn');
    const given = parseJson(signInSchema, await bodyText(request), 'The form');
    return done(await signIn(request, learnerId, given));
  });
}

/** Signs it out. */
export function DELETE(request: Request): Promise<Response> {
  return respond(request, async () => {
    await writer(request, 'write');
    return done(await signOut(request));
  });
}

function done(cookie: string): Response {
  return Response.json({}, { headers: { 'cache-control': 'no-store', 'set-cookie': cookie } });
}
