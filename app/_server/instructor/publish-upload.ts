import { AppError } from '../../../protocol/errors.ts';
import type { Instructor } from './instructor-session.ts';
import { hasErrors, lintUpload } from './lint-upload.ts';
import { renameFolder } from './make-draft.ts';
import { proofOf, requireUntested } from './prove-upload.ts';
import { isReplacedBy } from './standing.ts';
import {
  changeUploads,
  dropUpload,
  lessonsIn,
  listPublished,
  moveUpload,
  requireUpload,
  writeRecord,
} from './upload-store.ts';
import { standingNow } from './workshop.ts';

/**
 * Publishes a draft. What it replaces becomes a draft again. Throws conflict: it has errors, a lesson that was not uploaded
 * has its name, or it needs a word that was not given: `unproved`, `replace`.
 */
export async function publishUpload(
  id: string,
  instructor: Instructor,
  said: { readonly unproved: boolean; readonly replace: boolean },
): Promise<void> {
  await changeUploads(async () => {
    requireUntested(id);
    const upload = await requireUpload(id);
    const { record } = upload;
    if (upload.isPublished) return;
    const problems = await lintUpload(upload.dir);
    if (hasErrors(problems)) {
      await writeRecord(upload.dir, { ...record, problems });
      throw refusal('It has errors, which are listed below it. Correct them, and upload it again.');
    }
    const standing = await standingNow(record);
    if (standing === 'taken')
      throw refusal(
        `Slipway itself, or a lessons folder of this installation, has a ${record.kind} of this name. Give yours another name first.`,
      );
    if (standing === 'replaces' && !said.replace)
      throw refusal('There is a published one with this name. Say that it shall be replaced.');
    if (proofOf(record).proof?.state !== 'passed' && !said.unproved)
      throw refusal('No test has passed. Test it first, or say that it shall be published all the same.');
    const older = (await listPublished()).filter((one) => isReplacedBy(one.record, record));
    const publishedAt = new Date().toISOString();
    await moveUpload(upload, { ...record, problems, publishedAt, publishedBy: instructor.name }, true);
    // From now on the newest counts; the older ones only have to go out of the way.
    for (const one of older) await moveUpload(one, { ...one.record, publishedAt: null, publishedBy: null }, false);
  });
}

/** Takes a published upload from the site; it is a draft again. Learners' progress stays. */
export async function withdrawUpload(id: string): Promise<void> {
  await changeUploads(async () => {
    const upload = await requireUpload(id);
    if (!upload.isPublished) return;
    await moveUpload(upload, { ...upload.record, publishedAt: null, publishedBy: null }, false);
  });
}

/** Deletes a draft. Throws conflict for what is published or being tested. */
export async function deleteUpload(id: string): Promise<void> {
  await changeUploads(async () => {
    requireUntested(id);
    const upload = await requireUpload(id);
    if (upload.isPublished) throw refusal('It is published. Withdraw it first, then delete it.');
    await dropUpload(upload);
  });
}

/** Gives a draft another name in addresses: its lesson if it is one, else its course. */
export async function renameUpload(id: string, name: string): Promise<void> {
  await changeUploads(async () => {
    requireUntested(id);
    const upload = await requireUpload(id);
    const { record } = upload;
    if (upload.isPublished) throw refusal('It is published. Withdraw it first: its name is its address.');
    if (name === (record.lesson ?? record.course)) return;
    await renameFolder(lessonsIn(upload), record, name);
    const renamed = record.kind === 'lesson' ? { lesson: name } : { course: name };
    await writeRecord(upload.dir, { ...record, ...renamed, problems: await lintUpload(upload.dir) });
  });
}

function refusal(hint: string): AppError {
  return new AppError('conflict', `an upload can't be changed: ${hint}`, { hint });
}
