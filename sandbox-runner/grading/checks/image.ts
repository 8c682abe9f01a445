import type { ImageCheck } from '../../../protocol/checks.ts';
import type { ImageSummary } from '../../docker/inner-schemas.ts';
import { isSameReference, readReference } from '../references.ts';
import { isOfImage, type Snapshot } from '../snapshot.ts';
import { handleOf, list, quote, sentence, type Judgement } from '../words.ts';

/** Judges a check of kind `image` on `snapshot`. Pure. */
export function judgeImage(check: ImageCheck, snapshot: Snapshot): Judgement {
  const image = snapshot.images.find((candidate) => isNamed(candidate, check.reference));
  const lookAt = check.lookAt ?? 'docker images';
  if (check.exists) {
    const expected = `The image ${quote(check.reference)} on this machine.`;
    const found = image === undefined ? missing(check.reference, snapshot) : 'it is here';
    return { passes: image !== undefined, expected, found: sentence(found), lookAt };
  }
  const expected = `No image ${quote(check.reference)} on this machine.`;
  if (image === undefined) return { passes: true, expected, found: 'It is not here.', lookAt };
  const users = snapshot.containers.filter(
    (c) => c.imageId === image.id || isOfImage(c, check.reference, snapshot.images),
  );
  if (users.length === 0) return { passes: false, expected, found: 'It is still here.', lookAt };
  const found = `it is still here, and needed by ${list(users.map(handleOf))}; remove containers before their image`;
  return { passes: false, expected, found: sentence(found), lookAt: check.lookAt ?? 'docker ps -a' };
}

function isNamed(image: ImageSummary, reference: string): boolean {
  const names = readReference(reference).digest === undefined ? image.tags : image.digests;
  return names.some((name) => isSameReference(name, reference));
}

function missing(reference: string, { images, history }: Snapshot): string {
  const wanted = readReference(reference);
  const otherTags = images
    .flatMap((image) => image.tags)
    .filter((tag) => readReference(tag).repository === wanted.repository);
  if (otherTags.length > 0) return `only other tags of it are here: ${list(otherTags)}`;
  const wasHere = history.images.some((name) => isSameReference(name, reference));
  if (wasHere) return 'it was here, and has been removed';
  const all = images.flatMap((image) => image.tags);
  return all.length === 0 ? 'there is no image yet' : `it is not here; these are: ${list(all)}`;
}
