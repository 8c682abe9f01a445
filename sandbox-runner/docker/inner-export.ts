import { containerListSchema } from './container-schemas.ts';
import {
  describedContainerSchema,
  describedImageSchema,
  type DescribedContainer,
  type DescribedImage,
} from './export-schemas.ts';
import { imageListSchema, type ImageSummary } from './image-schemas.ts';
import { innerReader } from './inner-reader.ts';

const mib = 1024 * 1024;

/** What an export reads of a learner's engine; bounded, parsed and throwing as InnerEngine does. */
export interface InnerExport {
  /** Those that run, oldest first. */
  running(): Promise<DescribedContainer[]>;
  /** By the image's id. */
  image(id: string): Promise<DescribedImage>;
  images(): Promise<ImageSummary[]>;
}

/** `volumePath`: the sandbox's volume on this host. Nothing has to be closed. */
export function connectInnerExport(volumePath: string): InnerExport {
  const { get } = innerReader(volumePath);
  const part = encodeURIComponent;
  return {
    async running() {
      const list = await get('/containers/json', containerListSchema, mib / 2);
      const described: DescribedContainer[] = [];
      for (const { id } of list.reverse())
        described.push(await get(`/containers/${part(id)}/json`, describedContainerSchema, mib / 4));
      return described;
    },
    image: (id) => get(`/images/${part(id)}/json`, describedImageSchema, mib / 4),
    images: () => get('/images/json', imageListSchema, mib / 2),
  };
}
