import type { FactOf } from '../../../protocol/checks.ts';
import { imagesNamed, type Snapshot } from '../facts.ts';
import type { Judgement } from '../miss.ts';
import { list, quote, sentence } from '../words.ts';

type RegistryFact = FactOf<'registry'>;

/** Judges a fact of kind `registry`. Pure. */
export function judgeRegistry(fact: RegistryFact, snapshot: Snapshot): Judgement {
  const { repository, tag, exists, image } = fact;
  const { prefix, images } = snapshot.pushed;
  const name = `${prefix}${repository}`;
  const reference = `${name}:${tag}`;
  const expected = exists
    ? `${quote(reference)} is in the classroom registry${image === undefined ? '' : `, and is the image that is ${quote(image)} here`}.`
    : `${quote(reference)} is not in the classroom registry.`;
  const lookAt = fact.lookAt ?? `docker image ls ${name}`;
  const say = (outcome: 'pass' | 'fail', found: string): Judgement => ({
    outcome,
    expected,
    found: sentence(found),
    lookAt,
  });
  const tags = images.filter((one) => one.repository === repository);
  const pushed = tags.find((one) => one.tag === tag);
  if (!exists) return pushed === undefined ? say('pass', 'it is not there') : say('fail', 'it is there');
  if (pushed === undefined) {
    if (tags.length > 0)
      return say('fail', `only other tags of it are there: ${list(tags.map((one) => quote(one.tag)))}`);
    if (images.length === 0) return say('fail', 'you have pushed nothing yet');
    const others = images.map((one) => quote(`${one.repository}:${one.tag}`));
    return say('fail', `under your name there is only ${list([...new Set(others)].slice(0, 6))}`);
  }
  if (image === undefined) return say('pass', 'it is there');
  const [local] = imagesNamed(image, snapshot.images);
  if (local === undefined)
    return say('fail', `it is there, but there is no image ${quote(image)} here to compare it with`);
  return local.id === pushed.imageId
    ? say('pass', 'it is there, and the same')
    : say('fail', `it is there, but it is not the image that is ${quote(image)} now; push again`);
}
