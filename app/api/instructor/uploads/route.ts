import { uploadQuerySchema } from '../../../../protocol/instructor.ts';
import { parse } from '../../../../protocol/parse.ts';
import { requireInstructor, writingInstructor } from '../../../_server/instructor/instructor-session.ts';
import { makeDraft } from '../../../_server/instructor/make-draft.ts';
import { workshop } from '../../../_server/instructor/workshop.ts';
import { respond } from '../../../_server/respond.ts';

/** All drafts and published uploads. */
export function GET(request: Request): Promise<Response> {
  return respond(request, async () => {
    await requireInstructor(request);
    return workshop();
  });
}

/** A new draft of the archive in the body; the query says what it is called and where it goes. */
export function PUT(request: Request): Promise<Response> {
  return respond(request, async () => {
    const instructor = await writingInstructor(request);
    const query = Object.fromEntries(new URL(request.url).searchParams);
    await makeDraft(request, parse(uploadQuerySchema, query, 'The upload'), instructor);
    return workshop();
  });
}
