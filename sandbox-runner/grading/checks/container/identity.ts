import type { ContainerFact } from '../../../../protocol/checks.ts';
import type { ImageSummary } from '../../../docker/image-schemas.ts';
import { isOfImage } from '../../facts.ts';
import { handleOf, quote, theContainer } from '../../words.ts';
import { lookAtList, type Condition } from './condition.ts';

/** Which container is meant. */
export function identityConditions(fact: ContainerFact, images: readonly ImageSummary[]): Condition[] {
  return [...nameCondition(fact), ...imageCondition(fact, images)];
}

function nameCondition({ name }: ContainerFact): Condition[] {
  if (name === undefined) return [];
  return [
    {
      identifies: true,
      holds: (c) => c.name === name,
      found: (c) =>
        `there is a container from ${quote(c.image)}, but its name is ${quote(handleOf(c))}; give it one with ${quote(`--name ${name}`)}`,
      lookAt: lookAtList,
    },
  ];
}

function imageCondition({ image, name }: ContainerFact, images: readonly ImageSummary[]): Condition[] {
  if (image === undefined) return [];
  return [
    {
      identifies: true,
      holds: (c) => isOfImage(c, image, images),
      found: (c) =>
        `${theContainer(c)} was made from the image ${quote(c.image)}, not ${quote(image)}` +
        (name === undefined ? '' : '; a name can be used only once, so remove this one first'),
      lookAt: lookAtList,
    },
  ];
}
