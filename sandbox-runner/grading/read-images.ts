import type { ImageFact } from '../../protocol/checks.ts';
import type { ImageSummary } from '../docker/image-schemas.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import { collect } from './collect.ts';
import { imagesNamed, type ImageFacts } from './facts.ts';
import { imagesToInspect } from './needs.ts';

const maxImagesInspected = 20;

/** The images of `list`, with what `facts` ask of each, and the details of those `named`. Throws as InnerEngine. */
export async function readImages(
  engine: InnerEngine,
  facts: readonly ImageFact[],
  named: readonly string[],
  list: readonly ImageSummary[],
): Promise<ImageFacts[]> {
  const among = (references: readonly string[]): ImageSummary[] => {
    const found = new Set(references.flatMap((reference) => imagesNamed(reference, list)));
    return [...found].slice(0, maxImagesInspected);
  };
  const histories = facts.filter((fact) => fact.history !== undefined).map(({ reference }) => reference);
  const [details, instructions] = await Promise.all([
    collect(among([...facts.flatMap(imagesToInspect), ...named]), (image) => engine.inspectImage(image.id)),
    collect(among(histories), (image) => engine.imageInstructions(image.id)),
  ]);
  return list.map((image) => ({
    ...image,
    details: details.get(image.id),
    instructions: instructions.get(image.id),
  }));
}
