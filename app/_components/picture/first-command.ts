import type { World } from '../../../protocol/world.ts';

/** A command that makes a first container appear, and stay where an image that is there allows it. */
export function firstCommand({ images }: Pick<World, 'images'>): string {
  const has = (name: string): boolean => images.some(({ tags }) => tags.some((tag) => tag.split(':')[0] === name));
  if (has('nginx')) return 'docker run -d --name web -p 8080:80 nginx';
  if (has('busybox')) return 'docker run -d --name first busybox sleep 600';
  return 'docker run hello-world';
}
