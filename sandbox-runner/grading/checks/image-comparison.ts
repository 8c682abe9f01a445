import type { ImageFact } from '../../../protocol/checks.ts';
import { imagesNamed, type ImageFacts } from '../facts.ts';
import { quote } from '../words.ts';
import type { ImageCondition } from './image.ts';

/** How an image stands to others on the machine: the same, another, on top of one, sharing layers. */
export function comparisonConditions(fact: ImageFact, images: readonly ImageFacts[]): ImageCondition[] {
  const { sameAs, differsFrom, builtFrom, sharesLayersWith, reference } = fact;
  const list = 'docker images --digests';
  const layers = `docker image inspect --format '{{json .RootFS.Layers}}' ${reference}`;
  return [
    ...compare(sameAs, images, {
      expects: (name) => `is the very same image as ${name}`,
      holds: (image, other) => image.id === other.id,
      found: (name) => `is another image than ${name}: their ids differ`,
      lookAt: 'docker images',
    }),
    ...compare(differsFrom, images, {
      expects: (name) => `is another image than ${name}`,
      holds: (image, other) => image.id !== other.id,
      found: (name) => `is still the same image as ${name}, under two names`,
      lookAt: list,
    }),
    ...compare(builtFrom, images, {
      expects: (name) => `is built from ${name}`,
      holds: (image, other) => image.id !== other.id && liesBelow(other, image),
      found: (name) => `is not built from ${name}: its lowest layers are others`,
      lookAt: layers,
    }),
    ...compare(sharesLayersWith, images, {
      expects: (name) => `has a layer in common with ${name}`,
      holds: (image, other) =>
        other.details?.layers.some((layer) => image.details?.layers.includes(layer) === true) === true,
      found: (name) => `has no layer in common with ${name}`,
      lookAt: layers,
    }),
  ];
}

interface Comparison {
  readonly expects: (other: string) => string;
  readonly holds: (image: ImageFacts, other: ImageFacts) => boolean;
  readonly found: (other: string) => string;
  readonly lookAt: string;
}

function compare(
  reference: string | undefined,
  images: readonly ImageFacts[],
  { expects, holds, found, lookAt }: Comparison,
): ImageCondition[] {
  if (reference === undefined) return [];
  const [other] = imagesNamed(reference, images);
  const name = quote(reference);
  return [
    {
      expects: expects(name),
      holds: (image) => other !== undefined && holds(image, other),
      found: () => (other === undefined ? `can't be compared: ${name} is not here` : found(name)),
      lookAt: other === undefined ? 'docker images' : lookAt,
    },
  ];
}

function liesBelow(base: ImageFacts, image: ImageFacts): boolean {
  const [below, all] = [base.details?.layers ?? [], image.details?.layers ?? []];
  return below.length > 0 && below.length <= all.length && below.every((layer, i) => layer === all[i]);
}
