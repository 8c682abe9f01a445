import type { Judgement } from '../miss.ts';
import { diskBytes } from '../../../protocol/checks/fields.ts';
import type { ImageFact } from '../../../protocol/checks.ts';
import { imagesNamed, isOfImage, noName, type ImageFacts, type Snapshot } from '../facts.ts';
import { readReference, isSameReference } from '../references.ts';
import { counted, diskText, handleOf, list, quote, sentence } from '../words.ts';
import { imageConfigConditions } from './image-config.ts';
import { comparisonConditions } from './image-comparison.ts';

/** One thing that a check asks of an image. */
export interface ImageCondition {
  /** As it follows "the image that". */
  readonly expects: string;
  holds(image: ImageFacts): boolean;
  /** For one that does not hold: what is so instead, as it follows "it". */
  found(image: ImageFacts): string;
  readonly lookAt: string;
}

/** Judges a fact of kind `image`. Pure. */
export function judgeImage(fact: ImageFact, snapshot: Snapshot): Judgement {
  const { reference } = fact;
  const conditions = imageConditions(fact, snapshot.images);
  const named = imagesNamed(reference, snapshot.images);
  const fitting = named.find((image) => conditions.every((condition) => condition.holds(image)));
  const lookAt = fact.lookAt ?? 'docker images';
  const expected = expectedText(fact, conditions);
  if (!fact.exists) return judgeAbsence(fact, fitting, expected, snapshot);
  if (fitting !== undefined) return { outcome: 'pass', expected, found: 'It is here.', lookAt };
  const [first] = named;
  const missed = first && conditions.find((condition) => !condition.holds(first));
  if (first === undefined || missed === undefined)
    return { outcome: 'fail', expected, found: sentence(missing(reference, snapshot)), lookAt };
  const found = first.details === undefined ? 'could not be looked into' : missed.found(first);
  return { outcome: 'fail', expected, found: sentence(`it ${found}`), lookAt: fact.lookAt ?? missed.lookAt };
}

function imageConditions(fact: ImageFact, images: readonly ImageFacts[]): ImageCondition[] {
  return [...comparisonConditions(fact, images), ...sizeConditions(fact, images), ...imageConfigConditions(fact)];
}

function sizeConditions(fact: ImageFact, images: readonly ImageFacts[]): ImageCondition[] {
  const { maxSize, minSize, smallerThan, maxLayers, minLayers, history, reference } = fact;
  const conditions: ImageCondition[] = [];
  const sizes = { found: (i: ImageFacts) => `is ${diskText(i.sizeBytes)} large`, lookAt: `docker images ${reference}` };
  if (maxSize !== undefined)
    conditions.push({
      ...sizes,
      expects: `is at most ${maxSize} large`,
      holds: (i) => i.sizeBytes <= diskBytes(maxSize),
    });
  if (minSize !== undefined)
    conditions.push({
      ...sizes,
      expects: `is at least ${minSize} large`,
      holds: (i) => i.sizeBytes >= diskBytes(minSize),
    });
  if (smallerThan !== undefined) {
    const [other] = imagesNamed(smallerThan, images);
    conditions.push({
      expects: `is smaller than ${quote(smallerThan)}`,
      holds: (i) => other !== undefined && i.sizeBytes < other.sizeBytes,
      found: (i) =>
        other === undefined
          ? `can't be compared: ${quote(smallerThan)} is not here`
          : `is ${diskText(i.sizeBytes)} large, and ${quote(smallerThan)} is ${diskText(other.sizeBytes)}`,
      lookAt: 'docker images',
    });
  }
  const layers = {
    found: (i: ImageFacts) => `has ${counted(i.details?.layers.length ?? 0, 'layer')}`,
    lookAt: `docker history ${reference}`,
  };
  const count = (image: ImageFacts): number => image.details?.layers.length ?? -1;
  if (maxLayers !== undefined)
    conditions.push({
      ...layers,
      expects: `has at most ${counted(maxLayers, 'layer')}`,
      holds: (i) => count(i) >= 0 && count(i) <= maxLayers,
    });
  if (minLayers !== undefined)
    conditions.push({
      ...layers,
      expects: `has at least ${counted(minLayers, 'layer')}`,
      holds: (i) => count(i) >= minLayers,
    });
  if (history !== undefined)
    conditions.push({
      expects: `was made by an instruction with ${quote(history)}`,
      holds: (i) => i.instructions?.some((instruction) => instruction.includes(history)) ?? false,
      found: () => `has no instruction with ${quote(history)} in its history`,
      lookAt: `docker history --no-trunc ${reference}`,
    });
  return conditions;
}

function judgeAbsence(fact: ImageFact, image: ImageFacts | undefined, expected: string, snapshot: Snapshot): Judgement {
  const lookAt = fact.lookAt ?? 'docker images';
  if (image === undefined) return { outcome: 'pass', expected, found: 'It is not here.', lookAt };
  const users = snapshot.containers.filter(
    (c) => c.imageId === image.id || isOfImage(c, fact.reference, snapshot.images),
  );
  if (users.length === 0) return { outcome: 'fail', expected, found: 'It is still here.', lookAt };
  const found = `it is still here, and needed by ${list(users.map(handleOf))}; remove containers before their image`;
  return { outcome: 'fail', expected, found: sentence(found), lookAt: fact.lookAt ?? 'docker ps -a' };
}

function expectedText({ reference, exists }: ImageFact, conditions: readonly ImageCondition[]): string {
  const how = conditions.map(({ expects }) => expects);
  const that = how.length === 0 ? '' : ` that ${how.join(', ')}`;
  if (reference === noName) return `${exists ? 'An' : 'No'} image without a name on this machine${that}.`;
  if (!exists) return `No image ${quote(reference)} on this machine${that}.`;
  return `The image ${quote(reference)} on this machine${how.length === 0 ? '' : `; it ${how.join(', ')}`}.`;
}

function missing(reference: string, { images, history }: Snapshot): string {
  const all = images.flatMap((image) => image.tags);
  if (reference === noName) return all.length === 0 ? 'there is no image yet' : 'all images here have a name';
  const wanted = readReference(reference);
  const otherTags = all.filter((tag) => readReference(tag).repository === wanted.repository);
  if (otherTags.length > 0) return `only other tags of it are here: ${list(otherTags)}`;
  const wasHere = history.images.some((name) => isSameReference(name, reference));
  if (wasHere) return 'it was here, and has been removed';
  return all.length === 0 ? 'there is no image yet' : `it is not here; these are: ${list(all)}`;
}
