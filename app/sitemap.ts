import type { MetadataRoute } from 'next';
import { siteConfig } from './_server/env.ts';
import { allCourses } from './_server/lessons.ts';

export const dynamic = 'force-dynamic';

/** Every page that stays, where the operator has said what the site is called: the list needs whole addresses. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const [origin] = siteConfig().publicOrigins;
  if (origin === undefined) return [];
  const courses = await allCourses();
  const paths = courses.flatMap(({ slug, lessons }) => [`/learn/${slug}`, ...lessons.map(({ id }) => `/learn/${id}`)]);
  return ['/', ...paths].map((path) => ({ url: new URL(path, origin).href }));
}
