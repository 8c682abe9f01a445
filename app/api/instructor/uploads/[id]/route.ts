import { writingInstructor } from '../../../../_server/instructor/instructor-session.ts';
import { deleteUpload } from '../../../../_server/instructor/publish-upload.ts';
import { workshop } from '../../../../_server/instructor/workshop.ts';
import { respond } from '../../../../_server/respond.ts';

/** Deletes a draft. */
export function DELETE(request: Request, context: RouteContext<'/api/instructor/uploads/[id]'>): Promise<Response> {
  return respond(request, async () => {
    await writingInstructor(request);
    await deleteUpload((await context.params).id);
    return workshop();
  });
}
