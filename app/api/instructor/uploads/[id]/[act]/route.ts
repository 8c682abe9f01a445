import { AppError } from '../../../../../../protocol/errors.ts';
import { publishSchema, renameSchema, uploadActs, type UploadAct } from '../../../../../../protocol/instructor.ts';
import { parseJson } from '../../../../../../protocol/parse.ts';
import { writingInstructor, type Instructor } from '../../../../../_server/instructor/instructor-session.ts';
import { beginProof, stopProof } from '../../../../../_server/instructor/prove-upload.ts';
import { publishUpload, renameUpload, withdrawUpload } from '../../../../../_server/instructor/publish-upload.ts';
import { workshop } from '../../../../../_server/instructor/workshop.ts';
import { bodyText, respond } from '../../../../../_server/respond.ts';

/** One act with an upload: protocol/instructor.ts. Answers with all uploads as they are then. */
export function POST(request: Request, context: RouteContext<'/api/instructor/uploads/[id]/[act]'>): Promise<Response> {
  return respond(request, async () => {
    const instructor = await writingInstructor(request);
    const { id, act } = await context.params;
    await actOn(id, requireAct(act), await bodyText(request), instructor);
    return workshop();
  });
}

function requireAct(act: string): UploadAct {
  const known = uploadActs.find((one) => one === act);
  if (known === undefined) throw new AppError('not_found', `no act ${act}`, { hint: 'This address does not exist.' });
  return known;
}

async function actOn(id: string, act: UploadAct, body: string, instructor: Instructor): Promise<void> {
  switch (act) {
    case 'test':
      return beginProof(id);
    case 'stop':
      stopProof(id);
      return;
    case 'withdraw':
      return withdrawUpload(id);
    case 'publish':
      return publishUpload(id, instructor, parseJson(publishSchema, body, 'The request'));
    case 'rename':
      return renameUpload(id, parseJson(renameSchema, body, 'The name').name);
  }
}
